"""A Chinese BERT from a local folder, its vocabulary cut down to single characters."""

from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from transformers import AutoConfig, AutoTokenizer, BertModel
from transformers.utils import logging

from model.characters import SPECIAL, Characters
from model.errors import EncoderError


def load_checkpoint(folder: Path, layers: int) -> tuple[BertModel, Characters]:
    """Load an encoder with its lowest layers and only the rows of its embedding that single characters need.

    Args:
        folder: of a BERT checkpoint as ``transformers`` saves it, or a name that its cache holds.
        layers: at most so many are kept.

    Raises:
        EncoderError: there is no such checkpoint, or it is no BERT that reads Chinese by the character.
    """
    encoder, tokens = _bert(folder)
    embedding = encoder.embeddings.word_embeddings
    vocabulary = {token: row for token, row in tokens.items() if row < embedding.num_embeddings}
    if missing := [name for name in SPECIAL if name not in vocabulary]:
        raise EncoderError(
            f"编码器的词表里没有 {'、'.join(missing)}",
            where=str(folder),
            remedy="请换一个按字切分的中文 BERT",
        )
    known = "".join(sorted(token for token in vocabulary if len(token) == 1 and token == token.lower()))
    rows = [vocabulary[token] for token in (*SPECIAL, *known)]
    cut = torch.nn.Embedding(len(rows), embedding.embedding_dim, padding_idx=0)
    cut.weight = torch.nn.Parameter(embedding.weight[rows].detach().clone(), requires_grad=False)
    encoder.embeddings.word_embeddings = cut
    encoder.encoder.layer = encoder.encoder.layer[:layers]
    encoder.config.vocab_size = len(rows)
    encoder.config.num_hidden_layers = len(encoder.encoder.layer)
    return encoder, Characters(known)


def _bert(folder: Path) -> tuple[BertModel, dict[str, int]]:
    """Return a BERT and the numbers of its vocabulary."""
    logging.set_verbosity_error()  # what it reports, and its bars, are in English and not for the user
    logging.disable_progress_bar()
    try:
        tokens = AutoTokenizer.from_pretrained(folder, local_files_only=True).get_vocab()
        kind = AutoConfig.from_pretrained(folder, local_files_only=True).model_type
        loaded: Any = BertModel.from_pretrained(
            folder,
            add_pooling_layer=False,
            dtype=torch.float32,
            local_files_only=True,
            attention_probs_dropout_prob=0.0,  # half of all the time a step takes, and no measure better
            output_loading_info=True,
        )
    except (SafetensorError, OSError, ValueError, KeyError, RuntimeError) as error:
        raise _no_bert(folder) from error
    encoder, read = loaded
    if kind != "bert" or read["missing_keys"]:  # what is missing would be drawn by lot
        raise _no_bert(folder)
    return encoder, dict(tokens)


def _no_bert(folder: Path) -> EncoderError:
    return EncoderError(
        "读不出一个 BERT 编码器",
        where=str(folder),
        remedy="请写上它的文件夹，里面有 config.json、权重和 tokenizer.json",
    )

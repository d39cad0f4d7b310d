"""A Chinese BERT from a local folder, its vocabulary cut down to single characters."""

from pathlib import Path

import torch
from transformers import AutoTokenizer, BertModel

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
    try:
        vocabulary = AutoTokenizer.from_pretrained(folder, local_files_only=True).get_vocab()
        encoder = BertModel.from_pretrained(
            folder,
            add_pooling_layer=False,
            dtype=torch.float32,
            local_files_only=True,
            attention_probs_dropout_prob=0.0,  # half of all the time a step takes, and no measure better
        )
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise EncoderError(
            "读不出一个 BERT 编码器",
            where=str(folder),
            remedy="请写上它的文件夹，里面有 config.json、权重和 tokenizer.json",
        ) from error
    if missing := [name for name in SPECIAL if name not in vocabulary]:
        raise EncoderError(
            f"编码器的词表里没有 {'、'.join(missing)}",
            where=str(folder),
            remedy="请换一个按字切分的中文 BERT",
        )
    known = "".join(sorted(token for token in vocabulary if len(token) == 1 and token == token.lower()))
    rows = [vocabulary[token] for token in (*SPECIAL, *known)]
    embedding = encoder.embeddings.word_embeddings
    cut = torch.nn.Embedding(len(rows), embedding.embedding_dim, padding_idx=0)
    cut.weight = torch.nn.Parameter(embedding.weight[rows].detach().clone(), requires_grad=False)
    encoder.embeddings.word_embeddings = cut
    encoder.encoder.layer = encoder.encoder.layer[:layers]
    encoder.config.vocab_size = len(rows)
    encoder.config.num_hidden_layers = len(encoder.encoder.layer)
    return encoder, Characters(known)

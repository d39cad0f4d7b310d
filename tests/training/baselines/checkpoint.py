"""A BERT made at random, far too small to know anything, with a tokenizer that reads by the character."""

from pathlib import Path

import torch
from transformers import BertConfig, BertModel, BertTokenizer

_SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def make_checkpoint(folder: Path, text: str) -> Path:
    """Save a checkpoint that knows the characters of a text."""
    vocabulary = {name: number for number, name in enumerate([*_SPECIAL, *sorted(set(text) - {" ", "\n"})])}
    BertTokenizer(vocab=vocabulary).save_pretrained(folder)
    shape = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
    )
    torch.manual_seed(0)  # whatever ran before it
    BertModel(shape, add_pooling_layer=False).save_pretrained(folder)
    return folder

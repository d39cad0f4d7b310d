"""A Chinese BERT of two thin layers with its weights drawn by lot, and little to learn from."""

from collections import Counter
from pathlib import Path

import torch
from transformers import BertConfig, BertModel, BertTokenizer

from model.characters import SPECIAL
from training.finetune.recipe import Recipe
from training.labels import Corpus

PIECES = ("建议", "##路", "##建", "1200", "[unused1]", "A")
"""What a vocabulary has beside single characters in lower case, and what no encoder keeps."""
RECIPE = Recipe(layers=2, epochs=3, patience=2, tokens=2048, encoder_rate=2e-3, head_rate=2e-2, restated=1.0)


def tiny_checkpoint(folder: Path, corpus: Corpus) -> Path:
    """Save a checkpoint that knows the characters of a corpus as ``transformers`` saves it.

    Args:
        folder: is made and returned.
        corpus: its commonest characters become the vocabulary.
    """
    folder.mkdir(parents=True, exist_ok=True)
    counts = Counter(
        "".join(row.draft.canonical_title + row.draft.canonical_body for row in corpus.drafts).lower()
    )
    known = [character for character, _ in counts.most_common(1500) if not character.isspace()]
    words = [SPECIAL[0], *PIECES[:2], *SPECIAL[1:], *known, *PIECES[2:]]
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(dict.fromkeys(words)), "utf-8")
    BertTokenizer(str(vocabulary)).save_pretrained(folder)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(dict.fromkeys(words)),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    return folder

"""Make the model card: count the data, tell how the encoder was made, and say how good the model is."""

from collections import Counter
from importlib.metadata import version
from typing import Any

from model.card import Batch, Card, Data, EncoderMade, Epoch, Finetuning
from model.content import card_texts
from model.draft import LEVELS
from model.encoder import Encoder
from model.rubric import FLAGS
from model.tier import Thresholds
from training.figures import Read, measure
from training.held_out import HeldOut
from training.labels import Corpus
from training.layout import Texts

OTHER = "另外添加的"
"""How the drafts of a batch are called that ``data/model-card.toml`` does not know."""


def make_card(
    corpus: Corpus, texts: Texts, scores: HeldOut, thresholds: Thresholds, read: Read | None
) -> Card:
    """Make the card of a model.

    Args:
        corpus: it was trained on.
        texts: the corpus laid out.
        scores: of the linear heads, held out.
        thresholds: of the fast tier.
        read: by the encoder, where there is one.
    """
    said = card_texts()
    return Card(
        program=version("lianshen"),
        purpose=said.purpose,
        data=count(corpus),
        encoder=_made(read.encoder) if read else None,
        measured=measure(corpus, texts, scores, thresholds, read),
        limits=said.limits,
        never=said.never,
    )


def count(corpus: Corpus) -> Data:
    """Count what a corpus holds. Which batch a draft is of, its ``id`` says before the first hyphen."""
    flags = Counter(flag for row in corpus.drafts for flag in row.flags)
    levels = Counter(row.draft.level for row in corpus.drafts)
    manners = card_texts().manners
    batches = Counter(manners.get(row.id.partition("-")[0], OTHER) for row in corpus.drafts)
    return Data(
        groups=len({row.group for row in corpus.drafts}),
        flags={flag: flags[flag] for flag in FLAGS},
        clean=sum(not row.flags for row in corpus.drafts),
        levels={level: levels[level] for level in LEVELS},
        restated=sum(row.origin == "restated" for row in corpus.drafts),
        batches=tuple(Batch(manner, drafts) for manner, drafts in batches.items()),
    )


def _made(encoder: Encoder) -> EncoderMade:
    try:
        return EncoderMade(encoder.digest, _finetuning(encoder.manifest))
    except KeyError:  # made by other means than ``lianshen train --finetune``
        return EncoderMade(encoder.digest, None)


def _finetuning(manifest: dict[str, Any]) -> Finetuning:
    return Finetuning(
        checkpoint=manifest["checkpoint"],
        licence=card_texts().licences.get(manifest["checkpoint"], ""),
        weights=manifest["checkpoint_weights"],
        command=manifest["command"],
        seed=manifest["seed"],
        data=manifest["data"],
        drafts=manifest["learnt"]["drafts"],
        titles=manifest["learnt"]["titles"],
        recipe=manifest["recipe"],
        epochs=tuple(Epoch(epoch["learnt"], epoch["held_out"]) for epoch in manifest["epochs"]),
        parity=manifest["parity"],
    )

"""The card says what the corpus holds and how the encoder was made, as far as its manifest tells."""

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from model.card import Batch, Epoch
from model.content import card_texts
from model.draft import Draft
from model.encoder import MANIFEST, Encoder
from tests.model.encoders import made
from tests.training.labelled import BODY, labelled
from training.card import OTHER, count, make_card
from training.figures import Read
from training.fit import THRESHOLDS
from training.full_tier import read_reserved
from training.held_out import HeldOut, score_held_out
from training.labels import Corpus
from training.layout import Texts, lay_out

FACTS = {
    "checkpoint": "bge-small-zh-v1.5",
    "checkpoint_weights": "b" * 64,
    "command": "lianshen train --finetune --encoder bge-small-zh-v1.5 --seed 3",
    "data": "d" * 64,
    "learnt": {"drafts": 61, "titles": 62},
    "recipe": {"layers": 3, "encoder_rate": 1.5e-4},
    "seed": 3,
    "epochs": [{"number": 1, "learnt": 6.5, "held_out": 4.5, "seconds": 300.0}],
    "parity": {"float": 2e-6, "flags": 0.996},
}


@pytest.fixture(scope="module")
def texts(small_corpus: Corpus) -> Texts:
    return lay_out(small_corpus)


@pytest.fixture(scope="module")
def scores(texts: Texts) -> HeldOut:
    return score_held_out(texts, 0, lambda _share: None)


def told(folder: Path, **facts: object) -> Encoder:
    """Write an encoder whose manifest tells some facts, and load it."""
    manifest = json.loads((made(folder) / MANIFEST).read_text("utf-8"))
    (folder / MANIFEST).write_text(json.dumps({**manifest, **facts}), "utf-8")
    return Encoder.load(folder, threads=1)


def test_what_a_corpus_holds_is_counted() -> None:
    tidy, other = card_texts().manners["t1"], card_texts().manners["t13"]
    clean = {"flags": frozenset(), "reasons": frozenset(), "evidence": ()}
    rows = (
        labelled(id="t1-001-a", group="t1-001"),
        labelled(id="t2-001-a", group="t1-001", **clean),
        labelled(id="t13-001-a", group="t13-001", origin="restated", draft=Draft("题", BODY, "市")),
        labelled(id="own-1", group="own-1", **clean),
    )
    data = count(Corpus(rows, ()))
    assert (data.groups, data.clean, data.restated) == (3, 2, 1)
    assert data.flags == {"too_broad": 0, "vague": 2, "infeasible": 0}
    assert data.levels == {"乡镇": 0, "县": 3, "市": 1, "省": 0}
    assert data.batches == (Batch(tidy, 2), Batch(other, 1), Batch(OTHER, 1))


def test_without_an_encoder_the_fast_tier_alone_is_told(
    small_corpus: Corpus, texts: Texts, scores: HeldOut
) -> None:
    card = make_card(small_corpus, texts, scores, THRESHOLDS, None)
    assert card.encoder is None
    assert card.measured
    assert card.measured.full is None
    said = card_texts()
    assert (card.purpose, card.limits, card.never) == (said.purpose, said.limits, said.never)
    assert card.measured.how == said.how


def test_how_the_encoder_was_made_is_taken_from_its_manifest(
    small_corpus: Corpus, texts: Texts, scores: HeldOut, tmp_path: Path
) -> None:
    encoder = told(tmp_path / "told", **FACTS)
    readings = read_reserved(small_corpus, texts, encoder, lambda _share: None)
    card = make_card(small_corpus, texts, scores, THRESHOLDS, Read(encoder, readings))
    assert card.measured
    assert card.measured.full
    assert card.encoder
    assert card.encoder.digest == encoder.digest
    finetuning = card.encoder.finetuning
    assert finetuning
    assert (finetuning.checkpoint, finetuning.licence) == ("bge-small-zh-v1.5", "MIT")
    assert finetuning.epochs == (Epoch(6.5, 4.5),)
    assert (finetuning.drafts, finetuning.titles, finetuning.weights) == (61, 62, "b" * 64)
    same = ("command", "data", "recipe", "seed", "parity")
    assert {name: asdict(finetuning)[name] for name in same} == {name: FACTS[name] for name in same}
    assert "seconds" not in json.dumps(asdict(card))  # it would tell one training from its equal

    for facts in ({}, {**FACTS, "checkpoint": "another"}):
        other = told(tmp_path / f"other {len(facts)}", **facts)
        card = make_card(
            small_corpus, texts, scores, THRESHOLDS, replace(Read(encoder, readings), encoder=other)
        )
        assert card.encoder
        assert (card.encoder.finetuning.licence if card.encoder.finetuning else None) == (
            "" if facts else None
        )

"""The short form of ``lianshen privacy measure``, and that it can fail."""

import random

import pytest

from model.identifier import Identifier
from training.privacy import measure as measuring
from training.privacy.measure import measure
from training.privacy.sets import filled, with_one, without


def test_all_is_found_and_nothing_else() -> None:
    measured = measure(150)
    assert measured.holds
    for outcome in measured.halves:
        assert all(each.found.count == each.found.of >= 150 for each in outcome.recall.values())
        assert outcome.alarms.texts.count == 0


def test_what_is_missed_and_what_is_taken_for_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "find_identifiers", lambda _: (Identifier("plate", 0, 1),))
    measured = measure(100)
    assert not measured.holds
    last = measured.halves[-1]
    assert last.recall["id_card"].found.count == 0
    assert sum(last.recall["id_card"].missed.values()) == 100
    assert (last.alarms.texts.count, last.alarms.kinds) == (100, {"plate": 100})


def test_the_same_seed_makes_the_same_texts() -> None:
    assert list(with_one("held_out", "address", 20, 3)) == list(with_one("held_out", "address", 20, 3))
    assert list(without("tuning", 20, 3)) != list(without("tuning", 20, 4))
    for text in with_one("tuning", "plate", 20, 3):
        assert text.spans
        assert "⟦" not in text.text


def test_slots_are_written_as_asked() -> None:
    chance = random.Random(0)  # noqa: S311 - nothing secret
    assert len(filled("{id:6 8 4}", chance).split(" ")) == 3
    assert len(filled("{mobile:3-4}", chance).split("-")) == 3
    assert filled("{mobile:wide}", chance).startswith("１")

"""What a model says of lessons beforehand, and which of them its encoder is to read."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from model.bundle import Bundle
from model.draft import Draft
from model.encoder import Encoder, Reading
from model.reviewer import Reviewer
from model.scores import JUDGED, Scores
from model.tier import FullTier
from tests.model.bundles import FULL
from tests.model.encoders import made as made_encoder
from tests.training.local.told import lesson
from training.labels import Corpus
from training.local import knowing
from training.local.knowing import known
from training.local.lessons import Lesson


class Counting(Encoder):
    """Remembers what it reads."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.digest, self.manifest = encoder.digest, encoder.manifest
        self.seen: list[Draft] = []

    def read(self, draft: Draft) -> Reading:
        """Read one draft."""
        self.seen.append(draft)
        return self._encoder.read(draft)


@pytest.fixture
def encoder(tmp_path: Path) -> Counting:
    return Counting(Encoder.load(made_encoder(tmp_path), threads=1))


@pytest.fixture
def reading(small_bundle: Bundle, encoder: Counting) -> Reviewer:
    """A reviewer with a full tier."""
    full = FullTier(encoder.digest, FULL.blend, small_bundle.calibration, small_bundle.thresholds)
    return Reviewer(replace(small_bundle, full=full), encoder)


@pytest.fixture
def lessons(small_corpus: Corpus) -> list[Lesson]:
    """As people see the drafts that the model knows, but for two of them; the last two are on units."""
    drafts = small_corpus.drafts[:8]
    told = [lesson(row.draft, flags={"vague": "vague" in row.flags}) for row in drafts[:6]]
    for odd in (1, 4):
        told[odd] = lesson(drafts[odd].draft, flags={"vague": "vague" not in drafts[odd].flags})
    return [*told, *(lesson(row.draft, main=row.main) for row in drafts[6:])]


def row(scores: Scores) -> list[float]:
    return [scores.judged[name] for name in JUDGED]


def test_without_an_encoder_it_is_what_the_linear_heads_say(
    small_bundle: Bundle, lessons: list[Lesson], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowing, "_LOT", 3)
    reviewer = Reviewer(small_bundle)
    told: list[float] = []
    found = known(reviewer, lessons, told.append)
    scored = reviewer.scores([each.draft for each in lessons])
    np.testing.assert_array_equal(found.judged, [row(each) for each in scored])
    np.testing.assert_array_equal(found.units, [each.units.draft for each in scored])
    assert not found.read.any()
    assert told == sorted(told)


def test_of_an_encoder_the_drafts_are_read_on_which_model_and_people_differ_most(
    reading: Reviewer, encoder: Counting, lessons: list[Lesson], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowing, "MOST_READ", 2)
    found = known(reading, lessons, lambda _share: None)
    assert found.read.tolist() == [number in {1, 4} for number in range(8)]
    assert sorted(each.title for each in encoder.seen) == sorted(lessons[n].draft.title for n in (1, 4))
    drafts = [each.draft for each in lessons]
    scored = reading.scores(drafts)
    finer = reading.finer_scores(drafts, scored)
    for number in range(8):
        own = finer if number in {1, 4} else scored
        np.testing.assert_allclose(found.judged[number], row(own[number]), rtol=1e-6)
        np.testing.assert_allclose(found.units[number], own[number].units.draft, rtol=1e-6)


def test_all_are_read_where_there_are_few(
    reading: Reviewer, encoder: Counting, lessons: list[Lesson]
) -> None:
    told: list[float] = []
    found = known(reading, lessons, told.append)
    assert found.read.all()
    assert len(encoder.seen) == len(lessons)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)


def test_what_is_told_of_units_alone_is_read_after_all_others(
    reading: Reviewer, lessons: list[Lesson], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowing, "MOST_READ", 7)
    assert known(reading, lessons, lambda _share: None).read.tolist() == [True] * 7 + [False]


def test_a_code_that_people_see_otherwise_counts_as_much_as_a_flag(
    reading: Reviewer, small_corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowing, "MOST_READ", 1)
    rows = [each for each in small_corpus.drafts if "V3" in each.reasons][:4]
    lessons = [
        lesson(each.draft, flags={"vague": True}, codes={"V3": at != 2}) for at, each in enumerate(rows)
    ]
    assert known(reading, lessons, lambda _share: None).read.tolist() == [False, False, True, False]

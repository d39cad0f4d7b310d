"""The learning curve draws archive and held-back texts apart, and learns from nothing but assignments."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import pytest

from model.bundle import Bundle
from model.draft import Draft
from model.encoder import Encoder
from model.review import Review
from model.reviewer import Reviewer
from tests.training.local.told import lesson
from training.labels import Corpus
from training.local import curve as module
from training.local.adapting import adapted
from training.local.curve import KIND_FLAG, corrected, curve
from training.local.exam import exam
from training.local.lessons import Lesson
from training.local.places import Place, Rule, places
from training.parts import parts

PLACE = places()[0]
Taught = list[tuple[Lesson, ...]]


@pytest.fixture
def taught(monkeypatch: pytest.MonkeyPatch) -> Taught:
    """What is learnt from; in sizes that the small corpus has."""
    found: Taught = []

    def noting(bundle: Bundle, encoder: Encoder | None, lessons: Sequence[Lesson], corpus: Corpus) -> Bundle:
        found.append(tuple(lessons))
        return adapted(bundle, encoder, lessons, corpus)

    monkeypatch.setattr(module, "adapted", noting)
    monkeypatch.setattr(module, "SIZES", (5, 10, 30))
    monkeypatch.setattr(module, "CORRECTED", 2)
    monkeypatch.setattr(module, "DRAWS", 2)
    return found


def texts(corpus: Corpus) -> dict[str, Lesson]:
    return {question.lesson.digest: question.lesson for question in exam(parts(corpus).test, ())}


def test_archives_grow_and_say_units_alone_by_the_division_of_the_place(
    small_bundle: Bundle, small_corpus: Corpus, taught: Taught
) -> None:
    told: list[float] = []
    points = curve(small_bundle, None, small_corpus, PLACE, told.append)
    assert [point.labels for point in points] == [0, 5, 10, 30]
    assert [len(lot) for lot in taught] == [0, 5, 10, 30] * 2
    for smaller, larger in (*pairwise(taught[:4]), *pairwise(taught[4:])):
        assert larger[: len(smaller)] == smaller
    assert taught[3] != taught[7]
    known = texts(small_corpus)
    for each in taught[-1]:
        unit = PLACE.unit_of(each.draft.title, str(known[each.digest].main))
        assert each == lesson(each.draft, known[each.digest].group, main=unit)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_what_is_measured_on_is_the_same_throughout_and_of_other_groups(
    small_bundle: Bundle, small_corpus: Corpus, taught: Taught, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    real = Reviewer.review_many

    def noting(self: Reviewer, drafts: Iterable[Draft]) -> Iterator[Review]:
        lot = list(drafts)
        asked.append([each.title for each in lot])
        return real(self, lot)

    monkeypatch.setattr(Reviewer, "review_many", noting)
    points = curve(small_bundle, None, small_corpus, PLACE)
    assert asked == [asked[0]] * 4 + [asked[4]] * 4
    assert {point.held_back for point in points} == {len(asked[0]) + len(asked[4])}
    for archive, measured in ((taught[3], asked[0]), (taught[7], asked[4])):
        learnt = {each.group for each in archive}
        held = [each for each in texts(small_corpus).values() if each.group not in learnt]
        assert sorted(each.draft.title for each in held) == sorted(measured)


def test_a_model_of_the_bundled_division_misses_what_moved_and_labels_bring_it(
    small_bundle: Bundle, small_corpus: Corpus, taught: Taught
) -> None:
    origins = {str(each.main) for each in texts(small_corpus).values()} - {"教育局"}
    everything = Place("某县", "", tuple(Rule(each, re.compile(""), "教育局") for each in sorted(origins)))
    first, *_, last = curve(small_bundle, None, small_corpus, everything)
    assert first.moved == 0
    assert first.units < 0.3
    assert last.moved > 0.3
    assert last.units > first.units
    assert last.flags == first.flags
    assert taught[-1]


def test_corrections_of_one_kind_are_measured_on_the_others_of_it(
    small_bundle: Bundle, small_corpus: Corpus, taught: Taught
) -> None:
    found = corrected(small_bundle, None, small_corpus)
    ((*lessons,),) = taught
    kind = [
        each
        for each in texts(small_corpus).values()
        if [code for code, holds in each.codes.items() if holds and code[0] == "V"] == ["V3"]
    ]
    assert (found.corrected, found.later) == (len(lessons), len(kind) - 2)
    assert found.later > 0
    assert all(each == lesson(each.draft, each.group, flags={KIND_FLAG: False}) for each in lessons)
    assert found.after <= found.before
    assert found.other_flags_changed == 0

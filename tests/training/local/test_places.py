"""The constructed places by which learning is measured (``places.json``)."""

import re

import pytest

from model.content import units
from tests.training.local.told import ROADS, lesson
from training.labels import read_corpus
from training.local.exam import exam
from training.local.lessons import Lesson
from training.local.places import Place, Rule, places
from training.parts import parts

PLACES = [pytest.param(place, id=place.name) for place in places()]
VILLAGE = Place(
    "某县",
    "",
    (
        Rule("交通运输局", re.compile("村|乡"), "乡镇人民政府"),
        Rule("交通运输局", re.compile(""), "住房和城乡建设局"),
        Rule("住房和城乡建设局", re.compile(""), "财政局"),
    ),
)


@pytest.fixture(scope="module")
def reported() -> list[Lesson]:
    """What is reported on of the bundled corpus."""
    return [question.lesson for question in exam(parts(read_corpus()).test, ())]


def test_the_first_rule_that_fits_holds_and_hands_nothing_on() -> None:
    assert VILLAGE.unit_of("关于修村道的建议", "交通运输局") == "乡镇人民政府"
    assert VILLAGE.unit_of("关于修县道的建议", "交通运输局") == "住房和城乡建设局"
    assert VILLAGE.unit_of("关于修村道的建议", "住房和城乡建设局") == "财政局"
    assert VILLAGE.unit_of("关于修村道的建议", "教育局") == "教育局"


def test_an_archive_tells_the_unit_and_nothing_else() -> None:
    known = lesson(ROADS, flags={"vague": True}, codes={"V1": True}, main="交通运输局", triage="急难事")
    assert VILLAGE.archived(known) == lesson(ROADS, main="住房和城乡建设局")


def test_there_are_several_and_each_is_described() -> None:
    names = [place.name for place in places()]
    assert len(names) == len(set(names)) >= 3
    assert all(place.note for place in places())


@pytest.mark.parametrize("place", PLACES)
def test_every_unit_named_is_a_bundled_one(place: Place) -> None:
    named = {unit for rule in place.rules for unit in (rule.origin, rule.unit)}
    assert named <= set(units())
    assert all(rule.origin != rule.unit for rule in place.rules)


@pytest.mark.parametrize("place", PLACES)
def test_every_rule_can_hold_and_moves_something(place: Place, reported: list[Lesson]) -> None:
    """A rule behind one that takes all of a unit's matters would never hold."""
    taken: set[str] = set()
    for rule in place.rules:
        assert rule.origin not in taken, rule
        if not rule.words.pattern:
            taken.add(rule.origin)
    corpus = [each for each in reported if each.main]
    moves = dict.fromkeys(place.rules, 0)
    for each in corpus:
        for rule in place.rules:
            if rule.origin == each.main and rule.words.search(each.draft.title):
                moves[rule] += 1
                break
    idle = [rule for rule, count in moves.items() if not count]
    assert len(idle) <= len(place.rules) // 4, idle


@pytest.mark.parametrize("place", PLACES)
def test_each_place_moves_at_least_a_quarter_of_what_is_reported_on(
    place: Place, reported: list[Lesson]
) -> None:
    moved = [place.archived(each).main != each.main for each in reported]
    assert sum(moved) / len(moved) >= 0.25


def test_no_two_places_divide_alike(reported: list[Lesson]) -> None:
    divisions = [[place.archived(each).main for each in reported] for place in places()]
    for one, division in enumerate(divisions):
        for other in divisions[:one]:
            assert sum(a != b for a, b in zip(division, other, strict=True)) / len(division) > 0.25

"""Two models on the same questions: paired differences, and when there is too little to tell."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from model.content import REASONS
from model.review import Review
from model.unit_list import UnitList, bundled_units
from tests.training.local.answers import NOT, SURE, answered, question, said
from training.local.comparison import Compared
from training.local.exam import Part, Question
from training.local.measuring import FEWEST, FLOORS, Answered, by_code, by_unit, overall

ROADS, SCHOOLS, POLICE = "交通运输局", "教育局", "公安局"
MANY = 40


def measure(found: Sequence[Compared], key: str) -> Compared:
    (own,) = [each for each in found if each.key == key]
    return own


def units_of(old: Sequence[str], new: Sequence[str], groups: Sequence[str] = ()) -> Answered:
    """Two models say units where all is the roads'."""
    return answered(
        [question(n, group=groups[n] if groups else "", main=ROADS) for n in range(len(old))],
        map(said, old),
        map(said, new),
    )


def mixed(part: Part = "corpus", count: int = MANY) -> list[Question]:
    """Questions on everything; half of the drafts are vague (V1)."""
    return [
        question(
            n,
            part,
            flags={"too_broad": False, "vague": n % 2 == 0, "infeasible": False},
            codes={code: code == "V1" and n % 2 == 0 for code in REASONS},
            main=ROADS if n % 3 else SCHOOLS,
            value="急难事" if n % 4 else "小微事",
        )
        for n in range(count)
    ]


def right(questions: Sequence[Question]) -> list[Review]:
    return [
        said(
            str(each.lesson.main),
            [code for code, holds in each.lesson.codes.items() if holds],
            each.lesson.triage or "急难事",
            {"vague": SURE if each.lesson.flags.get("vague") else NOT},
        )
        for each in questions
    ]


def test_models_that_say_the_same_differ_by_exactly_nothing() -> None:
    questions = mixed() + mixed("local")
    reviews = [said(ROADS, ["V1"] if n % 3 else (), chances={"vague": n / 80}) for n in range(2 * MANY)]
    same = answered(questions, reviews, reviews)
    for found in (*overall(same), *by_unit(same), *by_code(same)):
        if found.old is not None:
            assert (found.new, found.low, found.high) == (found.old, 0, 0)
        assert found.standing in {"same", "unknown"}


def test_a_model_that_knows_better_is_better_in_everything_and_the_other_way_round_worse() -> None:
    questions = mixed()
    good, bad = right(questions), [said(POLICE, ["B1"], "大要事", {"too_broad": 0.7})] * MANY
    keys = ["vague.f1", "vague.calibration", "too_broad.calibration", "codes", "units", "triage"]
    up, down = overall(answered(questions, bad, good)), overall(answered(questions, good, bad))
    for key in keys:
        better, worse = measure(up, f"corpus.{key}"), measure(down, f"corpus.{key}")
        assert (better.standing, worse.standing) == ("better", "worse")
        assert better.smaller_is_better == key.endswith("calibration")
        assert (better.old, better.new) == (worse.new, worse.old)
        assert better.low is not None
        assert better.high is not None
        assert (worse.low, worse.high) == pytest.approx((-better.high, -better.low))
        assert (better.low > 0) is not better.smaller_is_better
    assert measure(up, "corpus.units").new == measure(up, "corpus.vague.f1").new == 1.0
    assert measure(up, "corpus.vague.calibration").new == pytest.approx(0.01)


def test_the_difference_is_paired_by_draft() -> None:
    """Six of forty are mended and none is spoilt; two separate samples would not show that."""
    old = [ROADS] * 20 + [POLICE] * 20
    found = measure(overall(units_of(old, [ROADS] * 26 + [POLICE] * 14)), "local.units")
    assert (found.old, found.new, found.count) == (0.5, 0.65, MANY)
    assert found.low is not None
    assert found.low >= 0.05
    assert found.standing == "better"
    swapped = [POLICE] * 3 + [ROADS] * 23 + [POLICE] * 14
    assert measure(overall(units_of(old, swapped)), "local.units").standing == "same"


def test_the_interval_is_that_of_redrawn_drafts() -> None:
    found = measure(overall(units_of([ROADS] * 10 + [POLICE] * 30, [ROADS] * MANY)), "local.units")
    drawn = np.random.default_rng(5).binomial(MANY, 0.75, 100_000) / MANY
    low, high = np.percentile(drawn, [2.5, 97.5])
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.03)


def test_texts_of_one_group_count_together() -> None:
    apart = measure(overall(units_of([POLICE] * 4 + [ROADS] * 36, [ROADS] * MANY)), "local.units")
    groups = ["one"] * 4 + [f"{n}" for n in range(36)]
    together = measure(overall(units_of([POLICE] * 4 + [ROADS] * 36, [ROADS] * MANY, groups)), "local.units")
    assert apart.standing == "better"
    assert together.standing == "same"
    assert (together.old, together.new) == (apart.old, apart.new)


@pytest.mark.parametrize(
    ("groups", "standing"),
    [
        ([f"{n}" for n in range(FEWEST - 1)], "unknown"),
        ([f"{n}" for n in range(FEWEST)], "better"),
        ([f"{n % (FEWEST - 1)}" for n in range(MANY)], "unknown"),
        ([f"{n % FEWEST}" for n in range(MANY)], "better"),
    ],
)
def test_of_too_few_texts_or_groups_nothing_can_be_said(groups: list[str], standing: str) -> None:
    count = len(groups)
    found = measure(overall(units_of([POLICE] * count, [ROADS] * count, groups)), "local.units")
    assert (found.old, found.new, found.count) == (0.0, 1.0, count)
    assert found.standing == standing


def test_what_nobody_spoke_of_is_measured_on_nothing() -> None:
    found = measure(overall(units_of([ROADS] * 20, [ROADS] * 20)), "local.vague.f1")
    assert found == Compared(
        "local.vague.f1",
        "本地标注：内容模糊找得准不准（F1）",
        0,
        None,
        None,
        None,
        None,
        None,
        smaller_is_better=False,
        standing="unknown",
    )


def test_a_flag_that_is_never_there_and_never_found_has_no_f1() -> None:
    questions = [question(n, flags={"vague": False}) for n in range(20)]
    found = measure(overall(answered(questions, [said()] * 20, [said()] * 20)), "local.vague.f1")
    assert (found.count, found.old, found.new, found.standing) == (20, None, None, "unknown")


def test_a_flag_that_is_doubted_is_not_found() -> None:
    questions = [question(n, flags={"vague": True}) for n in range(20)]
    doubted, found = [said(chances={"vague": 0.5})] * 20, [said(chances={"vague": SURE})] * 20
    measured = measure(overall(answered(questions, doubted, found)), "local.vague.f1")
    assert (measured.old, measured.new) == (0.0, 1.0)


def test_floors_are_those_of_the_bundled_drafts() -> None:
    found = overall(answered(mixed() + mixed("local", 5), [said()] * 45, [said()] * 45))
    assert {each.key: each.floor for each in found if each.floor is not None} == FLOORS


@pytest.mark.parametrize(("local", "counts"), [(FEWEST - 1, True), (FEWEST, False)])
def test_the_units_of_the_bundled_drafts_count_until_the_place_has_told_its_own_division(
    local: int, counts: bool
) -> None:
    questions = mixed() + [question(MANY + n, main=SCHOOLS) for n in range(local)]
    reviews = [said()] * len(questions)
    keys = {each.key for each in overall(answered(questions, reviews, reviews))}
    assert ("corpus.units" in keys) is counts
    assert "local.units" in keys
    assert "corpus.unit.交通运输局" in {each.key for each in by_unit(answered(questions, reviews, reviews))}


def test_units_that_one_of_the_models_does_not_know_are_not_asked_and_former_names_are_understood() -> None:
    """The new list has 农业农村和水务局 for two bundled units, and 数据局, which is new altogether."""
    water = "农业农村和水务局"
    units = [unit for unit in bundled_units().units if unit.name not in {"水利局", "农业农村局"}]
    merged = replace(units[0], name=water, origins=("水利局", "农业农村局"))
    new = UnitList((*units, merged, replace(units[0], name="数据局", origins=())))
    mains = ["水利局", "农业农村局", water, "数据局", ROADS]
    questions = [question(n, "corpus", main=main) for n, main in enumerate(mains)]
    told = answered(
        questions,
        map(said, ["水利局", ROADS, "水利局", "水利局", ROADS]),
        map(said, [water, water, water, "数据局", ROADS]),
        (bundled_units(), new),
    )
    found = measure(overall(told), "corpus.units")
    assert (found.count, found.old, found.new) == (3, 0.6667, 1.0)
    assert {each.key: (each.count, each.old, each.new) for each in by_unit(told)} == {
        "corpus.unit.交通运输局": (1, 1.0, 1.0),
        f"corpus.unit.{water}": (2, 0.5, 1.0),
    }


def test_by_unit_each_is_measured_on_what_is_its_own() -> None:
    mains = [ROADS] * 30 + [SCHOOLS] * 10
    questions = [question(n, main=main) for n, main in enumerate(mains)]
    found = by_unit(answered(questions, [said(ROADS)] * MANY, map(said, mains)))
    assert [(each.key, each.name, each.count, each.old, each.new) for each in found] == [
        ("local.unit.交通运输局", "本地标注：交通运输局", 30, 1.0, 1.0),
        ("local.unit.教育局", "本地标注：教育局", 10, 0.0, 1.0),
    ]
    assert [each.standing for each in found] == ["same", "better"]


def test_a_unit_or_a_code_whose_texts_are_all_on_one_matter_cannot_be_compared() -> None:
    """However many other matters there are beside it."""
    questions = [
        question(n, group="one" if n < 15 else "", main=SCHOOLS if n < 15 else ROADS, codes={"V1": n < 15})
        for n in range(MANY)
    ]
    reviews = [said(SCHOOLS, ["V1"]) if n < 15 else said(ROADS) for n in range(MANY)]
    told = answered(questions, [said(ROADS)] * MANY, reviews)
    assert measure(by_unit(told), "local.unit.教育局").standing == "unknown"
    assert measure(by_code(told), "local.code.V1").standing == "unknown"
    assert measure(by_unit(told), "local.unit.交通运输局").standing == "same"


def test_of_codes_only_those_count_that_people_spoke_of() -> None:
    questions = [question(n, codes={"V1": True, "V2": False}) for n in range(20)]
    told = answered(questions, [said(codes=["V1", "B1"])] * 20, [said(codes=["V1", "V2"])] * 20)
    found = measure(overall(told), "local.codes")
    assert (found.old, found.new) == (1.0, 0.6667)
    assert {each.key: (each.count, each.old, each.new) for each in by_code(told)} == {
        "local.code.V1": (20, 1.0, 1.0),
        "local.code.V2": (0, None, 0.0),
    }

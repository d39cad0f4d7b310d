"""The rule for promoting: nothing significantly worse, nothing below its floor."""

from dataclasses import replace

import pytest

from tests.training.local.answers import SURE, answered, question, said
from training.local.comparison import Compared, Standing
from training.local.measuring import overall
from training.local.promotable import objections

F1 = Compared(
    "corpus.vague.f1",
    "自带语料：内容模糊找得准不准（F1）",
    120,
    0.81,
    0.7,
    -0.16,
    -0.05,
    0.6,
    smaller_is_better=False,
    standing="worse",
)
WORSE = "自带语料：内容模糊找得准不准（F1）明显变差：0.810 → 0.700（差的 95% 区间 -0.160 到 -0.050）"


def test_what_is_significantly_worse_is_named_with_its_numbers() -> None:
    assert objections([F1]) == (WORSE,)


@pytest.mark.parametrize("standing", ["better", "same", "unknown"])
def test_what_is_not_is_no_objection(standing: Standing) -> None:
    assert objections([replace(F1, standing=standing)]) == ()


@pytest.mark.parametrize(("new", "objects"), [(0.5999, True), (0.6, False), (None, False), (0.0, True)])
def test_what_lies_below_its_floor_is_one_however_it_was_before(new: float | None, objects: bool) -> None:
    found = objections([replace(F1, new=new, standing="better")])
    assert bool(found) is objects
    if new == 0:
        assert found == ("自带语料：内容模糊找得准不准（F1）只有 0.000，低于底线 0.60",)


def test_without_a_floor_nothing_lies_below_it() -> None:
    assert objections([replace(F1, new=0.0, floor=None, standing="same")]) == ()


def test_every_measure_is_looked_at_and_both_objections_are_made() -> None:
    found = objections([replace(F1, new=0.5), replace(F1, name="别的", standing="same"), F1])
    assert len(found) == 3
    assert found[2] == WORSE


def test_a_model_that_says_what_the_one_in_use_says_may_take_its_place() -> None:
    questions = [
        question(n, "corpus", flags=dict.fromkeys(("too_broad", "vague", "infeasible"), n % 2 == 0))
        for n in range(30)
    ]
    reviews = [
        said(chances=each.lesson.flags and {f: SURE * h for f, h in each.lesson.flags.items()})
        for each in questions
    ]
    assert objections(overall(answered(questions, reviews, reviews))) == ()


def test_one_that_finds_no_fault_any_more_may_not() -> None:
    questions = [question(n, "corpus", flags={"vague": n % 2 == 0}) for n in range(30)]
    good = [said(chances={"vague": SURE if n % 2 == 0 else 0.01}) for n in range(30)]
    found = objections(overall(answered(questions, good, [said()] * 30)))
    assert any("内容模糊找得准不准（F1）明显变差：1.000 → 0.000" in each for each in found)
    assert any("低于底线 0.60" in each for each in found)

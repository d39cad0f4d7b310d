"""近期能见效: class, units, definite ask, sum, and whether it can be done at all."""

from dataclasses import replace

import pytest

from api.priorities.cost import Cost
from api.priorities.soon import soon, units_of
from model.review import Triage
from tests.api.priorities.told import QUOTE, review, texts
from tests.api.reviews import CLEAN


def test_the_four_parts_make_the_mean_and_doubt_about_feasibility_lowers_it() -> None:
    own = replace(review("急难事"), triage=Triage("急难事", 1.0, "一周一推动"))
    mark = soon(own, Cost(80_000, QUOTE))
    definite = 1 - next(judged.probability for judged in own.flags if judged.flag == "vague")
    feasible = 1 - next(judged.probability for judged in own.flags if judged.flag == "infeasible")
    assert mark.score == pytest.approx(feasible * (0.8 + 1.0 + definite + 1.0) / 4, abs=0.001)
    assert mark.reason == "急难事、一家单位能办、诉求具体、自述约需 8 万元"


def test_the_ask_and_the_sum_are_quoted() -> None:
    mark = soon(CLEAN, Cost(80_000, QUOTE))
    assert texts(mark.quotes) == [CLEAN.items[0].quote.text, "字"]


def test_co_units_and_the_units_of_the_asks_are_counted_once_each() -> None:
    assert units_of(CLEAN) == 2
    assert "要 2 家单位" in soon(CLEAN, None).reason


@pytest.mark.parametrize("yuan", [100_000, 500_000, 2_000_000, 10_000_000, 10_000_001])
def test_more_money_never_makes_it_sooner(yuan: float) -> None:
    assert soon(CLEAN, Cost(yuan, QUOTE)).score > soon(CLEAN, Cost(yuan * 10, QUOTE)).score or yuan > 1e7


def test_without_an_ask_nothing_is_definite() -> None:
    mark = soon(replace(CLEAN, items=()), None)
    assert "没有写明诉求" in mark.reason
    assert mark.score < soon(CLEAN, None).score

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.calibration import Choice, Platt
from model.content import units
from model.tier import Calibration
from model.unit_list import bundled_units
from model.units import (
    MOST_CO,
    UnitChances,
    UnitScores,
    advise_units,
    ask_blocks,
    assign,
    unit_chances,
)
from tests.model.bundles import CALIBRATION, THRESHOLDS

UNITS = bundled_units()
NAMES = list(units())
COUNT = len(NAMES)


def chances(said: UnitScores, calibration: Calibration = CALIBRATION) -> UnitChances:
    (found,) = unit_chances([said], calibration)
    return found


def scores(draft: dict[str, float], *asks: dict[str, float]) -> UnitScores:
    """Give some units a score; the others have -5."""
    rows = np.full((1 + len(asks), COUNT), -5.0, np.float32)
    for row, said in zip(rows, (draft, *asks), strict=True):
        for name, value in said.items():
            row[NAMES.index(name)] = value
    return UnitScores(rows[0], rows[1:])


drawn = st.integers(0, 10_000).map(
    lambda seed: UnitScores(
        np.random.default_rng(seed).normal(scale=3, size=COUNT).astype(np.float32),
        np.random.default_rng(seed + 1).normal(scale=3, size=(seed % 4, COUNT)).astype(np.float32),
    )
)


@given(drawn)
def test_candidates_and_co_units_are_in_order_and_none_twice(said: UnitScores) -> None:
    advised = advise_units(chances(said), "建议修路装灯办学", CALIBRATION, THRESHOLDS, UNITS)
    assert advised.main == advised.candidates[0]
    assert advised.main.unit == NAMES[int(np.argmax(said.draft))]
    assert len({candidate.unit for candidate in advised.candidates}) == 3
    stated = [candidate.probability for candidate in advised.candidates]
    assert stated == sorted(stated, reverse=True)
    assert {candidate.role for candidate in advised.candidates} == {"主办"}
    named = [other.unit for other in advised.co]
    assert len(named) <= MOST_CO
    assert len({advised.main.unit, *named}) == len(named) + 1
    assert [other.probability for other in advised.co] == sorted(
        (other.probability for other in advised.co), reverse=True
    )
    assert all(other.role == "会办" and other.probability >= THRESHOLDS.co for other in advised.co)
    assert (advised.state == "成立") is (advised.main.probability >= THRESHOLDS.unit)


@given(drawn)
def test_the_chances_of_each_ask_sum_to_one_and_involvement_is_finite(said: UnitScores) -> None:
    found = chances(said)
    assert found.asks.shape == said.asks.shape
    np.testing.assert_allclose(found.asks.sum(axis=1), 1.0)
    np.testing.assert_allclose(found.main.sum(), 1.0)
    assert np.isfinite(found.involved).all()


@given(st.lists(drawn, min_size=1, max_size=4))
def test_several_drafts_have_the_chances_each_has_by_itself(several: list[UnitScores]) -> None:
    for found, said in zip(unit_chances(several, CALIBRATION), several, strict=True):
        alone = chances(said)
        np.testing.assert_array_equal(found.main, alone.main)
        np.testing.assert_array_equal(found.asks, alone.asks)
        np.testing.assert_array_equal(found.involved, alone.involved)


def test_what_the_countryside_hands_over_stays_where_it_is_in_the_town() -> None:
    said = scores({"教育局": 8.0}, {"教育局": 8.0}, {"公安局": 8.0})
    school, other = UNITS.numbers["教育局"], UNITS.numbers["农业农村局"]
    tables = np.stack([np.eye(len(UNITS), dtype=np.float32)] * 2)
    tables[1, school] = np.eye(len(UNITS))[other]
    town, country = unit_chances([said, said], CALIBRATION, tables, [False, True])
    plain = chances(said)
    np.testing.assert_array_equal(town.main, plain.main)
    np.testing.assert_array_equal(town.asks, plain.asks)
    assert country.main[other] == pytest.approx(plain.main[school] + plain.main[other])
    assert [int(row.argmax()) for row in country.asks] == [other, UNITS.numbers["公安局"]]
    np.testing.assert_allclose(country.asks.sum(axis=1), 1.0)


def test_each_ask_falls_to_its_likeliest_unit_with_the_duty_that_fits() -> None:
    said = scores({}, {"教育局": 5.0}, {"公安局": 6.0})
    school, police = assign(["扩建幼儿园，增加学位", "小区门口违停严重"], chances(said), UNITS)
    assert (school.unit, school.role, school.duty) == (
        "教育局",
        "主办",
        "中小学和幼儿园布局、学位、招生和学区",
    )
    assert (police.unit, police.duty) == ("公安局", "停车秩序和违停")
    assert assign([], chances(scores({})), UNITS) == []


def test_the_whole_draft_lends_its_context_to_an_ask() -> None:
    said = scores({"交通运输局": 4.0}, {"交通运输局": 0.0, "水利局": 1.0})
    alone = chances(said, replace(CALIBRATION, context=0.0)).asks
    together = chances(said, replace(CALIBRATION, context=1.0)).asks
    assert NAMES[int(np.argmax(alone))] == "水利局"
    assert NAMES[int(np.argmax(together))] == "交通运输局"


def test_the_unit_of_an_ask_is_involved_though_the_draft_does_not_show_it() -> None:
    without, with_ask = scores({"教育局": 5.0}), scores({"教育局": 5.0}, {"公安局": 6.0})
    police = NAMES.index("公安局")
    assert chances(with_ask).involved[police] > chances(without).involved[police] + 1
    advised = advise_units(chances(with_ask), "", CALIBRATION, THRESHOLDS, UNITS)
    assert (advised.main.unit, [other.unit for other in advised.co]) == ("教育局", ["公安局"])
    assert advise_units(chances(without), "", CALIBRATION, THRESHOLDS, UNITS).co == ()


def test_a_unit_that_is_not_likely_enough_is_not_asserted() -> None:
    flat = scores({"教育局": -4.9})
    assert advise_units(chances(flat), "", CALIBRATION, THRESHOLDS, UNITS).state == "拿不准"
    assert advise_units(chances(scores({"教育局": 9.0})), "", CALIBRATION, THRESHOLDS, UNITS).state == "成立"


def test_the_likeliest_unit_is_stated_by_its_curve() -> None:
    doubtful = replace(CALIBRATION, units=Choice(1.0, Platt(0.0, 0.0)))
    advised = advise_units(chances(scores({"教育局": 9.0}), doubtful), "", doubtful, THRESHOLDS, UNITS)
    assert advised.main.probability == 0.5


@pytest.mark.parametrize(
    ("unit", "text", "duty"),
    [
        ("交通运输局", "农村公路养护经费不足", "国省县乡村公路建设、养护和安防设施"),
        ("公安局", "小区门口违停严重", "停车秩序和违停"),
        ("教育局", "扩建幼儿园，增加学位", "中小学和幼儿园布局、学位、招生和学区"),
        ("教育局", "校车", "校车和寄宿"),
    ],
)
def test_the_duty_that_fits_is_named(unit: str, text: str, duty: str) -> None:
    assert UNITS.matching_duty(unit, text) == duty


@given(st.sampled_from(NAMES), st.text(st.sampled_from("道路交通学校水利建设管理，服务医疗"), max_size=30))
def test_a_duty_is_the_units_own_word_for_word(unit: str, text: str) -> None:
    clause = UNITS.matching_duty(unit, text)
    assert clause in units()[unit].duties
    assert UNITS.matching_duty(unit, text) == clause


@pytest.mark.parametrize("text", ["", "龘", "😀😀", "龘龖"])
def test_a_text_that_shares_no_word_with_the_duties_names_none(text: str) -> None:
    assert UNITS.matching_duty("教育局", text) == ""


def test_duties_do_not_depend_on_the_order_of_sets() -> None:
    """Python draws the order of sets of strings by lot in every process."""
    program = (
        "from model.content import units\n"
        "from model.unit_list import bundled_units\n"
        "text = ''.join(unit.duties for unit in units().values())[::7]\n"
        "print([bundled_units().matching_duty(name, text) for name in units()])\n"
    )
    said = {
        subprocess.run(  # noqa: S603 - runs nothing but this project
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1


def test_an_ask_has_no_title_and_is_its_own_body() -> None:
    title, asked, body = ask_blocks("请在校门口装红绿灯")
    assert len(title) == 0
    assert len(asked) == len(body) > 0

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.addressed import addressed_to
from model.content import units
from model.naming import naming_of
from model.unit import Unit
from model.unit_list import bundled_units


def named(text: str) -> set[str]:
    return {name for name, holds in zip(units(), bundled_units().named([text])[0], strict=True) if holds}


@pytest.mark.parametrize("name", units())
def test_a_unit_is_known_by_its_name_and_its_longer_aliases(name: str) -> None:
    for called in (name, *units()[name].aliases):
        if len(called) >= 3:
            assert name in named(f"建议由县{called}牵头。")


@pytest.mark.parametrize(
    ("text", "units_named"),
    [
        ("", set()),
        ("请在校门口装红绿灯", set()),
        ("请县交通运输局修路、县财政局拨款", {"交通运输局", "财政局"}),
        ("请交警大队设岗", {"公安局"}),
        ("去银行贷款，向法院起诉", set()),
    ],
)
def test_units_that_are_named(text: str, units_named: set[str]) -> None:
    assert named(text) == units_named


def test_a_longer_name_is_not_taken_for_a_shorter_one_within_it() -> None:
    names = {called: unit.name for unit in units().values() for called in (unit.name, *unit.aliases)}
    for longer, unit in names.items():
        if len(longer) >= 3:
            assert unit in named(longer)
            others = {other for shorter, other in names.items() if shorter != longer and shorter in longer}
            assert named(longer) <= {unit} | others


def test_a_name_of_a_unit_is_letters_and_no_pattern() -> None:
    own = [Unit(name, (), "") for name in ("a.*局", "[教]育局", "(交通局", "]^-局局", "财政局")]
    for number, unit in enumerate(own):
        (found,) = naming_of(own).named([f"请县{unit.name}办，请县a乙丙局办"])
        assert found.tolist() == [float(each == number) for each in range(len(own))]
        asked = addressed_to(own).match(f"请县{unit.name}牵头修路")
        assert asked
        assert asked[0] == f"请县{unit.name}牵头"
    assert not addressed_to(own).match("请县a乙丙局牵头修路")


@given(st.text(st.sampled_from("交通运输局财政公安大队教育县"), max_size=40))
def test_each_unit_is_marked_with_one_or_nought(text: str) -> None:
    found = bundled_units().named([text, "", text])
    assert found.shape == (3, len(units()))
    assert found.dtype == np.float32
    assert not found[1].any()
    np.testing.assert_array_equal(found[0], found[2])
    assert set(found.ravel().tolist()) <= {0.0, 1.0}


def test_a_long_text_is_read_at_once() -> None:
    begin = time.process_time()
    bundled_units().named(["交通运输" * 25_000])
    assert time.process_time() - begin < 1

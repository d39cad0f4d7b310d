"""Numbers as people write them."""

import re

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.priorities.numerals import NUMERAL, value


def read(text: str) -> float | None:
    found = re.search(NUMERAL, text)
    return value(found.group()) if found else None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.2万人", 12_000),
        ("1.2万多人", 12_000),
        ("3,200户", 3_200),
        ("三千二百多人", 3_200),
        ("600多口", 600),
        ("6千多人", 6_000),
        ("一万一千多人", 11_000),
        ("两万三千", 23_000),
        ("三百八", 380),
        ("一亿二千万", 120_000_000),
        ("上百户", 100),
        ("百余户", 100),
        ("十几户", 10),
        ("几十户", 20),
        ("数百人", 200),
        ("三四人", 3),
        ("三五百人", 300),
        ("两三千人", 2_000),
        ("五十来户", 50),
        ("万余人", 10_000),
    ],
)
def test_a_rough_number_is_the_least_it_can_mean(text: str, number: float) -> None:
    assert read(text) == number


@pytest.mark.parametrize("text", ["二〇二三", "多", "半数人", ""])
def test_what_is_no_number_has_no_value(text: str) -> None:
    assert read(text) is None


@given(st.integers(1, 99_999_999))
def test_every_whole_number_is_read_in_chinese_and_in_digits(number: int) -> None:
    assert read(cn2an.an2cn(number)) == number
    assert read(f"{number:,}") == number
    assert read(str(number)) == number


@given(st.integers(1, 99_999), st.sampled_from("多余来"))
def test_a_number_in_tens_of_thousands_is_read_with_its_decimals(tenths: int, more: str) -> None:
    assert read(f"{tenths / 10}万{more}") == pytest.approx(tenths * 1000)


@given(st.text(alphabet="〇零一二两三四五六七八九十百千万亿0123456789,.多余来几数上近", max_size=40))
def test_any_heap_of_numerals_has_a_value_or_none(text: str) -> None:
    for found in re.finditer(NUMERAL, text):
        number = value(found.group())
        assert number is None or number >= 0

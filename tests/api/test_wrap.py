import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from api.wrap import wrap

MIXED = st.text("汉字建议，。“”（）《》 abc12.5%", max_size=120)


def lines(text: str, width: int) -> list[str]:
    cuts = [0, *wrap(text, width), len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]


@given(MIXED, st.integers(4, 40))
def test_every_line_fits_and_nothing_is_lost(text: str, width: int) -> None:
    broken = lines(text, width)
    assert "".join(broken) == text
    assert all(cell_len(line.rstrip(" ")) <= width for line in broken)


@given(MIXED)
def test_a_wide_line_is_not_broken(text: str) -> None:
    assert wrap(text, 2 * len(text) + 2) == []


def test_no_line_starts_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    assert lines("汉字汉字，汉字", 8) == ["汉字汉", "字，汉字"]
    assert lines("汉字汉（汉字）", 8) == ["汉字汉", "（汉字）"]


def test_latin_words_and_numbers_stay_whole() -> None:
    assert lines("全长 4.5 公里 example", 10) == ["全长 4.5 ", "公里 ", "example"]
    assert lines("abcdefghijkl", 5) == ["abcde", "fghij", "kl"]


@pytest.mark.parametrize("piece", ["汉", "x", "。", " ", "a ", "（", "\u0301", "汉 ，"])
def test_long_lines_take_linear_time(piece: str) -> None:
    start = time.perf_counter()
    wrap(piece * (100_000 // len(piece)), 40)
    assert time.perf_counter() - start < 2

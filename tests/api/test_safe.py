import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.safe import safe


@given(st.text(st.characters()))
def test_nothing_is_left_that_acts_on_a_terminal(text: str) -> None:
    shown = safe(text)
    assert not any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in shown)
    assert not any(
        unicodedata.bidirectional(character) in {"RLO", "LRO", "RLE", "LRE", "RLI", "LRI", "FSI"}
        for character in shown
    )


@given(st.text("建议修路，共3.5公里（约2亩）。 abcXYZ09“”《》"))
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("\x1b[31m红", "\ufffd[31m红"),
        ("\x9b2J清屏", "\ufffd2J清屏"),
        ("甲\r\n乙\t丙", "甲  乙 丙"),
        ("\u202e颠倒\u2066隔离\u200f", "颠倒隔离"),
        ("家\u200d庭", "家\u200d庭"),
        ("\ud800", "\ufffd"),
        ("\ufffe\uffff", "\ufffd\ufffd"),
    ],
)
def test_controls_show_and_marks_vanish(given_text: str, shown: str) -> None:
    assert safe(given_text) == shown

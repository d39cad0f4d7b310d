"""Keys that people copy from paper: how hard they are to guess, and how they may be written."""

import re
from math import log2

import pytest

from api.accounts import keys
from api.accounts.keys import copied, digest, legible_key, new_key


def test_nobody_guesses_a_legible_key() -> None:
    """At least 128 bits: each letter is drawn evenly from the same ones."""
    drawn = [legible_key() for _ in range(400)]
    assert all(re.fullmatch(r"[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){6}", each) for each in drawn)
    letters = set("".join(drawn)) - {"-"}
    assert letters == set(keys._LETTERS)
    assert 28 * log2(len(letters)) >= 128
    assert len(set(drawn)) == 400


def test_nobody_guesses_any_other_key() -> None:
    assert len({new_key() for _ in range(50)}) == 50
    assert len(new_key()) * 6 >= 256


@pytest.mark.parametrize(
    "way", [str, str.upper, lambda key: key.replace("-", ""), lambda key: f" {key.replace('-', ' ')}\n"]
)
def test_a_key_is_known_however_it_was_copied(way: object) -> None:
    key = legible_key()
    assert copied(way(key)) == key  # type: ignore[operator]


@pytest.mark.parametrize("typed", ["", "\0", "\ud800", "一", "-" * 999])
def test_anything_may_be_tried(typed: str) -> None:
    assert len(digest(copied(typed))) == 64

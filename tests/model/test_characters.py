"""Each character that is not blank has one number, and its place is kept."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.canonical import canonical
from model.characters import SPECIAL, UNKNOWN, Characters

KNOWN = Characters('"()-.1abx《》修建的议路ß')

COMMON = "关于修路的建议，aBX“”—…0９Ⅷ \n\u3000İßﬀ😀\u200b"
texts = st.text(st.one_of(st.sampled_from(COMMON), st.characters(exclude_categories=["Cs"])), max_size=60)


def read(text: str) -> str:
    """Return the characters that an encoder reads where it reads ``text``; ``?`` for one it does not know."""
    numbers, _ = KNOWN.numbers(text)
    return "".join("?" if n == UNKNOWN else KNOWN.known[n - len(SPECIAL)] for n in numbers.tolist())


@given(texts)
def test_every_character_but_blanks_has_one_number_and_its_place(text: str) -> None:
    text = canonical(text)
    numbers, at = KNOWN.numbers(text)
    assert at.tolist() == [place for place, character in enumerate(text) if character not in " \n"]
    assert numbers.dtype == np.int64
    assert numbers.shape == at.shape
    for number, place in zip(numbers.tolist(), at.tolist(), strict=True):
        assert number == UNKNOWN or len(SPECIAL) <= number < len(SPECIAL) + len(KNOWN.known)
        if text[place] in KNOWN.known and not text[place].isdigit():
            assert KNOWN.known[number - len(SPECIAL)] == text[place]


@given(texts, texts)
def test_a_character_has_the_same_number_wherever_it_stands(left: str, right: str) -> None:
    left, right = canonical(left), canonical(right)
    apart = [KNOWN.numbers(part)[0] for part in (left, right)]
    np.testing.assert_array_equal(KNOWN.numbers(left + right)[0], np.concatenate(apart))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("修路的建议", "修路的建议"),
        ("修 路\n的", "修路的"),
        ("架桥", "??"),
        ("AbX", "abx"),
        ("2024年", "1111?"),
        ("“修路”—…", '"修路"-.'),
        ("〈路〉×", "《路》x"),
        ("①Ⅷ", "??"),
        ("İ路", "?路"),  # becomes two characters in lower case
        ("", ""),
        (" \n ", ""),
    ],
)
def test_what_an_encoder_reads(text: str, expected: str) -> None:
    assert read(text) == expected


def test_numbers_follow_the_order_in_which_the_characters_are_told() -> None:
    characters = Characters("路修1")
    numbers, at = characters.numbers("修 1路")
    assert (numbers - len(SPECIAL)).tolist() == [1, 2, 0]
    assert at.tolist() == [0, 2, 3]

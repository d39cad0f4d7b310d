"""The hashes of n-grams. They are kept in bundles: a change of any value asks for another bundle format."""

import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
import rjieba
from hypothesis import given
from hypothesis import strategies as st

from model.ngrams import ngrams, ngrams_of
from model.words import cut, fold

BASE, MODULUS = 0x9E3779B97F4A7C15, 1 << 64
WORD, WORD_PAIR = 8, 9

texts = st.text(
    st.one_of(
        st.sampled_from("建议县交通运输局在校门口装路灯，。！０1２39AbC 😀\n"), st.characters(codec="utf-8")
    ),
    max_size=60,
)


def stretches(text: str, sizes: tuple[int, ...]) -> Iterator[tuple[int, str]]:
    """Yield each n-gram, word and pair of words with its kind, one by one."""
    lower = fold(text)
    for size in sizes:
        for at in range(len(lower) - size + 1):
            yield size, lower[at : at + size]
    words = rjieba.cut(lower)
    for word in words:
        yield WORD, word
    for left, right in pairwise(words):
        yield WORD_PAIR, left + right


def naive(kind: int, stretch: str, salt: int) -> int:
    """Hash one stretch by itself in plain integers."""
    folded = "".join("0" if digit in "123456789" else digit for digit in stretch)
    value = (
        sum((ord(character) + 1) * pow(BASE, at, MODULUS) for at, character in enumerate(folded)) % MODULUS
    )
    value ^= (salt * 16 + kind) * BASE % MODULUS
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9 % MODULUS
    value = (value ^ (value >> 27)) * 0x94D049BB133111EB % MODULUS
    return value ^ (value >> 31)


@given(texts, st.sampled_from([(2,), (2, 3), (1, 4)]), st.integers(1, 4))
def test_every_stretch_is_hashed_as_if_it_stood_alone(text: str, sizes: tuple[int, ...], salt: int) -> None:
    expected = Counter(naive(kind, stretch, salt) for kind, stretch in stretches(text, sizes))
    assert Counter(ngrams(text, sizes, salt).tolist()) == expected


@given(st.lists(texts, max_size=5), st.sampled_from([(2,), (1, 2), (3,)]))
def test_several_texts_are_hashed_as_each_by_itself(several: list[str], sizes: tuple[int, ...]) -> None:
    salts = range(1, len(several) + 1)
    found = ngrams_of([cut(text) for text in several], sizes, salts)
    assert found.text_of.shape == found.hashes.shape
    for number, (text, salt) in enumerate(zip(several, salts, strict=True)):
        own = found.hashes[found.text_of == number]
        assert sorted(own.tolist()) == sorted(ngrams(text, sizes, salt).tolist())


@given(texts)
def test_hashes_are_equal_just_where_the_stretches_are(text: str) -> None:
    def folded(stretch: str) -> str:
        return stretch.translate(dict.fromkeys(map(ord, "123456789"), "0"))

    expected = Counter((kind, folded(stretch)) for kind, stretch in stretches(text, (2, 3)))
    assert sorted(Counter(ngrams(text, (2, 3), 1).tolist()).values()) == sorted(expected.values())


@pytest.mark.parametrize("before", ["", "在", "在县城的"])
def test_a_stretch_hashes_alike_wherever_it_stands(before: str) -> None:
    alone = ngrams("路灯", (2,), 3)[0]
    assert alone in ngrams(f"{before}路灯", (2,), 3)


def test_all_digits_count_as_one_but_are_told_from_words() -> None:
    assert sorted(ngrams("3个", (2,), 1)) == sorted(ngrams("7个", (2,), 1))
    assert not set(ngrams("3个", (2,), 1)) & set(ngrams("三个", (2,), 1))


def test_capitals_count_as_small_letters() -> None:
    assert sorted(ngrams("PM2.5", (2, 3), 1)) == sorted(ngrams("pm2.5", (2, 3), 1))


def test_blocks_share_nothing() -> None:
    text = "建议在校门口安装红绿灯"
    found = [set(ngrams(text, (2, 3), salt).tolist()) for salt in (1, 2, 3, 4)]
    assert all(not one & other for at, one in enumerate(found) for other in found[:at])


@pytest.mark.parametrize("text", ["", "路", "😀", "\ud800", "路\udfff灯", "\x00", "\u200f"])
def test_scraps_and_characters_that_are_none(text: str) -> None:
    found = ngrams(text, (2, 3), 1)
    assert found.dtype == np.uint64
    assert (len(found) == 0) is (text == "")


@pytest.mark.parametrize("piece", ["路", "1", "a", "建议修路。", "\u200f", "😀"])
def test_long_text_is_hashed_at_once(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    begin = time.process_time()
    found = ngrams(text, (2, 3), 1)
    assert time.process_time() - begin < 1
    assert len(found) >= 2 * len(text) - 3

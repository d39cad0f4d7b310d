"""Stretches of a text that is cut once have the words they would have if they stood alone."""

import time

import pytest
import rjieba
from hypothesis import given
from hypothesis import strategies as st

from model.content import corpus_files
from model.words import Words, cut, fold, join
from training.labels import read_drafts

COMMON = "建议县交通运输局在大湾村小学校门口装红绿灯，。；：！？、（）“”《》… \n12.5%aB-c·—”的"
texts = st.text(st.one_of(st.sampled_from(COMMON), st.characters(exclude_characters="\r")), max_size=60)


def words(cut_text: Words) -> list[str]:
    found, start = [], 0
    for at, end in enumerate(cut_text.ends, 1):
        if end:
            found.append(cut_text.text[start:at])
            start = at
    assert start == len(cut_text.text)
    return found


@given(texts)
def test_the_words_are_those_of_jieba(text: str) -> None:
    assert words(cut(text)) == rjieba.cut(fold(text))


@given(texts, st.data())
def test_a_stretch_is_cut_as_if_it_stood_alone(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert cut(text).stretch(start, end) == cut(fold(text)[start:end])


def test_the_sentences_and_asks_of_real_drafts_are_cut_as_if_they_stood_alone() -> None:
    for labelled in read_drafts(corpus_files("drafts")[:2]):
        draft = labelled.draft
        spans = [(s.text_start, s.end) for s in draft.sentences] + [
            (ask.start, ask.end) for ask in draft.asks
        ]
        parts = [draft.words.stretch(*span) for span in spans]
        assert parts == [cut(draft.canonical_body[start:end]) for start, end in spans]
        assert join(parts) == cut("".join(part.text for part in parts))


@given(st.lists(texts, max_size=4))
def test_texts_put_behind_each_other_are_cut_as_the_whole_is(parts: list[str]) -> None:
    assert join([cut(part) for part in parts]) == cut("".join(map(fold, parts)))


@given(st.text(max_size=60))
def test_small_letters_are_one_for_one(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [("PM2.5", "pm2.5"), ("İ路", "İ路"), ("ΑΣ", "ασ"), ("ΑΣΑ", "ασα"), ("路\ud83d", "路?")],
)
def test_what_is_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("piece", ["路", "1", "a", "建议修路。", "，"])
def test_long_text_is_cut_at_once(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    begin = time.process_time()
    whole = cut(text)
    assert whole.stretch(1, len(text) - 1).text == fold(text)[1:-1]
    assert time.process_time() - begin < 1

"""A draft is read whole: each character in one window, unless the draft is longer than any suggestion."""

from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.characters import BETWEEN, FIRST, SPECIAL, UNKNOWN, Characters
from model.draft import LEVELS, Draft, Part
from model.windows import MOST_WINDOWS, WIDTH, Layout, lay_out_draft

KNOWN = Characters("".join(chr(code) for code in range(ord("一"), ord("鿿"))) + "，。：1县乡镇市省")

sentence = st.tuples(
    st.sampled_from(["", "建议", "请县交通局", "一、", "二、建议：\n", "\n", "　　"]),
    st.text("路修桥灯，、1 ", max_size=8),
    st.integers(1, 60),
    st.sampled_from("。；？，\n"),
).map(lambda parts: parts[0] + parts[1] * parts[2] + parts[3])
bodies = st.lists(sentence, max_size=25).map("".join)
titles = st.one_of(
    st.text("关于修路的建议 1", max_size=30), st.text("关于修路的建议", min_size=70, max_size=120)
)
drafts = st.builds(Draft, titles, bodies, st.sampled_from(LEVELS))


def read(layout: Layout) -> str:
    """Return the tokens of a draft as characters."""
    numbers = [
        number
        for window, parts in zip(layout.windows, layout.kept, strict=True)
        for part in parts
        for number in window[part].tolist()
    ]
    assert len(numbers) == len(layout.title_at) + len(layout.body_at) == len(layout.asked)
    return "".join("?" if number == UNKNOWN else KNOWN.known[number - len(SPECIAL)] for number in numbers)


def as_read(text: str) -> str:
    return "".join(
        "1" if each.isdigit() else each if each in KNOWN.known else "?" for each in text if each not in " \n"
    )


@given(drafts)
def test_every_character_is_in_one_window(draft: Draft) -> None:
    layout = lay_out_draft(draft, KNOWN)
    title, body = as_read(draft.canonical_title[:80]), as_read(draft.canonical_body)
    if len(layout.windows) < MOST_WINDOWS:
        assert read(layout) == title + body
    for part, at, text in (
        ("title", layout.title_at, draft.canonical_title),
        ("body", layout.body_at, draft.canonical_body),
    ):
        assert (np.diff(at) > 0).all(), part
        assert all(not text[place].isspace() for place in at.tolist())


@given(drafts)
def test_a_window_is_bounded_and_says_level_title_and_a_stretch_of_the_body(draft: Draft) -> None:
    layout = lay_out_draft(draft, KNOWN)
    level, _ = KNOWN.numbers(draft.level)
    title, _ = KNOWN.numbers(draft.canonical_title[:80])
    head = [FIRST, *level.tolist(), BETWEEN, *title.tolist(), BETWEEN]
    assert 1 <= len(layout.windows) <= MOST_WINDOWS
    for window, parts in zip(layout.windows, layout.kept, strict=True):
        assert window.dtype == np.int64
        assert len(window) <= WIDTH
        assert window[: len(head)].tolist() == head
        assert (parts[-1].start, parts[-1].stop) == (len(head), len(window) - 1)
        assert window[-1] == BETWEEN
    assert [len(parts) for parts in layout.kept] == [2, *[1] * (len(layout.windows) - 1)]


@given(drafts, st.data())
def test_the_tokens_of_a_stretch_are_its_characters(draft: Draft, data: st.DataObject) -> None:
    layout = lay_out_draft(draft, KNOWN)
    if len(layout.windows) == MOST_WINDOWS:
        return
    tokens = read(layout)
    for part in get_args(Part):
        text = (draft.canonical_title if part == "title" else draft.canonical_body)[
            : 80 if part == "title" else None
        ]
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        assert tokens[slice(*layout.tokens(part, start, end))] == as_read(text[start:end])


@given(drafts)
def test_just_the_sentences_that_ask_are_marked(draft: Draft) -> None:
    layout = lay_out_draft(draft, KNOWN)
    asking = {
        place
        for sentence in draft.sentences
        if sentence.zone == "ask"
        for place in range(sentence.text_start, sentence.end)
    }
    assert not layout.asked[: len(layout.title_at)].any()
    assert layout.asked[len(layout.title_at) :].tolist() == [at in asking for at in layout.body_at.tolist()]


@given(st.integers(1, 70), st.integers(2, 50))
def test_a_sentence_that_fits_into_a_window_is_not_cut(length: int, count: int) -> None:
    draft = Draft("关于修路的建议", ("路" * length + "。") * count)
    layout = lay_out_draft(draft, KNOWN)
    if len(layout.windows) < MOST_WINDOWS:
        assert all((part[-1].stop - part[-1].start) % (length + 1) == 0 for part in layout.kept)


def test_of_a_draft_that_is_too_long_beginning_and_end_are_read() -> None:
    body = "".join(chr(ord("一") + number % 4000) for number in range(6000))
    layout = lay_out_draft(Draft("关于修路的建议", body), KNOWN)
    assert len(layout.windows) == MOST_WINDOWS
    (gap,) = np.flatnonzero(np.diff(layout.body_at) > 1)
    assert layout.body_at[0] == 0
    assert layout.body_at[-1] == 5999
    assert 0.4 < (gap + 1) / len(layout.body_at) < 0.6
    left_out = (layout.body_at[gap] + 1, layout.body_at[gap + 1])
    first, last = layout.tokens("body", *left_out)
    assert first == last == len(layout.title_at) + gap + 1
    assert read(layout)[first:] == body[left_out[1] :]


def test_a_title_without_a_body_and_nothing_at_all() -> None:
    alone, nothing = (lay_out_draft(Draft(title, ""), KNOWN) for title in ("修路", ""))
    assert read(alone) == "修路"
    assert read(nothing) == ""
    assert [len(layout.windows) for layout in (alone, nothing)] == [1, 1]
    assert alone.tokens("body", 0, 0) == (2, 2)


@pytest.mark.parametrize("length", [80, 81, 500])
def test_a_title_is_cut_after_80_characters(length: int) -> None:
    layout = lay_out_draft(Draft("路" * length, "桥。" * 200), KNOWN)
    assert read(layout) == "路" * 80 + "桥。" * 200


def test_the_level_is_read() -> None:
    county, province = (lay_out_draft(Draft("修路", "路坏。", level), KNOWN) for level in ("县", "省"))
    assert county.windows[0].tolist() != province.windows[0].tolist()
    assert county.windows[0][4:].tolist() == province.windows[0][4:].tolist()

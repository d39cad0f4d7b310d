"""Places in a text with markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.http.annotated import Annotated, Span, Stretch, plain
from tests.api.http.public_schema import utf16

CHARACTERS = st.text(st.sampled_from("路桥。，1a 　\t\r\n\ufeff😀𠮷\u200b<>&"), max_size=6)
STRETCHES = st.lists(
    CHARACTERS.map(plain) | st.builds(Stretch, CHARACTERS, st.sampled_from(["", "\n"]), st.just(True)),
    max_size=8,
)


def markup(given: str, judged: str = "") -> Stretch:
    return Stretch(given, judged, markup=True)


@given(CHARACTERS, st.data())
def test_without_markup_a_span_selects_the_very_characters(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if start < end:
        assert utf16(text, *Annotated([plain(text)]).span(start, end)) == text[start:end]


@given(STRETCHES, st.data())
def test_a_span_selects_the_judged_characters_and_the_markup_between_them(
    stretches: list[Stretch], data: st.DataObject
) -> None:
    sent = Annotated(stretches)
    start = data.draw(st.integers(0, len(sent.text)))
    end = data.draw(st.integers(start, len(sent.text)))
    if start == end:
        return
    there = utf16(sent.whole, *sent.span(start, end))
    judged = [
        (stretch.given, character) if stretch.markup else (character, character)
        for stretch in stretches
        for character in stretch.judged
    ]
    assert "".join(character for _, character in judged[start:end]) == sent.text[start:end]
    assert there.startswith(judged[start][0])
    assert there.endswith(judged[end - 1][0])


@given(STRETCHES, st.data())
def test_the_context_holds_the_span_where_it_says(stretches: list[Stretch], data: st.DataObject) -> None:
    sent = Annotated(stretches)
    if not sent.text:
        return
    start = data.draw(st.integers(0, len(sent.text) - 1))
    span = sent.span(start, data.draw(st.integers(start + 1, len(sent.text))))
    text, offset = sent.context(span)
    breaks = str.maketrans("\r\n\t", "   ")
    assert utf16(text, offset, span.length) == utf16(sent.whole, *span).translate(breaks)


def test_markup_counts_but_is_not_judged() -> None:
    sent = Annotated([plain("修😀"), markup("<b>"), plain("路"), markup("</b>"), plain("吧")])
    assert sent.text == "修😀路吧"
    assert sent.whole == "修😀<b>路</b>吧"
    assert sent.span(2, 3) == Span(6, 1)
    assert utf16(sent.whole, *sent.span(1, 3)) == "😀<b>路"
    assert utf16(sent.whole, *sent.span(2, 4)) == "路</b>吧"


def test_what_markup_stands_for_is_judged_and_is_the_markup_as_a_whole() -> None:
    sent = Annotated([plain("甲"), markup("<br/>", "\n"), plain("乙"), markup("&hellip;", "……")])
    assert sent.text == "甲\n乙……"
    assert utf16(sent.whole, *sent.span(1, 3)) == "<br/>乙"
    assert utf16(sent.whole, *sent.span(2, 4)) == "乙&hellip;"


def test_there_is_no_place_behind_the_end() -> None:
    with pytest.raises(IndexError):
        Annotated([plain("甲"), markup("<br/>")]).span(0, 2)


def test_a_long_context_is_cut_on_both_sides() -> None:
    sent = Annotated([plain("前" * 100 + "路" + "后" * 100)])
    text, offset = sent.context(sent.span(100, 101))
    assert text == "..." + "前" * 40 + "路" + "后" * 40 + "..."
    assert text[offset] == "路"


@pytest.mark.parametrize("between", ["", "</b>", '<i id="13812345678">'])
def test_identifiers_are_masked_in_the_context_also_across_markup(between: str) -> None:
    sent = Annotated([plain("请打1381"), markup(between), plain("2345678问路")])
    text, _ = sent.context(sent.span(0, 1))
    assert "2345" not in text
    assert len(text) == len(sent.whole)
    assert "138＊" in text


def test_the_first_place_is_the_first_visible_character() -> None:
    sent = Annotated([markup("# "), plain("\u3000\n路")])
    assert utf16(sent.whole, *sent.first()) == "路"
    assert Annotated([plain("")]).first() == Span(0, 0)

from dataclasses import replace

import pytest

from api.places import Position, range_of, span_of
from model.draft import Part, quote
from tests.api.reviews import BODY, DOCUMENT, DRAFT, TITLE


def selected(start: Position, end: Position) -> str:
    """What an editor selects that counts lines and bytes of UTF-8."""
    lines = (DOCUMENT.text or "").split("\n")[start.line - 1 : end.line]
    lines[-1] = lines[-1].encode()[: end.column - 1].decode()
    lines[0] = lines[0].encode()[start.column - 1 :].decode()
    return "\n".join(lines)


@pytest.mark.parametrize(("part", "text"), [("title", TITLE), ("body", BODY)])
def test_a_range_selects_the_quoted_words(part: Part, text: str) -> None:
    for start in range(len(text)):
        for end in range(start + 1, min(start + 12, len(text)) + 1):
            words = quote(DRAFT, part, start, end)
            found = range_of(DOCUMENT, words)
            if "\n" in text[start] + text[end - 1]:
                assert found is None
            else:
                assert found is not None
                assert selected(*found).replace("\r\n　　", "\n") == text[start:end]


def test_lines_and_columns_count_from_one() -> None:
    words = quote(DRAFT, "title", 0, 2)
    assert range_of(DOCUMENT, words) == (Position(1, 10), Position(1, 16))


def test_a_word_file_has_no_lines() -> None:
    assert range_of(replace(DOCUMENT, text=None), quote(DRAFT, "body", 0, 2)) is None


def test_words_that_are_not_in_the_file_have_no_place() -> None:
    typed = replace(DOCUMENT, anchors=DOCUMENT.anchors[1:])
    assert range_of(typed, quote(DRAFT, "title", 0, 2)) is None


@pytest.mark.parametrize(("part", "text"), [("title", TITLE), ("body", BODY)])
def test_a_span_holds_the_quoted_words(part: Part, text: str) -> None:
    for start in range(len(text)):
        for end in range(start + 1, min(start + 12, len(text)) + 1):
            span = span_of(DOCUMENT, quote(DRAFT, part, start, end))
            if "\n" in text[start] + text[end - 1]:
                assert span is None
            else:
                assert span is not None
                there = (DOCUMENT.text or "")[slice(*span)]
                assert there.replace("\r\n　　", "\n") == text[start:end]

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.source import Position, SourceText
from model.draft import Draft, quote

LINE = st.text("路桥建议，。ab1 😀", max_size=12)


def cut(text: str, start: Position, end: Position) -> str:
    """What an editor selects that counts lines and UTF-8 bytes."""
    lines = text.split("\n")[start.line - 1 : end.line]
    lines[-1] = lines[-1].encode()[: end.column - 1].decode()
    lines[0] = lines[0].encode()[start.column - 1 :].decode()
    return "\n".join(lines)


@given(st.lists(LINE, min_size=1, max_size=8), st.data())
def test_a_range_selects_the_quoted_words(lines: list[str], data: st.DataObject) -> None:
    body = "\n".join(lines)
    source = SourceText(f"标题：关于修桥的提案\r\n{body}", Draft("关于修桥的提案", body))
    number = data.draw(st.integers(0, len(lines) - 1))
    if not lines[number].strip():
        return
    offset = sum(len(line) + 1 for line in lines[:number])
    start = data.draw(st.integers(0, len(lines[number]) - 1))
    end = data.draw(st.integers(start + 1, len(lines[number])))
    found = source.range_of(quote(Draft("", body), "body", offset + start, offset + end))
    assert found is not None
    assert found[0].line >= 2
    assert cut(f"标题：关于修桥的提案\r\n{body}", *found) == lines[number][start:end]


def test_lines_and_bytes_count_from_one() -> None:
    draft = Draft("修路", "案由。\n路坏了。")
    source = SourceText("标题：修路\r\n联系电话：略\r\n案由。\r\n　　路坏了。", draft)
    assert source.range_of(quote(draft, "title", 0, 2)) == (Position(1, 10), Position(1, 16))
    assert source.range_of(quote(draft, "body", 4, 7)) == (Position(4, 7), Position(4, 16))


def test_a_quote_over_several_lines_ends_on_the_last() -> None:
    draft = Draft("", "路坏了。\n桥断了。")
    source = SourceText(draft.body, draft)
    assert source.range_of(quote(draft, "body", 2, 7)) == (Position(1, 7), Position(2, 7))


@pytest.mark.parametrize("part", ["title", "body"])
def test_what_the_file_does_not_show_has_no_range(part: str) -> None:
    draft = Draft("输入的标题", "别的字")
    source = SourceText("文件里是这些字", draft)
    assert source.range_of(quote(draft, "title" if part == "title" else "body", 0, 2)) is None

import time
from contextlib import suppress
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.documents.limits import LONGEST_LINE
from api.documents.reading import read_bytes
from api.places import range_of
from model.draft import Part, quote
from model.errors import DraftDamaged, DraftTooLarge, DraftUnsupported
from tests.api.documents.samples import ASK, SITUATION, TITLE

WRITTEN = f"{TITLE}\r\n\r\n  {SITUATION}\r\n建议：{ASK}\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("name", ["草稿.txt", "draft.md", "-"])
def test_every_usual_encoding(encoding: str, name: str) -> None:
    document = read_bytes(name, WRITTEN.encode(encoding))
    assert document.draft.title == TITLE
    assert document.draft.body == f"{SITUATION}\n建议：{ASK}"
    assert document.notices == ()


@pytest.mark.parametrize("written", ["请修村口的桥。", "校门口装灯", "路灯不亮，请修。", "修好三组水渠"])
def test_short_gbk_is_not_misread(written: str) -> None:
    assert read_bytes("a.txt", written.encode("gbk")).text == written


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=6, max_size=60))
def test_any_gbk_text_comes_back(written: str) -> None:
    document = read_bytes("a.txt", f"关于路的建议\n{written}。".encode("gbk"))
    assert document.draft.body == f"{written}。"


def test_the_text_is_kept_as_decoded() -> None:
    assert read_bytes("a.txt", WRITTEN.encode("gb18030")).text == WRITTEN


def test_stray_blanks_and_full_width_digits_stay_but_not_at_the_ends() -> None:
    document = read_bytes("-", f"　　{TITLE}　\n\n\u3000\u3000路长１２公里 ，宽 3 米。 \n".encode())
    assert document.draft.title == TITLE
    assert document.draft.body == "路长１２公里 ，宽 3 米。"


MARKED = f"# **{TITLE}**\n\n## 建议\n\n- 请__县水利局__**“尽快”**修`三组`水渠，见[县财政局](http://x.cn/a)的![图](b.png)。\n"


@pytest.mark.parametrize("name", ["a.md", "草稿.MARKDOWN"])
def test_marks_within_a_line_of_markdown_are_no_text(name: str) -> None:
    document = read_bytes(name, MARKED.encode())
    assert document.draft.title == TITLE
    assert document.draft.body == "## 建议\n- 请县水利局“尽快”修三组水渠，见县财政局的图。"
    assert document.text == MARKED


def test_every_character_of_markdown_knows_its_column() -> None:
    document = read_bytes("a.md", MARKED.encode())
    for part in get_args(Part):
        for place, character in enumerate(document.draft.text_of(part)):
            if character != "\n":
                found = range_of(document, quote(document.draft, part, place, place + 1))
                assert found is not None
                start, end = found
                line = MARKED.split("\n")[start.line - 1].encode()
                assert line[start.column - 1 : end.column - 1].decode() == character


def test_a_quote_over_marks_of_markdown_spans_them() -> None:
    document = read_bytes("a.md", MARKED.encode())
    words = "县水利局“尽快”修三组"
    at = document.draft.body.index(words)
    found = range_of(document, quote(document.draft, "body", at, at + len(words)))
    assert found is not None
    line = MARKED.split("\n")[found[0].line - 1].encode()
    assert line[found[0].column - 1 : found[1].column - 1].decode() == "县水利局__**“尽快”**修`三组"


def test_plain_text_keeps_such_marks() -> None:
    written = f"{TITLE}\n请县水利局**尽快**修[三组](1)水渠。"
    assert read_bytes("a.txt", written.encode()).draft.body == "请县水利局**尽快**修[三组](1)水渠。"


@pytest.mark.parametrize("line", ["姓名____，电话____", "每桶*5元*3桶", "[2024]3号文", "a_b_c"])
def test_what_is_no_mark_of_markdown_stays(line: str) -> None:
    assert read_bytes("a.md", f"# {TITLE}\n{ASK}\n{line}，请修水渠。\n{ASK}".encode()).draft.body == (
        f"{ASK}\n{line}，请修水渠。\n{ASK}"
    )


@pytest.mark.parametrize("unit", ["**路", "[路](", "[路](x)", "`路", "[路", "路](", "__路"])
def test_a_hundred_thousand_characters_of_markdown_stay_fast(unit: str) -> None:
    content = f"# {TITLE}\n{ASK}{unit * (90_000 // len(unit))}".encode()
    begin = time.process_time()
    with suppress(DraftTooLarge):  # said once the marks are taken out
        read_bytes("a.md", content)
    assert time.process_time() - begin < 4


def test_a_few_broken_characters_are_announced() -> None:
    content = f"{TITLE}\n{SITUATION}".encode()[:-1]
    document = read_bytes("a.txt", content)
    assert document.draft.title == TITLE
    assert document.notices == ("文件里有 1 处乱码，已跳过。",)


def test_an_old_end_of_file_mark_is_no_text() -> None:
    assert read_bytes("a.txt", f"{TITLE}\n{ASK}\x1a".encode("gbk")).draft.body == ASK


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(DraftUnsupported, match=r"^a\.txt：里面不是文字"):
        read_bytes("a.txt", bytes(range(128)) * 4)
    with pytest.raises(DraftDamaged, match=r"^a\.txt：看不出是什么编码"):
        read_bytes("a.txt", b"\xff\xff\xff\xff abc \xff")


def test_one_line_of_a_hundred_thousand_characters_is_refused() -> None:
    with pytest.raises(
        DraftTooLarge, match=r"^a\.txt：一段文字有 100000 个字，超过 20000 字。.*请分段再试。$"
    ):
        read_bytes("a.txt", (SITUATION * 2_000)[:100_000].encode())


def test_a_line_as_long_as_may_be_is_read_and_blanks_at_its_ends_do_not_count() -> None:
    body = (SITUATION * 2_000)[:LONGEST_LINE]
    assert read_bytes("a.txt", f"{' ' * LONGEST_LINE}{body}".encode()).draft.body.strip() == body
    with pytest.raises(DraftTooLarge, match="20001 个字"):
        read_bytes("a.txt", f"{TITLE}\n{body}路".encode())


def test_right_to_left_marks_are_no_obstacle() -> None:
    document = read_bytes("a.txt", f"\u202b{TITLE}\u202c\n\u200f{ASK}\u200f".encode())
    assert document.draft.title == TITLE
    assert document.draft.body == ASK

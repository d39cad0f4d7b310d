import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.documents.reading import read_bytes
from model.errors import DraftDamaged, DraftUnsupported
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


def test_markdown_marks_stay_in_the_body() -> None:
    written = f"# {TITLE}\n\n## 建议\n\n- **{ASK}**\n"
    document = read_bytes("a.md", written.encode())
    assert document.draft.title == TITLE
    assert document.draft.body == f"## 建议\n- **{ASK}**"


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


def test_one_line_of_a_hundred_thousand_characters() -> None:
    body = (SITUATION * 2_000)[:100_000]
    document = read_bytes("a.txt", body.encode())
    assert document.draft.body == body
    assert document.notices == ("没有找到标题。请用 --title 写明，标题也要审读。",)


def test_right_to_left_marks_are_no_obstacle() -> None:
    document = read_bytes("a.txt", f"\u202b{TITLE}\u202c\n\u200f{ASK}\u200f".encode())
    assert document.draft.title == TITLE
    assert document.draft.body == ASK

"""A text that is there already, such as one an editor sends."""

import pytest

from api.documents.reading import read_bytes, read_text
from model.errors import DraftEmpty, DraftNotChinese, DraftTooLarge
from tests.api.documents.samples import SITUATION, TITLE


def test_a_text_is_read_as_the_same_text_in_a_file() -> None:
    whole = f"案由：{TITLE}\r\n领衔代表：张三\r\n\r\n　　{SITUATION}"
    assert read_text("草稿.txt", whole) == read_bytes("草稿.txt", whole.encode())


@pytest.mark.parametrize("start", ["\ufeff", "BM", "MZ", "<html>", "%PDF-1.7\n", "PK\x03\x04"])
def test_no_beginning_makes_a_text_anything_but_text(start: str) -> None:
    document = read_text("-", f"{start}{TITLE}\n{SITUATION}")
    assert document.text == f"{start}{TITLE}\n{SITUATION}"
    assert SITUATION in document.draft.body


def test_the_level_may_be_given() -> None:
    assert read_text("-", SITUATION, level="市").draft.level == "市"


@pytest.mark.parametrize(
    ("whole", "error"),
    [("", DraftEmpty), (" \n", DraftEmpty), ("Hello", DraftNotChinese), ("字" * 200_001, DraftTooLarge)],
)
def test_what_is_no_draft_is_refused(whole: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_text("-", whole)

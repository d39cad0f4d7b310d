import pytest

from api.documents.limits import LONGEST, LONGEST_LINE, MOST_LINES
from api.documents.typed import typed_draft
from model.draft import Draft
from model.errors import DraftEmpty, DraftError, DraftNotChinese, DraftTooLarge


def test_the_words_are_taken_as_they_are() -> None:
    body = "　　一、标题：不是标签\r\n\r\n联系电话：不是栏目 \n"
    assert typed_draft(" 关于修路的建议 ", body, "乡镇") == Draft(" 关于修路的建议 ", body, "乡镇")


def test_the_title_may_be_empty() -> None:
    assert typed_draft("", "请修好东门外的路。", "县").title == ""


@pytest.mark.parametrize(
    ("title", "body", "kind"),
    [
        ("", "", DraftEmpty),
        (" ", "\n　\n", DraftEmpty),
        ("hello", "please mend the road", DraftNotChinese),
        ("", "路" * (LONGEST_LINE + 1), DraftTooLarge),
        ("路" * (LONGEST_LINE + 1), "", DraftTooLarge),
        ("", "路\n" * (MOST_LINES + 1), DraftTooLarge),
        ("", ("路" * 999 + "\n") * (LONGEST // 1000 + 1), DraftTooLarge),
    ],
)
def test_what_cannot_be_judged_is_refused(title: str, body: str, kind: type[DraftError]) -> None:
    with pytest.raises(kind, match="草稿"):
        typed_draft(title, body, "县")

"""What people may be called."""

import pytest

from api.accounts.names import checked_display, checked_name
from api.errors import AccountError


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("zhangsan", "zhangsan"),
        (" Zhang.San_1-2 ", "zhang.san_1-2"),
        ("张三", "张三"),
        ("Ｚｈａｎｇ３", "zhang3"),
        ("㐂田", "㐂田"),
        ("a" * 40, "a" * 40),
    ],
)
def test_a_name_is_kept_in_one_spelling(typed: str, kept: str) -> None:
    assert checked_name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "要有 2 到 40 个字，这里是 0 个"),
        ("a", "这里是 1 个"),
        (" a ", "这里是 1 个"),
        ("a" * 41, "这里是 41 个"),
        ("zhang san", "请只用汉字、字母、数字和"),
        ("zhang\nsan", "不能用的字符"),
        ("nul\0", "不能用的字符"),
        ("<b>张</b>", "不能用的字符"),
        ("пётр", "不能用的字符"),
        ("\ud800\ud800", "不能用的字符"),
    ],
)
def test_what_is_wrong_with_a_name_is_said(typed: str, said: str) -> None:
    with pytest.raises(AccountError, match=said):
        checked_name(typed)


def test_a_shown_name_may_be_any_that_can_be_seen() -> None:
    assert checked_display(" 阿卜杜拉·买买提 (Abdulla) ") == "阿卜杜拉·买买提 (Abdulla)"
    assert checked_display("\u3000张\u3000 三\n") == "张 三"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "没有写姓名"),
        ("  ", "没有写姓名"),
        ("张" * 41, "最多 40 个字，这里是 41 个"),
        ("张\0三", "看不见的字符"),
        ("张\u202e三", "看不见的字符"),
        ("\ud800", "看不见的字符"),
    ],
)
def test_what_is_wrong_with_a_shown_name_is_said(typed: str, said: str) -> None:
    with pytest.raises(AccountError, match=said):
        checked_display(typed)

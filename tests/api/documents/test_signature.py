"""Whose draft it is, read from the signature: plainly, or not at all."""

import pytest

from api.batch.columns import value_columns
from tests.api.documents.samples import ASK, SITUATION, TITLE
from tests.api.documents.test_form import text

PLAIN = {
    "代表：张三": ("张三", ""),
    "代表：张　三": ("张三", ""),
    "代表 张三": ("张三", ""),
    "代表：张三、李四": ("张三、李四", ""),
    "领衔代表 李四（岐山代表团）": ("李四", "岐山代表团"),
    "领衔代表：李四(岐山代表团)": ("李四", "岐山代表团"),
    "第二代表团代表：邓文辉": ("邓文辉", "第二代表团"),
    "第2代表团　邓文辉": ("邓文辉", "第2代表团"),
    "岐山代表团　欧阳娜娜": ("欧阳娜娜", "岐山代表团"),
    "（岐山代表团 张三 李四）": ("张三、李四", "岐山代表团"),
    "松涧县人大代表张三": ("张三", ""),
    "松涧县人大代表　张三": ("张三", ""),
    "提案人：阿迪力·买买提": ("阿迪力·买买提", ""),
    "岐山代表团": ("", "岐山代表团"),
    "代表：张三 2026年12月1日": ("张三", ""),
    "岐山代表团 张三 2026年12月1日": ("张三", "岐山代表团"),
    "张三  2026年12月1日": ("张三", ""),
}
"""A line at the foot; the deputy and the delegation it names."""


def _deputy(*lines: str) -> tuple[str, str]:
    fields = value_columns(text(TITLE, SITUATION, ASK, *lines).fields)
    return fields.get("代表", ""), fields.get("代表团", "")


@pytest.mark.parametrize(("line", "named"), PLAIN.items(), ids=str)
@pytest.mark.parametrize("below", [(), ("2026年12月1日",)], ids=["alone", "above the date"])
def test_a_plain_signature_names_deputy_and_delegation(
    line: str, named: tuple[str, str], below: tuple[str, ...]
) -> None:
    assert _deputy(line, *below) == named
    assert text(TITLE, SITUATION, ASK, line, *below).draft.body == f"{SITUATION}\n{ASK}"


def test_a_name_alone_is_a_signature_beside_a_date() -> None:
    assert _deputy("张三", "2026年12月1日") == ("张三", "")
    assert _deputy("2026年12月1日", "张　三") == ("张三", "")
    assert _deputy("岐山代表团", "张三", "2026年12月1日") == ("张三", "岐山代表团")


@pytest.mark.parametrize(
    "lines",
    [
        ("张三",),
        ("谢谢", "2026年12月1日"),
        ("此致", "敬礼", "2026年12月1日"),
        ("修桥", "2026年12月1日"),
        ("请于 2026年12月1日",),
        ("安全代表",),
        ("全体代表",),
        ("代表：", "2026年12月1日"),
        ("代表签名：", "2026年12月1日"),
        ("代表：签名", "2026年12月1日"),
        ("县人大代表建议",),
        ("代表们都说该修了。",),
        ("岐山代表团 全体代表",),
    ],
    ids=str,
)
def test_no_name_is_guessed(lines: tuple[str, ...]) -> None:
    assert _deputy(*lines)[0] == ""


def test_several_sign_in_their_order() -> None:
    assert _deputy("岐山代表团 张三", "岐山代表团 李四", "2026年12月1日") == ("张三、李四", "岐山代表团")


def test_what_the_form_says_counts_more_than_the_signature() -> None:
    fields = value_columns(
        text(TITLE, "领衔代表：王五", "代表团：鹭湾代表团", SITUATION, ASK, "岐山代表团 张三").fields
    )
    assert (fields["代表"], fields["代表团"]) == ("王五", "鹭湾代表团")

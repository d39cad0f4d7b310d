"""The columns of a table are told by headers as offices write them, or by the user."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.batch.columns import BODY, LEVEL, NAMES, TITLE, Columns, letters, mapping_of, recognise
from api.errors import ColumnError

# Headers of a table, and which of them is what.
TABLES = (
    (
        "序号|案 由|建议内容（不超过1500字）|领衔代表\n姓名|代表团",
        {"编号": 0, "标题": 1, "正文": 2, "代表": 3, "代表团": 4},
    ),
    ("*建议标题|正文：|提出人|本级|提交日期", {"标题": 0, "正文": 1, "代表": 2, "本级": 3, "日期": 4}),
    (
        "序号|建议号|题目|事由|主要内容|主办单位|会办单位|答复",
        {"编号": 1, "标题": 2, "正文": 4, "承办单位": 5, "办理情况": 7},
    ),
    ("姓名|领衔代表|会议|内容|标题", {"代表": 1, "届次": 2, "正文": 3, "标题": 4}),
    (
        "工单编号|工单标题|诉求内容|受理时间|处理结果",
        {"编号": 0, "标题": 1, "正文": 2, "日期": 3, "办理情况": 4},
    ),
    ("代表建议标题|代表建议详细内容|答复内容", {"标题": 0, "正文": 1, "办理情况": 2}),
    ("id|group|level|title|body|main", {"编号": 0, "本级": 2, "标题": 3, "正文": 4, "承办单位": 5}),
)


@pytest.mark.parametrize(("written", "expected"), TABLES)
def test_headers_are_understood(written: str, expected: dict[str, int]) -> None:
    headers = written.split("|")
    used = recognise(headers).used
    assert used == {name: headers[column].strip() for name, column in expected.items()}


def test_a_body_in_several_columns_is_one_body() -> None:
    found = recognise(["具体建议", "标题", "存在问题", "审查意见", "主要内容"])
    assert (found.title, found.body, found.whole) == (1, (0, 2, 4), 4)


@pytest.mark.parametrize(
    "header", ["单位名称", "审查意见内容", "标题字数", "是否公开", "会办单位", "备注", "附件名称"]
)
def test_what_is_no_part_of_a_draft_is_left_alone(header: str) -> None:
    assert recognise([header]) == Columns((header,))


def test_the_user_goes_before_the_headers() -> None:
    found = recognise(["标题", "议题", "正文", "说明"], {TITLE: "议题", BODY: "D"})
    assert (found.title, found.body) == (1, (3,))


def test_a_header_that_looks_like_a_letter_is_a_header() -> None:
    assert recognise(["x", "y", "A"], {TITLE: "a"}).title == 2


def test_a_column_that_this_table_does_not_have_is_left_to_the_headers() -> None:
    found = recognise(["案由", "内容"], {TITLE: "议题"})
    assert (found.title, found.body) == (0, (1,))


def test_a_mapping_is_read_as_people_write_it() -> None:
    assert mapping_of(["标题=案由", "内容 = C", "level=层级", "承办单位=办理部门"]) == {
        TITLE: "案由",
        BODY: "C",
        LEVEL: "层级",
        "承办单位": "办理部门",
    }


@pytest.mark.parametrize("pairs", [["标题"], ["标题="], ["=案由"], ["标提=案由"], ["标题=A", "标题=B"]])
def test_a_mapping_that_cannot_be_understood_is_refused(pairs: list[str]) -> None:
    with pytest.raises(ColumnError):
        mapping_of(pairs)


def test_letters_are_those_of_excel() -> None:
    assert [letters(column) for column in (0, 25, 26, 51, 701, 702, 16383)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "ZZ",
        "AAA",
        "XFD",
    ]
    assert all(recognise([], {TITLE: letters(column)}).title == column for column in (0, 25, 26, 701, 702))


@given(
    st.lists(st.text(max_size=70), max_size=30), st.dictionaries(st.sampled_from(NAMES), st.text(max_size=5))
)
def test_no_header_upsets_it(headers: list[str], mapping: dict[str, str]) -> None:
    found = recognise(headers, mapping)
    assert set(found.used) <= set(NAMES)
    assert found.known <= len(headers)


@given(
    st.permutations(["标题", "内容", "领衔代表", "代表团", "届次", "编号", "承办单位", "备注"]),
    st.sampled_from(["", " ", "\u3000", "\n"]),
)
def test_order_and_blanks_do_not_matter(headers: list[str], blank: str) -> None:
    found = recognise([blank.join(header) for header in headers])
    assert found.title == headers.index("标题")
    assert found.body == (headers.index("内容"),)
    assert {name: headers[column] for name, column in found.fields.items()} == {
        "编号": "编号", "代表": "领衔代表", "代表团": "代表团", "届次": "届次", "承办单位": "承办单位"
    }  # fmt: skip

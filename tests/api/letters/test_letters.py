"""A letter of opinion tells the deputy, courteously, what to mend and how to answer."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest

from api.letters.drawing import FILE, drawn
from api.letters.letters import Letters
from api.letters.saying import chinese, is_returned
from tests.api.letters.templates import own_with, text_of
from tests.api.reviews import CLEAN, FINDING, FLAWED, OBJECTION, TITLE, UNSURE
from tests.api.workbook.sessions import UNFIT, scored

DAY = date(2026, 10, 5)
FIELDS = {"编号": "012", "代表": "王建国"}


@pytest.fixture(scope="module")
def letters() -> Letters:
    return Letters()


def test_a_letter_says_everything_from_the_salutation_to_the_model(letters: Letters) -> None:
    assert text_of(letters.letter(scored(1, FLAWED, FIELDS), DAY)) == [
        "（请改成本单位名称）",
        "（　　）函〔2026〕　　号",
        f"关于《{TITLE}》的审读意见",
        "尊敬的王建国代表：",
        f"您好！您提交的建议草稿《{TITLE}》（编号：012）已经收到。感谢您深入了解情况，反映群众的意愿。"
        "我们读了全文，现将审读意见函告如下，供您参考。",
        "一、总的意见",
        "这件草稿题目大小合适，说的是一件事，没有看到本级办不成的要求，这些都很好，请保留。"
        "为了便于承办单位办理，建议您修改以后再提交，请着重看以下几处。",
        "二、请您修改的地方",
        f"（一）{OBJECTION.name}",
        OBJECTION.message,
        f"修改建议：{OBJECTION.advice}",
        f"（二）{FINDING.name}",
        FINDING.message,
        f"修改建议：{FINDING.advice}",
        "三、承办单位的考虑",
        "修改后提交的，初步考虑由交通运输局主办、农业农村局会办，最后以交办时确定的为准。",
        "四、怎样答复",
        "请您在____月____日前，把修改后的建议送到________________。"
        "如果您对以上意见有不同的看法，或者打算不作修改，也请告诉我们，我们愿意当面听取您的意见。",
        "联系人：____________　电话：________________",
        "此致",
        "敬礼！",
        "（单位名称、盖章）",
        "2026年10月5日",
        "本意见由联审程序辅助读稿（模型 fast-1-abcdef），供参考，由人决定。",
    ]


def test_an_unfit_draft_is_told_why_and_where_to_go_instead(letters: Letters) -> None:
    said = text_of(letters.letter(scored(1, UNFIT, FIELDS), DAY))
    assert "二、原因和办法" in said
    assert f"办法：{OBJECTION.advice}" in said
    assert not any("承办单位的考虑" in line or FINDING.name in line for line in said)


def test_doubts_are_put_as_doubts(letters: Letters) -> None:
    doubted = replace(UNSURE, verdict="修改后提交", objections=(OBJECTION,))
    said = text_of(letters.letter(scored(1, doubted, FIELDS), DAY))
    start = said.index("另外，下面的地方我们没有把握，请您再看一看：")
    assert said[start + 1] == f"{FINDING.name}（“希望有关部门高度重视”）：{FINDING.advice}"
    assert any("主办单位还要商量，初步考虑在交通运输局、农业农村局当中确定" in line for line in said)


@pytest.mark.parametrize(
    ("deputy", "salutation"),
    [
        ("", "尊敬的代表："),
        ("张三、李四", "尊敬的张三、李四代表："),
        ("王建国代表", "尊敬的王建国代表："),
    ],
)
def test_the_deputy_is_addressed_by_name_where_it_is_known(
    letters: Letters, deputy: str, salutation: str
) -> None:
    fields = {"代表": deputy} if deputy else {}
    assert text_of(letters.letter(scored(1, FLAWED, fields), DAY))[3] == salutation


def test_only_what_goes_back_has_a_letter() -> None:
    assert [is_returned(review) for review in (CLEAN, UNSURE, FLAWED, UNFIT)] == [False, False, True, True]


@pytest.mark.parametrize(
    "words", ["{{ 7 * 7 }}", "{% for x in y %}", "<w:p/>", "甲&乙<丙>", "\x00\x1b[31m", "\a\f"]
)
def test_what_a_draft_says_is_text_in_its_letter(letters: Letters, words: str) -> None:
    draft = scored(1, replace(FLAWED, title=words), {"代表": words, "编号": words})
    said = text_of(letters.letter(draft, DAY))
    assert len(said) == 24
    shown = words if words.isprintable() else "\ufffd"
    assert shown in said[2]


def test_the_office_can_edit_the_template_in_word(tmp_path: Path) -> None:
    edited = own_with(tmp_path, "（请改成本单位名称）", "青石县人大代表工作委员会 {{ 届次 }}")
    said = text_of(Letters(edited).letter(scored(1, FLAWED, {"届次": "十八届五次"}), DAY))
    assert said[0] == "青石县人大代表工作委员会 十八届五次"


def test_the_kept_template_is_the_one_that_is_drawn() -> None:
    kept, anew = docx.Document(BytesIO(FILE.read_bytes())), drawn()
    assert kept.element.xml == anew.element.xml
    assert kept.styles.element.xml == anew.styles.element.xml


def test_the_properties_name_the_draft_and_no_person(letters: Letters) -> None:
    about = docx.Document(BytesIO(letters.letter(scored(1, FLAWED, FIELDS), DAY))).core_properties
    assert (about.title, about.author) == (f"意见函：{TITLE}", "联审")


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五")]
)
def test_numbers_are_counted_as_in_chinese_headings(number: int, words: str) -> None:
    assert chinese(number) == words

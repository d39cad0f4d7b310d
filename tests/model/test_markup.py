import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.draft import Draft
from model.markup import without_markup
from model.reviewer import Reviewer

BODY = "东门外的路坏了。{}希望有关部门高度重视。"
STRAY = [
    "<img src=x onerror=alert(1)>",
    "</p><p class='MsoNormal'>",
    "<!-- StartFragment -->",
    "&nbsp;&#12288;",
    "Please see the attached picture of the broken road from our office. ",
    "https://example.com/pictures/road?id=1 ",
]


@given(st.text("<>/!-&;#abcXYZ 0129.路坏了。\n"))
def test_every_character_stays_where_it_is_or_becomes_a_blank(text: str) -> None:
    judged = without_markup(text)
    assert len(judged) == len(text)
    assert all(one in (character, " ") for one, character in zip(judged, text, strict=True))
    assert judged.count("\n") == text.count("\n")


@pytest.mark.parametrize("stray", STRAY)
def test_markup_and_long_latin_stretches_become_blanks(stray: str) -> None:
    judged = without_markup(BODY.format(stray))
    before, after = BODY.split("{}")
    assert judged.startswith(before)
    assert judged.endswith(after)
    assert judged[len(before) : -len(after)].strip(" .") == ""


@pytest.mark.parametrize(
    "text",
    [
        "安装LED路灯和5G基站，PM2.5超标。",
        "推广 BIM+GIS 和 Wi-Fi 6，Windows 11 系统。",
        "请县TCL Technology公司修。",
        "收入<支出，a<b，x>y。",
        "《建议》〈附件〉<关于修路的建议>",
        "AT&T，R&D；一 & 二",
    ],
)
def test_what_a_draft_says_stays(text: str) -> None:
    assert without_markup(text) == text


@pytest.mark.parametrize("stray", STRAY)
def test_a_draft_is_judged_as_if_it_were_not_there(reviewer: Reviewer, stray: str) -> None:
    clean = reviewer.review(Draft("关于修路的建议", BODY.format("")))
    marked = reviewer.review(Draft("关于修路的建议", BODY.format(stray)))
    assert marked.verdict == clean.verdict
    for flag, other in zip(marked.flags, clean.flags, strict=True):
        assert flag.state == other.state
        assert flag.probability == pytest.approx(other.probability, abs=0.1)


def test_quotes_count_in_the_text_as_given() -> None:
    draft = Draft("关于修路的建议", BODY.format(STRAY[0]))
    for sentence in draft.sentences:
        assert draft.body[sentence.text_start : sentence.end] == sentence.text


def test_nothing_but_markup_is_no_sentence() -> None:
    assert Draft("关于修路的建议", "<br><br>").sentences == ()

"""The summary says the verdict, why, what to mend first, and who would handle the draft."""

from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.content import FORMAL, REASONS
from model.review import Finding, FlagJudgement, State
from model.summary import summarise
from model.verdict import verdict
from tests.model.findings import finding, flags, handled_by, items, objection, triage

LONGEST = 320


def surely_clear() -> tuple[FlagJudgement, ...]:
    return tuple(replace(judged, probability=0.1) for judged in flags())


def test_a_ready_draft_hears_what_is_in_order_and_who_handles_it() -> None:
    said = summarise(
        "可提交", (), surely_clear(), (), handled_by("交通运输局", "公安局"), items(1), triage("急难事")
    )
    assert said == (
        "可以提交。题目大小合适，情况和要求写得清楚，没有看到本级办不成的要求。"
        "宜由交通运输局主办、公安局会办，按“急难事”办理（一周一推动）。"
    )


def test_a_doubt_is_admitted_with_the_words_it_is_about() -> None:
    doubt = (finding("V1", "部分路段会车困难", "拿不准"),)
    said = summarise(
        "可提交", (), flags(vague="拿不准"), doubt, handled_by("交通运输局"), items(3), triage("大要事")
    )
    assert said == (
        "可以提交。题目大小合适，没有看到本级办不成的要求。"
        "“内容模糊”拿不准：请再看看“部分路段会车困难”一处，地点、对象和数量是否写得够清楚。"
        "文中有3条要求，宜由交通运输局主办，按“大要事”办理（一月一促进）。"
    )


def test_a_doubt_about_flag_and_unit_is_admitted_without_words() -> None:
    units = handled_by("交通运输局", "水利局", state="拿不准")
    said = summarise("可提交", (), flags(infeasible="拿不准"), (), units, items(1), triage("小微事"))
    assert "“缺乏可行性”拿不准，请对照细则再看一遍。" in said
    assert said.endswith("主办单位拿不准，较可能是交通运输局、水利局；按“小微事”办理（一周一办结）。")


def test_what_stands_in_the_way_comes_with_its_words_and_the_first_step() -> None:
    found = (finding("V2", "希望有关部门予以重视"),)
    said = summarise(
        "修改后提交", (), flags(vague="成立"), found, handled_by("城市管理和综合执法局"), (), triage("小微事")
    )
    assert said == (
        "建议修改后提交。主要是内容模糊（诉求不明），如“希望有关部门予以重视”；请先写明请哪个单位做什么。"
        "宜由城市管理和综合执法局主办，按“小微事”办理（一周一办结）。"
    )


def test_a_new_title_is_not_the_first_thing_to_mend() -> None:
    found = (finding("B3", "全面推进依法治县"), finding("V1", "有的村"))
    said = summarise(
        "修改后提交",
        (),
        flags(too_broad="成立", vague="成立"),
        found,
        handled_by("司法局"),
        items(1),
        triage("大要事"),
    )
    assert "主要是内容模糊（情况不明），如“有的村”" in said
    assert "题大于文也要一并修改。" in said


def test_a_flag_without_a_reason_is_named_all_the_same() -> None:
    said = summarise(
        "修改后提交", (), flags(vague="成立"), (), handled_by("民政局"), items(1), triage("急难事")
    )
    assert said.startswith("建议修改后提交。“内容模糊”成立，请对照细则修改。")


def test_a_flag_whose_reasons_are_in_doubt_names_the_likeliest() -> None:
    doubt = (finding("F4", "一律关停", "拿不准"),)
    said = summarise(
        "修改后提交", (), flags(infeasible="成立"), doubt, handled_by("民政局"), items(1), triage("急难事")
    )
    assert "“缺乏可行性”成立，多半是“违法违规”，如“一律关停”；请先换成法律允许的做法。" in said


@pytest.mark.parametrize(("judged", "count"), [(flags(), 1), (surely_clear(), 0)])
def test_clearness_is_praised_only_where_it_is_sure_and_something_is_asked(
    judged: tuple[FlagJudgement, ...], count: int
) -> None:
    said = summarise("可提交", (), judged, (), handled_by("民政局"), items(count), triage("急难事"))
    assert "写得清楚" not in said


def test_personal_numbers_are_named_by_their_kind() -> None:
    found = (replace(objection("N8", "138＊＊＊"), message="文中写有手机号共1处。"),)
    said = summarise("修改后提交", found, flags(), (), handled_by("民政局"), items(1), triage("急难事"))
    assert "文中写有手机号，请删去。" in said


def test_a_formal_flaw_comes_with_its_remedy() -> None:
    found = (objection("N8", "身份证号＊＊＊＊"),)
    said = summarise("修改后提交", found, flags(), (), handled_by("民政局"), items(1), triage("急难事"))
    assert "形式上，文中写有个人的号码，请删去。" in said


def test_an_unfit_draft_hears_where_the_matter_belongs_and_no_unit() -> None:
    found = (objection("N8", "手机号＊＊＊"), objection("N1", "把我女儿调进县城学校"))
    said = summarise("不宜作为建议", found, flags(), (), handled_by("教育局"), items(1), triage("小微事"))
    assert said == (
        "不宜作为代表建议提出：写的是本人或亲属个人的事（见“把我女儿调进县城学校”）。个人的事请按正常渠道向主管单位申请；"
        "若许多人都有同样的难处，可改写成这一类人的问题再提。此外还有“含个人信息”的问题。"
    )


@pytest.mark.parametrize("code", REASONS)
@pytest.mark.parametrize("state", ["成立", "拿不准"])
def test_every_reason_has_a_first_step_and_a_question(code: str, state: Literal["成立", "拿不准"]) -> None:
    found = finding(code, "这一句", state)
    states: dict[str, State] = {found.flag: state}
    judged = flags(**states)
    decided = verdict((), judged, (found,))
    said = summarise(decided, (), judged, (found,), handled_by("教育局"), items(1), triage("大要事"))
    assert "这一句" in said


@given(
    codes=st.lists(st.sampled_from(REASONS), max_size=11, unique=True),
    formal=st.lists(st.sampled_from(FORMAL), max_size=8, unique=True),
    states=st.fixed_dictionaries(
        dict.fromkeys(("too_broad", "vague", "infeasible"), st.sampled_from(("成立", "拿不准", "不成立")))
    ),
    words=st.text(min_size=1, max_size=200),
    co=st.lists(st.sampled_from(["城市管理和综合执法局", "人力资源和社会保障局", "财政局"]), unique=True),
)
def test_the_summary_stays_short_whatever_is_found(
    codes: list[str], formal: list[str], states: dict[str, State], words: str, co: list[str]
) -> None:
    found: tuple[Finding, ...] = tuple(finding(code, words) for code in codes)
    objections = tuple(objection(code, words) for code in formal)
    judged = flags(**states)
    units = handled_by("文化旅游广电体育局", *co)
    decided = verdict(objections, judged, found)
    said = summarise(decided, objections, judged, found, units, items(12), triage("大要事"))
    assert len(said) <= LONGEST
    assert said.endswith("。")

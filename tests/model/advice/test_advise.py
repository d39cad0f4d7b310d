"""What holds for the advice on every code: it speaks of the draft, invents nothing, and never fails."""

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.advice import advise
from model.content import REASONS, corpus_files, units
from model.draft import LEVELS, Draft, Level, quote
from tests.model.advice.drafts import quotes

TEMPLATE_NUMBERS = {"60"}  # 60岁以上老人, in the pattern for the care of the old
WORDS = st.sampled_from(
    [
        "\n",
        "\u200f",
        *re.findall(
            r"\S+",
            "建议 县财政局 加强领导 ， 。 ； ： 有的 村 石坳镇 双井小学 37个 8.5亿元 每人 5000元 一律 关停 "
            "年底前 “ ” （ ） 一、 2. 的 希望 重视 滑雪场 没有 法院 税率 养老金 {x} {p} % a 1 🙂",
        ),
    ]
)


@given(
    title=st.lists(WORDS, max_size=4).map("".join),
    body=st.lists(WORDS, min_size=1, max_size=25).map("".join),
    level=st.sampled_from(LEVELS),
    code=st.sampled_from(REASONS),
    unit=st.sampled_from(sorted(units())),
    data=st.data(),
)
@settings(max_examples=150, deadline=None)
def test_any_draft_gets_a_message_and_an_advice(
    *, title: str, body: str, level: Level, code: str, unit: str, data: st.DataObject
) -> None:
    draft = Draft(title, body, level)
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    said = advise(code, draft, (quote(draft, "body", start, end),), unit)
    assert said.message.endswith("。")
    assert said.advice.endswith("。")
    assert len(said.message) < 250
    assert len(said.advice) < 420


@pytest.mark.parametrize("file", corpus_files("drafts")[::4], ids=lambda path: path.stem)
def test_the_advice_on_the_corpus_adds_no_number_and_shows_no_empty_quote(file: Path) -> None:
    for line in file.read_text("utf-8").splitlines():
        row = json.loads(line)
        draft = Draft(row["title"], row["body"], row["level"])
        for code in row["reasons"]:
            found = quotes(draft, *(e["quote"] for e in row["evidence"] if e["reason"] == code))
            said = advise(code, draft, found, row["main"])
            given_numbers = set(re.findall(r"\d+", draft.canonical_title + draft.canonical_body))
            told = re.sub("按文中的数字算[^：，]*", "", said.message + said.advice)
            assert set(re.findall(r"\d+", told)) <= given_numbers | TEMPLATE_NUMBERS, (row["id"], code)
            assert "{" not in told
            assert "。。" not in told
            assert "“”" not in told, (row["id"], code)


@pytest.mark.parametrize("code", REASONS)
def test_an_empty_title_is_no_hindrance(code: str) -> None:
    draft = Draft("", "请重视。")
    assert advise(code, draft, quotes(draft, "请重视。"), "教育局").advice


@pytest.mark.parametrize("code", REASONS)
def test_an_english_draft_is_no_hindrance(code: str) -> None:
    draft = Draft("Roads", "Please repair 3 roads, as soon as possible.")
    said = advise(code, draft, quotes(draft, "Please repair 3 roads"), "交通运输局")
    assert "“" in said.message


def test_words_in_quotation_marks_become_inner_quotation() -> None:
    draft = Draft("关于“最后一公里”的建议", "请解决“最后一公里”的问题。")
    said = advise("V2", draft, quotes(draft, "请解决“最后一公里”的问题"), "交通运输局")
    assert said.message.startswith("“请解决‘最后一公里’的问题”")


def test_a_quote_within_another_is_not_shown_twice() -> None:
    draft = Draft("关于山塘的建议", "部分山塘年年漏水。建议及早维修。")
    said = advise("V1", draft, quotes(draft, "部分山塘", "部分山塘年年漏水"), "水利局")
    assert said.message.startswith("“部分山塘”里的“部分”")


@pytest.mark.parametrize(
    ("level", "body", "unit", "named"),
    [
        ("县", "请重视我县的事。", "交通运输局", "建议县交通运输局"),
        ("县", "请重视我区的事。", "交通运输局", "建议区交通运输局"),
        ("县", "请重视全市的大局。", "交通运输局", "建议县交通运输局"),
        ("市", "请重视。", "交通运输局", "建议市交通运输局"),
        ("省", "请重视。", "交通运输局", "建议省交通运输厅"),
        ("省", "请重视。", "卫生健康局", "建议省卫生健康委员会"),
        ("省", "请重视。", "林业局", "建议省林业局"),
        ("县", "请重视。", "机构编制委员会办公室", "建议县委编办"),
        ("县", "请重视。", "供电公司", "建议供电公司"),
        ("乡镇", "请镇政府重视。", "乡镇人民政府", "建议镇人民政府"),
        ("乡镇", "请街道办重视。", "乡镇人民政府", "建议街道办事处"),
        ("乡镇", "请镇政府重视。", "水利局", "建议县水利局"),
    ],
)
def test_the_unit_is_named_as_a_deputy_of_that_level_would(
    level: Level, body: str, unit: str, named: str
) -> None:
    draft = Draft("关于一件事的建议", body, level)
    assert named in advise("V2", draft, quotes(draft, body), unit).advice


def test_there_is_no_advice_for_a_formal_objection() -> None:
    draft = Draft("", "请重视。")
    with pytest.raises(KeyError):
        advise("N1", draft, quotes(draft, "请重视"), "教育局")


@pytest.mark.parametrize("text", ["石坳镇", "1", "请"])
def test_a_hostile_text_takes_no_more_than_a_moment(text: str) -> None:
    body = (text * 100_000)[:100_000] + "x"
    draft = Draft(body, body)
    found = (quote(draft, "body", 0, len(body)),)
    assert draft.sentences
    begin = time.process_time()
    for code in REASONS:
        advise(code, draft, found, "交通运输局")
    assert time.process_time() - begin < 10

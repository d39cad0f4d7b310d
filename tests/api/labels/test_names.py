"""What people and tools call what they say, and what is wrong with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.labels.names import said_by, topics_of, words_of
from tests.training.local.saids import SAID
from training.local.said import Said

CLEAN = Said({"too_broad": False, "vague": False, "infeasible": False}, ())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["题目过大"], Said({"too_broad": True})),
        (["非内容模糊"], Said({"vague": False})),
        (["不是内容模糊"], Said({"vague": False})),
        (["not_vague"], Said({"vague": False})),
        (["内容模糊=否"], Said({"vague": False})),
        (["内容模糊：√"], Said({"vague": True})),
        (["vague = 0"], Said({"vague": False})),
        (["flags=infeasible"], Said({"infeasible": True})),
        (["没有问题"], CLEAN),
        (["三类问题=没有问题"], CLEAN),
        (["v1", "F2"], Said(codes=("V1", "F2"))),
        (["情况不明"], Said(codes=("V1",))),
        (["原因代码=V1、B2 F1"], Said(codes=("V1", "B2", "F1"))),
        (["代码=无"], Said(codes=())),
        (["教育局"], Said(main="教育局")),
        (["主办=教育局", "会办=财政局", "会办：公安局"], Said(main="教育局", co=("财政局", "公安局"))),
        (["co=财政局，公安局"], Said(co=("财政局", "公安局"))),
        (["会办=无"], Said(co=())),
        (["急难事"], Said(triage="急难事")),
        (["三分=小微事"], Said(triage="小微事")),
        (["label=内容模糊", "labels=急难事"], Said({"vague": True}, triage="急难事")),
        (["内容模糊=", "主办=", "  "], Said()),
        (["内容模糊", "vague=是"], Said({"vague": True})),
    ],
)
def test_names_are_understood(words: list[str], said: Said) -> None:
    assert said_by(words) == (said, ())


@pytest.mark.parametrize(
    ("words", "kind", "told"),
    [
        (["V9"], "代码不对", "没有“V9”这个原因代码"),
        (["代码=N7"], "代码不对", "N7 是形式审查的代码"),
        (["codes=看不清"], "代码不对", "没有“看不清”这个原因代码"),
        (["非内容模糊", "V1"], "代码与判断相反", "写了代码 V1，又说不是内容模糊"),
        (["内容模糊", "非内容模糊"], "标签看不懂", "既说内容模糊，又说不是"),
        (["内容模糊=说不好"], "标签看不懂", "“说不好”看不懂"),
        (["flags=教育局"], "标签看不懂", "“教育局”看不懂"),
        (["三分=大事"], "标签看不懂", "“大事”看不懂"),
        (["小微事", "大要事"], "标签看不懂", "写了 2 个三分：小微事、大要事"),
        (["教育局", "公安局"], "标签看不懂", "写了 2 个主办单位：教育局、公安局"),
        (["教育局", "会办=教育局"], "标签看不懂", "“教育局”既是主办又是会办"),
    ],
)
def test_what_cannot_be_is_explained(words: list[str], kind: str, told: str) -> None:
    _, (wrong,) = said_by(words)
    assert (wrong.kind, wrong.problem.startswith(told)) == (kind, True), wrong
    assert wrong.remedy


@given(SAID)
def test_what_was_said_can_be_named_and_read_again(said: Said) -> None:
    read, _ = said_by(words_of(said))
    by_topic, _ = said_by([f"{topic}={name}" for topic, names in topics_of(said).items() for name in names])
    assert read == by_topic == said


@given(st.lists(st.text(max_size=12) | st.sampled_from(["V1", "内容模糊=", "=", "非", "会办=、"])))
def test_no_name_breaks_the_reading(words: list[str]) -> None:
    said, wrong = said_by(words)
    assert said or wrong or not any("".join(word.split()) for word in words) or said == Said()

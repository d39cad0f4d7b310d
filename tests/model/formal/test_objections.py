import random
import time

import pytest

from model.content import rubric
from model.draft import Draft
from model.formal import RULES, objections
from model.review import Objection
from tests.timing import processor_time

SEEDS = (
    *(
        "我的",
        "我家",
        "请我家给",
        "本人名下的",
        "请体谅",
        "建议要求",
        "现将转",
        "来信转",
        "受委托",
        "一审判法院",
    ),
    *(
        "请法院",
        "要求法院",
        "二审",
        "正在",
        "向",
        "信访答复",
        "某书记贪污。",
        "举报",
        "邻县",
        "与东岭县",
        "和县",
    ),
    *("我公司", "公司研发", "“东", "摘要", "\n摘要", "本文", "希望", "请示", "以上请示", "\n", " ", "一"),
    *("1", "1 ", "1234 ", "138-1234-5678-", "卡号12345678901234", "13812345678、"),
)


def _hostile(length: int) -> list[str]:
    chance = random.Random(4)  # noqa: S311 - the same texts on every run, no secret
    mixed = ["".join(chance.choices(SEEDS, k=length))[:length] for _ in range(3)]
    return [(seed * length)[:length] for seed in SEEDS] + mixed


def _codes(found: tuple[Objection, ...]) -> list[str]:
    return [objection.code for objection in found]


def test_every_formal_code_of_the_rubric_has_a_rule() -> None:
    assert list(RULES) == [code.code for code in rubric().formal]


def test_an_objection_takes_name_severity_and_clause_from_the_rubric() -> None:
    (objection,) = objections(Draft("关于修桥的请示", "渡口的木桥断了，请县交通运输局今年修好。"))
    entry = rubric().codes["N7"]
    assert (objection.code, objection.name, objection.severity, objection.clause) == (
        "N7",
        entry.name,
        entry.severity,
        entry.clause,
    )


def test_objections_come_in_the_order_of_their_codes() -> None:
    draft = Draft("关于我家建房的请示", "我身份证号430000196501010000。妥否，请批示。")
    assert _codes(objections(draft)) == ["N1", "N7", "N8"]


def test_a_clean_draft_has_none() -> None:
    assert objections(Draft("关于装红绿灯的建议", "城东小学门口没有红绿灯，请县公安局装一组。")) == ()


@pytest.mark.parametrize("code", [code for code in RULES if code != "N8"])
def test_the_worked_examples_of_the_rubric_are_objected_to_before_and_not_after(code: str) -> None:
    # The example of N8 is left out: it is printed with its number masked already.
    example = rubric().codes[code].example
    assert code in _codes(objections(_example(example.before)))
    assert objections(_example(example.after)) == ()


def _example(text: str) -> Draft:
    title, stop, body = text.partition("。")
    return Draft(title, body) if stop and title.startswith("关于") else Draft("", text)


@pytest.mark.parametrize("text", _hostile(100_000), ids=range(len(SEEDS) + 3))
def test_hostile_input_takes_linear_time(text: str) -> None:
    draft = Draft("", text)
    _ = draft.canonical_body
    # Usually under 0.2 s; a quadratic rule would need minutes.
    assert processor_time(lambda: objections(draft)) < 1.0


def test_a_hostile_title_takes_linear_time_too() -> None:
    start = time.process_time()
    for text in _hostile(10_000):
        objections(Draft(text, "请修桥。"))
    assert time.process_time() - start < 10.0


def test_an_ordinary_draft_takes_a_few_milliseconds_at_most() -> None:
    body = "上坪村三组52户打不了电话，2023年12月老人摔倒叫不来救护车。建议电信公司在鸡公岭建一座基站。" * 20
    drafts = [Draft("关于在鸡公岭建一座基站的建议", body[:1000]) for _ in range(50)]
    start = time.process_time()
    for draft in drafts:
        objections(draft)
    assert (time.process_time() - start) / len(drafts) < 0.005

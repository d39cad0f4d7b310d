"""The pattern offered follows the thing the draft names, not the unit."""

import pytest

from model.advice import advise
from model.advice.matters import kind
from model.content import REASONS
from model.draft import Draft
from tests.model.advice.drafts import quotes


@pytest.mark.parametrize(
    ("title", "body", "unit", "told", "untold"),
    [
        ("关于硬化村道的建议", "双井小学的学生上学难走。请解决。", "教育局", "村道", "增配教师"),
        ("关于整治医院门口停车乱的建议", "医院门口很乱。请管一管。", "卫生健康局", "车位", "台设备"),
        ("关于增加公厕的建议", "老街公厕少。请重视。", "城市管理和综合执法局", "公厕", "化粪池"),
        ("关于改善管理的建议", "双井小学有学生。请重视。", "公安局", "____（对象）", "教师"),
        ("关于办好学校的建议", "双井小学很旧。请重视。", "", "请____（哪个单位）", "教师"),
    ],
)
def test_the_thing_wins_over_the_unit(title: str, body: str, unit: str, told: str, untold: str) -> None:
    draft = Draft(title, body)
    said = advise("V2", draft, quotes(draft, body.split("。")[1]), unit)
    assert told in said.advice
    assert untold not in said.advice


def test_two_asks_about_roads_are_of_one_kind() -> None:
    assert kind("硬化村道") == kind("拓宽县道") != ""


@pytest.mark.parametrize("code", REASONS)
@pytest.mark.parametrize("unit", ["教育局", ""])
def test_a_code_in_doubt_is_spoken_of_as_a_doubt(code: str, unit: str) -> None:
    draft = Draft("关于教育的建议", "建议一律关停学校，免费办学，三天内办完。")
    found = quotes(draft, "一律关停学校")
    said = advise(code, draft, found, unit, sure=False)
    assert "请核对一下" in said.message
    assert not any(word in said.message for word in ("不能照办", "难以答应", "无从核实", "单独答复"))
    assert unit or "建议县" not in said.advice

import pytest

from model.draft import Draft
from model.formal.n7 import check
from tests.model.formal.quoted import quoted


@pytest.mark.parametrize(
    ("title", "body", "quotes"),
    [
        (
            "关于修复麻田镇老街消火栓的请示",
            "县人民政府：老街有木板房店铺210间，只有6个消火栓。妥否，请批示。",
            ["请示", "妥否，请批示"],
        ),
        (
            "关于解决响水村屋顶维修资金的申请",
            "响水村党群服务中心屋顶有5处漏雨，特申请解决3万元，望批准为盼。",
            ["申请", "特申请", "望批准为盼"],
        ),
        ("关于农技站的建议", "我乡没有一个学农的农技员，特此请示，请予批复。", ["特此请示", "请予批复"]),
        (
            "感谢县人民医院医护人员",
            "今年三月村里老人突发心梗，医护人员连夜抢救，全村人都记在心里。",
            ["感谢县人民医院医护人员"],
        ),
        ("关于旱情的调研报告", "上坪乡稻田受旱430亩。", ["调研报告"]),
    ],
)
def test_fires(title: str, body: str, quotes: list[str]) -> None:
    assert quoted(check, title, body) == quotes


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("关于申请优化水源保护区范围的建议", "双凤水库二级保护区划得过大。建议生态环境局向省里申请调整。"),
        ("沙桥中学的操场", "前前后后打过四次报告，都没有下文。请教育局今年修好跑道。"),
        ("关于云顶乡开通班车的议案", "云顶乡到县城没有班车。请交通运输局开通一条。"),
        (
            "关于桂花苑小区物业管理问题的反映",
            "大门口的路灯坏了半年，群众意见大，特此反映，请住建局督促物业修好。",
        ),
        ("对政府工作报告的几点建议", "建议区政府把管网建设纳入民生工程。"),
    ],
)
def test_near_misses_do_not_fire(title: str, body: str) -> None:
    assert quoted(check, title, body) == []


def test_advice_offers_the_title_as_a_suggestion() -> None:
    hit = check(Draft("青石街道关于修复消火栓的请示", "有6个消火栓不出水。妥否，请批示。"))
    assert hit is not None
    assert "“关于修复消火栓的建议”" in hit.advice
    assert "删去“妥否，请批示”" in hit.advice

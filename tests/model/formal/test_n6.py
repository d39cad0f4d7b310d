import pytest

from model.draft import Draft
from model.formal.n6 import check
from tests.model.formal.quoted import quoted


@pytest.mark.parametrize(
    ("title", "body", "quotes"),
    [
        (
            "关于尽快修通东岭县境内公路的建议",
            "邻省东岭县青杠乡至省界1.9公里道路还是泥巴路。建议市交通运输局责令东岭县交通局在今年10月前硬化到位。",
            ["关于尽快修通东岭县境内公路的建议", "建议市交通运输局责令东岭县交通局在今年10月前硬化到位。"],
        ),
        (
            "请邻省化工园区停止夜间排放废气",
            "气味来自邻省石桥市的北洲化工园。建议派执法人员进园检查。",
            ["请邻省化工园区停止夜间排放废气"],
        ),
        (
            "关于断头路的建议",
            "邻省的青江县境内有8公里断头路，我县群众过去走亲戚很不方便。建议青江县尽快修通。",
            ["建议青江县尽快修通。"],
        ),
        (
            "关于整治养猪场的建议",
            "邻县的养猪场往青江里排污。请邻县生态环境局关停这家养猪场。",
            ["请邻县生态环境局关停这家养猪场。"],
        ),
        (
            "关于修复河堤的建议",
            "金盆村与青山县柳溪镇隔河相望。去年大水冲垮了对岸土堤。建议向青山县水利局下达整改通知书。",
            ["建议向青山县水利局下达整改通知书。"],
        ),
    ],
)
def test_fires(title: str, body: str, quotes: list[str]) -> None:
    assert quoted(check, title, body) == quotes


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "关于对接邻省打通断头路的建议",
            "云坪镇与邻省东岭县只隔一道山梁。建议市交通运输局发函东岭县，商定线位，联合申报项目。",
        ),
        (
            "关于利用老粮库改建县博物馆的议案",
            "邻县就是用老粮库改的县博物馆，花了2300万元。建议文旅局照此改建。",
        ),
        ("关于河道的建议", "青江上游在邻县。请邻县水利局配合，同时开闸。"),
        ("关于集市的建议", "建议邻县政府的做法在我县推广，由县市场监督管理局试行。"),
        ("关于修复宝塔路的建议", "宝塔路在祁阳市境内有3公里破损。建议祁阳市交通运输局今年修好。"),
        ("关于放开宅基地的建议", "建议农村宅基地可以买卖，城里人、外省人都可以买，停止执行有关规定。"),
        (
            "关于边界林地的建议",
            "黄茅乡和邻县石砚镇以大坪山为界。建议县委政法委同邻县政法委商定联防联调协议，要求双方每季度巡山一次。",
        ),
    ],
)
def test_near_misses_do_not_fire(title: str, body: str) -> None:
    assert quoted(check, title, body) == []


def test_the_message_quotes_without_the_full_stop() -> None:
    hit = check(Draft("关于断头路的建议", "邻省的青江县境内有8公里断头路。建议青江县尽快修通。"))
    assert hit is not None
    assert hit.message.startswith("“建议青江县尽快修通”要由青江县来办")

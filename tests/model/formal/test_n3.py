import pytest

from model.draft import Draft
from model.formal.n3 import check
from tests.model.formal.quoted import quoted


@pytest.mark.parametrize(
    ("title", "body", "quotes"),
    [
        (
            "关于取缔广场舞的建议",
            "现转来几位群众的来信：有些人天天放高音喇叭，吵得周围人睡不着。请予办理。",
            ["现转来几位群众的来信：有些人天天放高音喇叭"],
        ),
        ("转梨园小区居民来信", "小区地下管爆了11次，去年夏天停水31小时。", ["转梨园小区居民来信"]),
        (
            "关于烟叶收购的建议",
            "近日收到12位烟农的联名来信，反映评级压级，现将来信转上，请阅处。",
            ["近日收到12位烟农的联名来信，反映评级压级，现将来信转上"],
        ),
        (
            "关于整治文昌路的建议",
            "受沿线居民委托，现把问题集中反映如下：邮政局门前3个井盖下沉。",
            ["受沿线居民委托，现把问题集中反映如下"],
        ),
    ],
)
def test_fires(title: str, body: str, quotes: list[str]) -> None:
    assert quoted(check, title, body) == quotes


def test_what_a_draft_says_is_no_pattern_of_a_message() -> None:
    said = "转{words}{0}%s%d来信"
    hit = check(Draft(said, "小区地下管爆了11次，去年夏天停水31小时。"))
    assert hit
    assert said in hit.message
    assert said in hit.advice


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "关于烟叶评级的建议",
            "我收到烟农来信后到云岭乡走访了12户，有9户同批烟叶评级不同。建议烟草专卖局在收购点公示等级样品。",
        ),
        (
            "关于渣土车扰民的问题",
            "打电话反映过多次，每次回复都是“已转交有关单位处理”，车照跑。请城管局晚上十点后设卡。",
        ),
        ("关于加强信访工作的建议", "2023年全县受理群众来信来访2816件次。建议信访局把办理期限压到三十天。"),
        ("关于二医院的建议", "我受选区群众委托，把大家的意见归纳成五条：第一，请交警在医院门口划线。"),
        ("关于转变作风的建议", "建议政务局把窗口排队时间转成数字公开。"),
    ],
)
def test_near_misses_do_not_fire(title: str, body: str) -> None:
    assert quoted(check, title, body) == []

"""矛盾突出: facts count, phrases do not."""

import pytest

from api.priorities.conflict import conflict
from tests.api.priorities.told import texts, told


@pytest.mark.parametrize(
    ("body", "reason", "quotes"),
    [
        (
            "2021年以来已发生单方事故5起，死亡1人，伤7人。",
            "出过人命、有人受伤、出过事故或灾情",
            ["2021年以来已发生单方事故5起，死亡1人", "死亡1人，伤7人"],
        ),
        (
            "为抢水的事吵到镇政府五次。渡口的堤垮了一截。",
            "出过事故或灾情、有纠纷冲突",
            ["渡口的堤垮了一截", "为抢水的事吵到镇政府五次"],
        ),
        (
            "五个村的群众连续八年通过代表反映。",
            "反复投诉反映",
            ["五个村的群众连续八年通过代表反映"],
        ),
        (
            "去年报警、投诉214次，房子也开裂。",
            "有纠纷冲突、反复投诉反映、眼前有险",
            ["去年报警、投诉214次"],
        ),
        ("狮子岩上有一条裂缝。", "眼前有险", ["狮子岩上有一条裂缝"]),
    ],
)
def test_facts_are_found_with_their_words(body: str, reason: str, quotes: list[str]) -> None:
    mark = conflict(*told(body))
    assert mark.reason == reason
    assert texts(mark.quotes) == quotes


@pytest.mark.parametrize(
    "body",
    [
        "群众反映强烈，意见很大，矛盾突出，存在重大安全隐患，亟待解决。",
        "加强巡查，避免发生溺水事故，防止有人受伤。",
        "近年来没有发生伤亡事故。",
        "一旦塌方，后果不堪设想。",
        "信访局、派出所和调解委员会都在一楼，纠纷调解要跑三个窗口。",
        "7月淹死过一头牛。",
        "全县死亡人数下降两成。",
        "建议为骨折、中毒患者开通绿色通道。",
        "电池坏了的报警器要换。",
    ],
)
def test_stock_phrases_and_what_did_not_happen_count_nothing(body: str) -> None:
    mark = conflict(*told(body))
    assert mark.score == 0, mark
    assert not mark.quotes


def test_what_is_told_of_a_whole_county_counts_half() -> None:
    here = conflict(*told("这个路口发生事故41起。"))
    everywhere = conflict(*told("全县农村道路发生事故41起。"))
    assert here.score == 2 * everywhere.score > 0


def test_different_families_add_up_and_one_family_counts_once() -> None:
    once = conflict(*told("去年摔伤了两位老人。"))
    twice = conflict(*told("去年摔伤了两位老人。今年又有三个学生骨折。"))
    more = conflict(*told("去年摔伤了两位老人。居民为此打过架。"))
    assert once.score == twice.score == 0.6
    assert more.score == pytest.approx(1 - 0.4 * 0.55)

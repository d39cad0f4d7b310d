"""What the rubric's own 不成立 cases keep from being asserted."""

import time

import pytest

from model.reservations import reservations

THREE = ("铺沥青", "装路灯", "建公厕")


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        ("向省里反映，提高养老金标准", "F1"),
        ("积极争取上级资金", "F1"),
        ("争取国家专项政策支持", "F1"),
        ("在县里权限内先行试点", "F1"),
        ("分三期建设", "F2"),
        ("分批更换老旧水管", "F2"),
        ("逐年安排资金", "F2"),
        ("通过专项债解决", "F2"),
        ("由合作社自筹一半", "F2"),
        ("汛期前先围挡三处险段", "F3"),
        ("逐步拓宽村道", "F3"),
    ],
)
def test_words_that_speak_against_a_code(ask: str, code: str) -> None:
    assert code in reservations((*THREE, ask))


@pytest.mark.parametrize(
    "ask",
    [
        "把基础养老金提高到每月800元",
        "修改义务教育法",
        "县财政一次性安排42亿元修建轻轨",
        "一个月内把全县村道全部拓宽",
        "占用永久基本农田建设市场",
        "积极争取，分期推进，把轻轨修起来",
    ],
)
def test_asks_that_are_what_the_codes_mean(ask: str) -> None:
    assert reservations((*THREE, ask)) == frozenset()


@pytest.mark.parametrize(("count", "doubted"), [(0, False), (1, True), (2, True), (3, False), (5, False)])
def test_several_matters_are_doubted_where_fewer_than_three_are_asked_for(count: int, doubted: bool) -> None:
    assert ("B2" in reservations(["铺沥青"] * count)) is doubted


def test_without_asks_nothing_is_known() -> None:
    assert reservations(()) == frozenset()


@pytest.mark.parametrize("piece", ["向", "争取", "上级", "分", "县里", "申请"])
def test_a_long_ask_is_read_at_once(piece: str) -> None:
    begin = time.process_time()
    reservations([piece * (100_000 // len(piece))])
    assert time.process_time() - begin < 1

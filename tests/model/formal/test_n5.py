import time

import pytest

from model.draft import Draft
from model.formal.n5 import check
from tests.model.formal.quoted import quoted


@pytest.mark.parametrize(
    ("title", "body", "quotes"),
    [
        ("关于修路的建议", "", ["关于修路的建议"]),
        ("关于交通的建议", "希望我们的家乡越来越好。", ["希望我们的家乡越来越好"]),
        (
            "关于信访工作的建议",
            "信访部门的同志都很辛苦，这几年变化也不小，我没有什么别的意见，就是希望今后越来越好，群众越来越满意。",
            ["没有什么别的意见", "希望今后越来越好"],
        ),
        ("关于农村饮水的建议", "略", ["略"]),
        ("测试", "测试测试测试", ["测试测试测试"]),
        ("关于校园安全的建议", "关于校园安全的建议", ["关于校园安全的建议"]),
        ("关于路灯的建议", "。。。。。。", ["关于路灯的建议"]),
    ],
)
def test_fires(title: str, body: str, quotes: list[str]) -> None:
    assert quoted(check, title, body) == quotes


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("请装红绿灯", "城东小学门口没有红绿灯，请装一组。"),
        ("关于学校周边商贩的建议", "学校周边商贩卖的东西建议规范一下，加大排查力度。"),
        (
            "透析病人难",
            "肾病透析的人越来越多，路远的、没钱的、排不上号的都有，病人苦，家属更苦，请有关方面关心关心这个群体。",
        ),
        ("关于公交的建议", "希望公交车多开两趟，让老人赶场越来越方便。"),
        ("关于数字化改革的建议", "数字化是大势所趋。建议加快推进各领域数字化转型，努力走在全省前列。"),
    ],
)
def test_near_misses_do_not_fire(title: str, body: str) -> None:
    assert quoted(check, title, body) == []


def test_empty_title_and_body_have_no_words_to_quote() -> None:
    hit = check(Draft("", " \n"))
    assert hit is not None
    assert hit.quotes == ()
    assert "是空的" in hit.message


def test_stand_ins_are_recognised_in_linear_time() -> None:
    start = time.process_time()
    assert quoted(check, "关于修路的建议", "请输入" * 30 + "aaaa" * 30 + "好的吗")
    assert time.process_time() - start < 0.1

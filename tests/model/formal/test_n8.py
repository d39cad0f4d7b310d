import pytest

from model.draft import Draft
from model.formal.n8 import check
from tests.model.formal.quoted import quoted


@pytest.mark.parametrize(
    ("title", "body", "quotes"),
    [
        (
            "关于救助防疫员的建议",
            "防疫员曾某（身份证号430000196501010000，农商行卡号6230000000000000000）被牛踢断肋骨。",
            ["430＊＊＊＊＊＊＊＊＊＊＊＊＊00", "623＊＊＊＊＊＊＊＊＊＊＊＊0000"],
        ),
        (
            "关于救助的建议",
            "老人的证件是110105 19491231 002X，请民政局核实。",
            ["110＊＊＊ ＊＊＊＊＊＊＊＊ ＊＊2X"],
        ),
        (
            "关于退款的建议",
            "家长留的电话13812345678，也可拨打139-1234-5678。",
            ["138＊＊＊＊5678", "139-＊＊＊＊-5678"],
        ),
        (
            "关于救助的建议",
            "低保户家住阳光小区3栋2单元501室，湘A·12345的车主撞人后逃逸。",
            ["＊栋＊单元＊＊＊室", "湘A·＊＊＊＊5"],
        ),
        ("请联系13812345678", "请修好村口的桥。", ["138＊＊＊＊5678"]),
    ],
)
def test_fires(title: str, body: str, quotes: list[str]) -> None:
    assert quoted(check, title, body) == quotes


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("关于公布电话的建议", "请城管局在公示牌上写明12345热线和0731-88881234。"),
        (
            "关于项目资金的建议",
            "项目代码2020-430121-48-01-012345，总投资13800138000元，合同编号202305130012345678。",
        ),
        (
            "关于统一社会信用代码的建议",
            "该社统一社会信用代码91430100183812345X，2012—2016年亏损5000—10000元。",
        ),
        (
            "关于公示身份证后四位的建议",
            "公示栏只写身份证号后四位1234，其余用430＊＊＊＊＊＊＊＊＊＊＊＊＊00的形式。",
        ),
    ],
)
def test_near_misses_do_not_fire(title: str, body: str) -> None:
    assert quoted(check, title, body) == []


def test_a_plate_of_the_police_may_stay() -> None:
    assert quoted(check, "关于停车的建议", "警车湘A·1234警停在三塘村五组，渠道在人民路120号对面。") == []


def test_what_happened_in_a_flat_is_no_word_about_who_lives_there() -> None:
    assert quoted(check, "关于消防的建议", "去年冬天桂花苑5栋402室因取暖器起火，消防车进不来。") == []


def test_message_names_the_kinds_and_keeps_the_numbers_masked() -> None:
    hit = check(Draft("关于救助的建议", "曾某身份证号430000196501010000，电话13812345678。"))
    assert hit is not None
    assert "文中写有身份证号1处、手机号1处（“430＊＊＊＊＊＊＊＊＊＊＊＊＊00”）" in hit.message
    assert "430000196501010000" not in hit.message + hit.advice
    assert "13812345678" not in hit.message + hit.advice


def test_full_width_digits_are_quoted_where_they_stand() -> None:
    assert quoted(check, "关于修桥的建议", "电话１３８１２３４５６７８。") == ["１３８＊＊＊＊５６７８"]

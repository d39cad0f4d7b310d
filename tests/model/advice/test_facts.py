"""The facts found in a draft are words that stand in it."""

import pytest

from model.advice.facts import amounts, incidents, most_concrete, places, quantities, times, vague_words
from model.draft import Draft


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("石门乡双井小学三年级教室漏雨", ("石门乡", "双井小学")),
        ("大塘村2020年改的124个厕所", ("大塘村",)),
        ("建议对文昌路和芙蓉路的路灯进行维修", ("文昌路", "芙蓉路")),
        ("城关镇、城关镇和青石街道", ("城关镇", "青石街道")),
    ],
)
def test_named_places_are_found(text: str, named: tuple[str, ...]) -> None:
    assert places(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "推进农业农村现代化，改善农村人居环境",
        "部分乡镇的道路和有的学校",
        "提高村级治理水平，落实村干部待遇",
        "老旧小区、住宅小区和农贸市场",
        "让患者少跑路，打通断头路",
        "三镇两乡",
    ],
)
def test_words_that_only_look_like_places_are_not(text: str) -> None:
    assert places(text) == ()


def test_counted_things_are_found_and_years_and_money_are_not() -> None:
    assert quantities("2023年有37个厕所、2.3公里路、1200多户，花了8万元") == ("37个", "2.3公里", "1200多户")


def test_sums_of_money_are_found() -> None:
    assert amounts("约需8.5亿元，每人5000元，另加十万元") == ("8.5亿元", "5000元", "十万元")


def test_times_are_found() -> None:
    assert times("2023年8月和去年都发生过，八十年代也有") == ("2023年8月", "去年", "八十年代")


def test_an_incident_needs_a_time() -> None:
    assert incidents("去年冬天有人摔断了腿") == ("去年冬天有人摔断",)
    assert incidents("路上经常有人摔断腿") == ()


def test_a_word_that_ends_in_the_letters_of_a_vague_one_is_not_vague() -> None:
    assert vague_words("校车没有配齐应有的安全带") == ()
    assert vague_words("有的地方、部分路段") == ("有的", "部分")


def test_the_most_concrete_clause_names_a_place_or_numbers() -> None:
    draft = Draft("", "全县有23万人。石门乡双井小学有56名学生，教室漏雨。建议加强领导。")
    found = most_concrete(draft)
    assert found is not None
    assert found.text == "石门乡双井小学有56名学生"
    assert found.zone == "situation"


def test_statistics_of_the_whole_county_are_not_concrete() -> None:
    assert most_concrete(Draft("", "全县有14个乡镇、318个村。建议加强领导。")) is None

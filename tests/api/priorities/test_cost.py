"""What a draft says its matter costs."""

import pytest

from api.priorities.cost import cost, said
from tests.api.priorities.told import told


@pytest.mark.parametrize(
    ("body", "yuan", "quote"),
    [
        ("路面坏了。建议拨8万元把荒坪硬化。", 80_000, "建议拨8万元把荒坪硬化"),
        ("按混凝土衬砌测算约需310万元。", 3_100_000, "按混凝土衬砌测算约需310万元"),
        ("每村补2000元，六个村约9万元，总费用约68万元。", 680_000, "六个村约9万元，总费用约68万元"),
        ("工料概算三万二千元。", 32_000, "工料概算三万二千元"),
        ("经预算需2,400元。", 2_400, "经预算需2,400元"),
        ("预算1.5亿元。", 150_000_000, "预算1.5亿元"),
    ],
)
def test_the_largest_sum_of_the_matter_is_found(body: str, yuan: float, quote: str) -> None:
    found = cost(*told(body))
    assert found is not None
    assert (found.yuan, found.quote.text) == (yuan, quote)


@pytest.mark.parametrize(
    "body",
    [
        "去年全县财政收入8.5亿元。",
        "每盏路灯需1600元。",
        "老人被骗走6.4万元。",
        "去年投入560万元修了上段。",
        "乡贤已认捐9.6万元。",
        "单张卡不超过2000元。",
        "建议创业担保贷款给到20万元。",
        "前不久又滚下来一块大石头。",
    ],
)
def test_other_sums_are_no_cost(body: str) -> None:
    assert cost(*told(body)) is None


@pytest.mark.parametrize(
    ("yuan", "words"), [(680_000, "68 万元"), (35_500, "3.55 万元"), (2_400, "2400 元"), (1.5e8, "1.5 亿元")]
)
def test_sums_are_told_as_people_say_them(yuan: float, words: str) -> None:
    assert said(yuan) == words

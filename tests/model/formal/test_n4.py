import pytest

from model.draft import Draft
from model.formal.n4 import check
from tests.model.formal.quoted import quoted


@pytest.mark.parametrize(
    ("title", "body", "quotes"),
    [
        (
            "关于全县统一采购有机肥的建议",
            "土壤板结已是事实。我公司研发的“田旺旺”有机肥荣获金奖，建议全县种植户统一使用。",
            ["我公司研发的“田旺旺”有机肥荣获金奖", "关于全县统一采购有机肥的建议", "建议全县种植户统一使用"],
        ),
        (
            "关于推广净水剂的建议",
            "绿波生物公司研制的“碧波宝”净水剂，三天见清。建议养殖户一律购买该公司产品。",
            ["绿波生物公司研制的“碧波宝”净水剂", "建议养殖户一律购买该公司产品"],
        ),
        (
            "关于数字乡村的建议",
            "信号增强设备技术领先，现诚邀各乡镇加盟，欢迎来电洽谈。",
            ["现诚邀各乡镇加盟", "欢迎来电洽谈"],
        ),
        (
            "浅析基层治理的三个维度",
            "本文从理论框架出发，对基层治理的概念界定作一梳理。学术界对此众说纷纭。",
            ["浅析基层治理的三个维度", "本文从理论框架出发", "对基层治理的概念界定作一梳理"],
        ),
    ],
)
def test_fires(title: str, body: str, quotes: list[str]) -> None:
    assert quoted(check, title, body) == quotes


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "给县内工业企业降电价",
            "我公司从事铸造，年用电1100万度。县内像我们这样的用电大户有17家。建议供电公司开展直购电试点。",
        ),
        (
            "关于帮助制衣企业缓解用工缺口的建议",
            "我公司生产校服，拥有专利6项，今年缺工40人。建议人社局在三月办两场专场招聘会。",
        ),
        (
            "关于在坪上镇建污水处理设施的建议",
            "研究表明分散处理更省钱。建议生态环境局在6个村各建一处一体化污水处理设施，依法公开采购。",
        ),
        ("关于老年代步车管理的几点思考", "目前有低速车8600台没有牌照。建议公安局在入城口设检查点。"),
        (
            "关于擦亮金字招牌的建议",
            "“云盘红米”是我县的“金字招牌”，2019年取得商标。建议农业农村局统一使用二维码包装。",
        ),
    ],
)
def test_near_misses_do_not_fire(title: str, body: str) -> None:
    assert quoted(check, title, body) == []


def test_a_quote_is_a_whole_clause_with_inner_quotation_marks() -> None:
    hit = check(Draft("关于饮水的建议", "我公司研发的“绿源”牌净水机质量可靠、价格实惠。"))
    assert hit is not None
    assert hit.quotes[0].text == "我公司研发的“绿源”牌净水机质量可靠、价格实惠"
    assert hit.message.startswith("“我公司研发的‘绿源’牌净水机质量可靠、价格实惠”是在推介")


def test_a_clause_does_not_begin_with_the_end_of_a_quotation() -> None:
    (first, *_) = quoted(check, "关于净水的建议", "他们说：“水太浑。”我公司研发的净水机荣获金奖、质量可靠。")
    assert first == "我公司研发的净水机荣获金奖、质量可靠"

import pytest

from model.draft import Draft
from model.formal.n1 import check
from tests.model.formal.quoted import quoted


@pytest.mark.parametrize(
    ("title", "body", "quotes"),
    [
        (
            "关于教师调动的建议",
            "我女儿是乡镇聘用教师，教书已有九年。请教育局照顾她的实际困难，把她调进县城学校并解决编制。",
            ["请教育局照顾她的实际困难", "我女儿是乡镇聘用教师"],
        ),
        (
            "关于我弟弟家宅基地的建议",
            "枫坪村2021年批了十二户宅基地，请镇里把剩下的也批了。",
            ["关于我弟弟家宅基地的建议"],
        ),
        (
            "关于工程款的建议",
            "本人名下的恒建公司2021年装修云鹤酒店，完工后尚欠166万元。建议住建局出面协调，要求对方付清。",
            ["本人名下的恒建公司2021年装修云鹤酒店"],
        ),
        (
            "关于用电的建议",
            "柳洲村部有一台变压器。建议供电公司给我家鱼塘单独拉一条三相线。",
            ["建议供电公司给我家鱼塘单独拉一条三相线"],
        ),
        (
            "关于住房问题",
            "我家五口人挤在两间土砖屋里，大儿子三十了还没成家，望领导体谅。",
            ["望领导体谅", "我家五口人挤在两间土砖屋里"],
        ),
        ("关于待遇的建议", "我当村支书十九年了。我的待遇问题，请上级领导研究。", ["我的待遇问题"]),
    ],
)
def test_fires(title: str, body: str, quotes: list[str]) -> None:
    assert quoted(check, title, body) == quotes


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("关于设一站式结算窗口的建议", "我父亲住院报销跑了三趟，建议县医院设一站式结算窗口。"),
        (
            "关于解决老年人办事难的提案",
            "我母亲今年79岁，上个月为了办三件事跑了两天半。建议县医院门诊每天留30%的现场号，解决老年人挂号难。",
        ),
        ("社区是我家，管好靠大家", "燕子坪社区有1200户，垃圾桶只有6个。请城管局增设10个。"),
        (
            "乌石村要一个基站",
            "乌石村三组52户打不了电话。建议电信公司在鸡公岭建一座基站，地由我家山场无偿出。",
        ),
        (
            "关于给樟树坳村岔路口装路名牌的建议",
            "上个月我家隔壁老人心口痛，120在岔路口转了二十多分钟。请民政局装路名牌。",
        ),
        ("关于退还罚款的建议", "此前已经罚的款，请公安局全数退还本人。"),
    ],
)
def test_near_misses_do_not_fire(title: str, body: str) -> None:
    assert quoted(check, title, body) == []


def test_message_and_advice_speak_of_this_draft() -> None:
    hit = check(Draft("关于用电的建议", "建议供电公司给我家鱼塘单独拉一条三相线。"))
    assert hit is not None
    assert "给我家鱼塘单独拉一条三相线" in hit.message
    assert "给我家鱼塘单独拉一条三相线" in hit.advice

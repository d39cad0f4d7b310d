"""Asks: one per thing asked for, in the words of the draft."""

import json
import time
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.asks import MOST_ASKS
from model.content import corpus_files
from model.draft import Draft


def asked(body: str) -> list[str]:
    return [body[ask.start : ask.end] for ask in Draft("", body).asks]


GOLDEN = {
    "one sentence": (
        "盘龙村通村路三处急弯外侧是陡坎，去年翻下去一辆三轮车。建议在这三处弯道外侧装上波形护栏，总长约260米。",
        ["在这三处弯道外侧装上波形护栏，总长约260米"],
    ),
    "numbered lines under a heading": (
        "一、基本情况\n坪上村水渠塌了120米，300亩稻田断水。\n二、建议\n1.请县水利局在春耕前修复塌方段；\n"
        "2.由镇政府组织村民清淤，每年两次；\n3.资金由县级小型水利维修经费安排12万元。",
        [
            "县水利局在春耕前修复塌方段",
            "由镇政府组织村民清淤，每年两次",
            "资金由县级小型水利维修经费安排12万元",
        ],
    ),
    "numbered points in one line": (
        "桥头夜里没有灯，去年摔伤4人。为此建议：1.住建局在桥头两侧各装两盏路灯；2.公安局在桥面划人行道标线；"
        "3.城管局每天清扫一次桥面。",
        ["住建局在桥头两侧各装两盏路灯", "公安局在桥面划人行道标线", "城管局每天清扫一次桥面"],
    ),
    "一是 二是 after an addressee": (
        "我镇三个小区共用一块总表，水费高。建议供水公司：一是今年内给三个小区换装一户一表；二是换表前按居民价收费。",
        ["今年内给三个小区换装一户一表", "换表前按居民价收费"],
    ),
    "headline, then what is to be done": (
        "建议：\n一、加强统筹协调。由区住建局设一个加装电梯综合窗口，20个工作日内办结。\n"
        "二、推动公开透明。会同燃气公司公布管线迁改收费清单，贴到各社区。",
        [
            "由区住建局设一个加装电梯综合窗口，20个工作日内办结",
            "会同燃气公司公布管线迁改收费清单，贴到各社区",
        ],
    ),
    "semicolons without numbering": (
        "国道沿线三个镇没有充电站。建议发改局把三个镇纳入充电设施补点计划，每镇先建4个快充车位；"
        "供电公司配合在今年10月底前完成增容接电。",
        [
            "发改局把三个镇纳入充电设施补点计划，每镇先建4个快充车位",
            "供电公司配合在今年10月底前完成增容接电",
        ],
    ),
    "a clause that turns to another unit": (
        "校门口早晚拥堵，撞伤过学生。建议公安局在校门口安装一组手按式红绿灯，同时请教育局错开三个年级的放学时间。",
        ["公安局在校门口安装一组手按式红绿灯", "教育局错开三个年级的放学时间"],
    ),
    "situation and ask in each point": (
        "1、洪桥到县城的班车一天只有两趟，请加到四趟。2、洪桥卫生院没有救护车，请配一辆。",
        ["洪桥到县城的班车一天只有两趟，请加到四趟", "洪桥卫生院没有救护车，请配一辆"],
    ),
    "purpose before and after": (
        "为方便山里群众看病，建议县卫健局每周三派一辆巡回医疗车到上坪、黄茅两个村，切实解决群众看病难的问题。",
        ["县卫健局每周三派一辆巡回医疗车到上坪、黄茅两个村"],
    ),
    "closing left out": (
        "老车站厕所漏水半年了。请城管局在国庆节前换掉漏水的主管和6个水箱，加装通风扇一台。恳请尽快研究解决，请予重视。",
        ["城管局在国庆节前换掉漏水的主管和6个水箱，加装通风扇一台"],
    ),
    "labels 案由 理由 办法": (
        "案由：村小学没有围墙。理由：牛羊进校园，去年顶伤两名学生。办法：由教育局今年暑假砌240米围墙，装一扇铁门。",
        ["由教育局今年暑假砌240米围墙，装一扇铁门"],
    ),
    "reasons after the ask": (
        "建议县交通运输局把3路公交车延伸到安置区门口，早晚各加两班。这样老人看病、学生上学都方便。我县财力虽紧，这点钱拿得出。",
        ["县交通运输局把3路公交车延伸到安置区门口，早晚各加两班"],
    ),
    "half-width typing": (
        "建议:1.县水利局修复2.5公里渠道,灌溉3,000亩;2.县农业农村局供应抗旱稻种2吨.",
        ["县水利局修复2.5公里渠道,灌溉3,000亩", "县农业农村局供应抗旱稻种2吨"],
    ),
    "one verb for an office": (
        "村口的路坏了三年，坑多，请交通运输局修。",
        ["村口的路坏了三年，坑多，请交通运输局修"],
    ),
    "spoken": (
        "我们组还是泥巴路，想请上头给铺一下水泥，大概800米",
        ["我们组还是泥巴路，想请上头给铺一下水泥，大概800米"],
    ),
    "an open ear, then the ask": (
        "水管断了三个月。请领导体谅我们的难处，把水管接上来。",
        ["把水管接上来"],
    ),
    "an office asked to care keeps its name": (
        "请县水利局关心群众难处，把水管接上来。",
        ["县水利局关心群众难处，把水管接上来"],
    ),
    "what is to be mended stands in front": ("针对村口的桥断了，请修好。", ["针对村口的桥断了，请修好"]),
    "what is to be hardened stands two clauses before": (
        "针对石桥村三组道路坑洼，车辆难行，建议尽快硬化。",
        ["针对石桥村三组道路坑洼，车辆难行，建议尽快硬化"],
    ),
    "nothing but 为此 in front": ("桥断了。为此，建议修好桥面。", ["修好桥面"]),
    "slogans around something definite": (
        "建议提高认识，加强领导，由县交通局给村口装两盏灯。",
        ["提高认识，加强领导，由县交通局给村口装两盏灯"],
    ),
    "words of slogans that are the ask": (
        "祖屋翻建批不下来，请教育局明确政策。\n污水厂停了两年，请生态环境局督促。",
        ["祖屋翻建批不下来，请教育局明确政策", "污水厂停了两年，请生态环境局督促"],
    ),
    "no punctuation at the ends of lines": (
        "建议\n（一）修通上庄到下庄的机耕路800米\n（二）在村口安装路灯12盏\n以上建议请研究。",
        ["修通上庄到下庄的机耕路800米", "在村口安装路灯12盏"],
    ),
}


@pytest.mark.parametrize("manner", GOLDEN)
def test_golden(manner: str) -> None:
    body, expected = GOLDEN[manner]
    assert asked(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "村口的路坏了两年，晴天一身灰，雨天一身泥。",
        "村口的路坏了两年。请有关部门予以重视，尽快解决。",
        "村口的路坏了两年，恳请上级领导高度重视，早日处理为盼。",
        "村口的路坏了两年，群众多次提出建议。希望有关部门管一管。",
        "村口的路坏了两年。为此建议：",
        "希望小学在修路。孩子们请假在家。",
        "村口的路坏了两年。请修。",
        "建议：一、提高认识，加大力度。二、加强组织领导，形成齐抓共管的良好局面。",
        "建议加大宣传力度，营造良好氛围，强化监督管理，形成工作合力。",
        "建议完善体制机制，切实解决群众反映强烈的问题。",
        "希望我县明天更美好。",
        "",
    ],
)
def test_a_draft_that_asks_for_nothing_definite_gives_none(body: str) -> None:
    assert asked(body) == []


def test_no_more_than_a_dozen() -> None:
    lines = "\n".join(f"{number}.请县交通局修第{number}组的通组公路2公里。" for number in range(1, 31))
    assert len(asked(f"建议：\n{lines}")) == MOST_ASKS


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "建议：",
                    "\n",
                    "1.",
                    "请县教育局修缮校舍",
                    "，同时请县财政局安排资金",
                    "，确保安全",
                    "；",
                    "。",
                ]
            ),
            st.text(max_size=8),
        ),
        max_size=25,
    ).map("".join)
)
def test_asks_are_stretches_of_the_body_in_order(body: str) -> None:
    last = 0
    for ask in Draft("", body).asks:
        assert last <= ask.start < ask.end <= len(body)
        assert body[ask.start : ask.end].strip()
        assert "\n" not in body[ask.start : ask.end]
        last = ask.end


@pytest.mark.parametrize(
    "unit",
    [
        "建议",
        "建议：请，",
        "请县交通局修路，",
        "请县局，同时请",
        "1.建议修路；",
        "为，",
        "想请",
        "请关心，",
        "为此，对此，",
        "加强领导机制",
    ],
)
def test_a_hundred_thousand_characters_stay_fast(unit: str) -> None:
    draft = Draft("", unit * (100_000 // len(unit)))
    begin = time.process_time()
    assert len(draft.asks) <= MOST_ASKS
    assert time.process_time() - begin < 4


class Agreement(NamedTuple):
    precision: float
    recall: float


def characters(text: str) -> set[str]:
    return {character for character in text if character.isalnum()}


def matches(gold: list[str], found: list[str]) -> int:
    """Pair gold items with asks, best first, each once.

    The gold items are short paraphrases, so a pair matches when the ask holds at least half of the item's
    different characters; between equals the shorter ask is taken.
    """
    pairs = sorted(
        (
            (len(characters(item) & characters(ask)) / len(characters(item)), -len(ask), at, where)
            for at, item in enumerate(gold)
            for where, ask in enumerate(found)
        ),
        reverse=True,
    )
    items, taken = set[int](), set[int]()
    for share, _, at, where in pairs:
        if share >= 0.5 and at not in items and where not in taken:
            items.add(at)
            taken.add(where)
    return len(items)


def agreement(numbers: range, *, without: frozenset[str]) -> Agreement:
    matched = golds = found = 0
    for path in corpus_files("drafts"):
        if int(path.stem.split("-")[1]) not in numbers:
            continue
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if without.isdisjoint(row["reasons"]):
                gold, ours = [item["text"] for item in row["items"]], asked(row["body"])
                matched, golds, found = matched + matches(gold, ours), golds + len(gold), found + len(ours)
    return Agreement(matched / found, matched / golds)


def test_agreement_with_the_corpus() -> None:
    """Rules were chosen on files 1 to 8; 9 to 13 were only measured: 0.74 and 0.79 when written.

    Drafts whose asks are none (V2) or slogans the gold merges into one item (V3) are left out here.
    """
    chosen = agreement(range(1, 9), without=frozenset({"V2", "V3"}))
    held_back = agreement(range(9, 14), without=frozenset({"V2", "V3"}))
    assert chosen.precision > 0.76
    assert chosen.recall > 0.73
    assert held_back.precision > 0.70
    assert held_back.recall > 0.75


def test_agreement_with_the_whole_corpus() -> None:
    """With V2 and V3 included: 0.64 and 0.77 on files 9 to 13 when written."""
    held_back = agreement(range(9, 14), without=frozenset())
    assert held_back.precision > 0.60
    assert held_back.recall > 0.73

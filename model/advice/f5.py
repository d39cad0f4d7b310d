"""F5 条件不具备: the missing precondition, and another way to the same end."""

import re
from dataclasses import dataclass

from model.advice.advice import Advice
from model.advice.facts import clauses, distinct
from model.advice.wording import address, quoted, topic
from model.canonical import canonical
from model.draft import Draft, Quote
from model.shown import shown
from model.unit_list import UnitList


@dataclass(frozen=True, slots=True)
class _Condition:
    """What a kind of project cannot do without.

    Attributes:
        words: what shows the kind in a quote or the title.
        needs: the preconditions.
        instead: another way to the same end.
    """

    words: re.Pattern[str]
    needs: str
    instead: str


_CONDITIONS = tuple(
    _Condition(re.compile(words), needs, instead)
    for words, needs, instead in (
        (
            "三甲|三级(?:甲等|综合|医院)|综合医院|专科医院",
            "服务人口、医师、技术和设备",
            "改提医联体派医生坐诊、远程会诊、急救转运",
        ),
        (
            "滑雪|冰雪|雪场|雪道",
            "降雪天数、气温、水源和客源",
            "改提适合当地气候和资源的旅游项目，如步道、露营点",
        ),
        (
            "供暖|锅炉|地暖|暖气",
            "居住密度、能源供应和运行费用",
            "改提先给学校、卫生院、敬老院装分散式取暖设备",
        ),
        ("养老院|敬老院|养老床位", "老人的人数、护理人员和入住意愿", "改提在村部设照料点、上门送餐送医"),
        ("停车位|停车场|垂直式", "路面宽度、场地和消防通道", "改提利用附近单位的院落错时停车、限时停放"),
        (
            "幼儿园|小学|中学|学位",
            "学龄人口、师资和场地",
            "改提在现有学校（园）增班、改造，或接送到邻近学校（园）",
        ),
        (
            "污水处理|垃圾焚烧|焚烧|处置中心|危废|填埋场",
            "处理量、住户集中的程度和地形",
            "改提就近的小型设施、转运，或与邻近地方合用",
        ),
        ("增雨|下[^，。；]{0,4}雨|降雨|人造雨", "天气条件和技术水平", "改提增设作业点，同时修蓄水池、抗旱井"),
        (
            "家庭医生|全科医生|医师|护士",
            "医生和护士的人数",
            "改提先为高龄、慢病、行动不便的人签约，写明上门次数",
        ),
        (
            "古镇|商业街|客房|游客|景区|度假|酒店|会展",
            "资源、交通和客源",
            "改提规模与客源相称的项目，如修缮几处老屋、办几家民宿",
        ),
        (
            "机场|航班|航空|(?<!水上)(?<!客运)(?<!货运)航线|起降坪",
            "净空、地形、航空需求和客源",
            "改提到最近机场的直通班车、城市候机点",
        ),
        (
            "码头|客船|水上巴士|游艇|航运|水运|港|航道|通航|游轮",
            "通航的水系、水深和货源",
            "改提公路货运站、到最近港口的接驳运输",
        ),
        ("地铁|轻轨|高铁|磁悬浮|铁路|缆车|索道", "客流、线位和沿线人口", "改提公交专线、到最近车站的接驳车"),
        (
            "手术|移植|搭桥|重症|脑机|医院",
            "服务人口、医师、技术和设备",
            "改提医联体派医生坐诊、远程会诊、急救转运",
        ),
        (
            "大学|本科|博士|硕士|专业|学院|高中",
            "师资、生源和办学条件",
            "改提联合办学、增设一两个专业或实训室",
        ),
        ("天然气|燃气|管道", "居住密度、用气户数和管线距离", "改提液化气代送点、电炊具补助"),
        (
            "预报|零损失|零伤亡|零险情|准确率|百分之百|100%|零事故|零发案",
            "现有的技术水平，任何地方都还不能保证做到",
            "改提能做到的一步，如增设监测站、把预警传到每个组",
        ),
        (
            "无人驾驶|人工智能|超算|芯片|机器人|全息|区块链|量子|卫星|5G",
            "成熟的技术、运维人员和使用需求",
            "改提用现成的设备先解决一处的问题",
        ),
        (
            "换成|换种|移栽|种植|引种|热带|椰|荔枝|咖啡|橡胶|樟|榕|水稻|茶",
            "当地的气候、土壤和水源",
            "改提先由农技（林业）部门小面积试种，再定品种",
        ),
        (
            "温泉|海洋|沙滩|瀑布|古城|影视城|迪士尼|主题公园|乐园|赛事|奥运|演唱会|博览会|论坛",
            "资源、交通和客源",
            "改提规模与客源相称的项目，如露天健身场、乡村民宿",
        ),
        (
            "公交|班车|每\\d{1,2}分钟|每[一二三四五六七八九十]{1,3}分钟",
            "客流和道路通行条件",
            "改提预约班车、赶集日加班车",
        ),
        (
            "发电|风电|光伏|水电|核电|地热",
            "资源条件、接入电网的能力和用地",
            "改提先做资源评估和接入方案，在现有屋顶上小规模试用",
        ),
        ("引水|调水|水库|喷泉|水系|人工湖", "水源、地形和水量", "改提先做水源论证，或从现有水源就近引水"),
        (
            "大厅|中心|场馆|体育馆|图书馆|剧院|商场|综合体|市场",
            "服务人口和使用需求",
            "改提利用闲置房屋设一个小型点，或流动服务",
        ),
        (
            "园区|产业园|基地|总部|工厂|制造|物流港",
            "产业基础、交通、用地和市场",
            "改提先引进一两家企业，或依托现有园区",
        ),
    )
)
_UNKNOWN = _Condition(
    re.compile(""), "相应的人口、客源、地形或技术条件", "缩小规模，或改用就近服务、流动服务"
)
_PROJECT = re.compile("建成?|设|开通|打造|引进|升格|创办|种|换成|做到|实行|配|铺|开发|通航|起降|接待|覆盖")
_CIRCUMSTANCE = re.compile(
    "常住|只有|仅|不足|(?<!有)没有|最近的|海拔|降雪|气温|散住|散居|距离?[^，。；]{0,8}公里"
    "|人口\\d|不通|不到|全村\\d|全乡\\d|全镇\\d|荒坡|干涸|断流|水深|露底|枯水"
)


def advise(
    draft: Draft,
    quotes: tuple[Quote, ...],
    unit: str,
    sure: bool,
    units: UnitList,  # noqa: ARG001 — as every adviser
) -> Advice:
    """See :func:`model.advice.advise`."""
    projects = tuple(quote for quote in quotes if not _tells_how_things_stand(draft, quote))
    condition = _condition(draft, projects)
    project = shown(projects[0].text if projects else topic(draft) or quotes[0].text, 40)
    circumstances = _circumstances(draft, quotes)
    if circumstances:
        told = f"，而文中写的是{''.join(shown(text, 30) for text in circumstances)}"
    elif any(_CIRCUMSTANCE.search(canonical(quote.text)) for quote in quotes):
        told = "，从文中所写的看还不具备"
    else:
        told = "，文中没有看到这方面的论证"
    return Advice(
        f"{project}要办成，离不开{condition.needs}{told}。"
        if sure
        else f"{project}要办成，可能离不开{condition.needs}{told}，请核对一下条件够不够。",
        f"有论证的，请写明{condition.needs}的实际情况、由谁论证过；条件确实不够的，"
        f"请换个办法达到同一目的：{condition.instead}。"
        f"可写成：“{address(draft, unit)}先就{condition.needs}作一次论证，____月底前答复；"
        f"论证之前，先____（能马上办的一步）”。",
    )


def _is_circumstance(text: str) -> bool:
    return bool(_CIRCUMSTANCE.search(text)) and not _PROJECT.search(text)


def _tells_how_things_stand(draft: Draft, quote: Quote) -> bool:
    if quote.part == "title":
        return False
    around = (sentence for sentence in draft.sentences if sentence.start <= quote.start < sentence.end)
    text = canonical(quote.text)
    return _is_circumstance(text) or (
        any(sentence.zone == "situation" for sentence in around) and not _PROJECT.search(text)
    )


def _circumstances(draft: Draft, quotes: tuple[Quote, ...]) -> tuple[str, ...]:
    """Up to two passages in which the draft itself tells how things stand, the quoted ones first."""
    of_quotes = (canonical(quote.text) for quote in quotes if _tells_how_things_stand(draft, quote))
    told = (
        clause.text
        for clause in clauses(draft)
        if clause.zone == "situation" and any(char.isdigit() for char in clause.text)
    )
    words = quoted(quotes)
    return distinct((*of_quotes, *(text for text in told if _is_circumstance(text) and text not in words)))[
        :2
    ]


def _condition(draft: Draft, quotes: tuple[Quote, ...]) -> _Condition:
    for text in (*(canonical(quote.text) for quote in quotes), draft.canonical_title):
        for condition in _CONDITIONS:
            if condition.words.search(text):
                return condition
    return _UNKNOWN

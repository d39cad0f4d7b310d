"""What a draft states, found by its wording: places, numbers, times, incidents.

Everything here reads canonical text, returns words that stand in it, and takes time linear in its length:
patterns are bounded, so a text without punctuation costs no more than any other. Recall is not the aim;
a word shown to the deputy as a place must be one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import rjieba

from model.draft import Draft
from model.sentences import Zone

_PLACE_STEM = (
    r"[^\W\d_a-zA-Z在到至从的对把将请给让由是有为以全个条些某各每该本我这那其您他她它们"
    r"了着过也都就还被比跟同而且但并若如等及与或未没不很无去能会共约近因所又已则]"
)
_PLACE_KIND = re.compile(
    "(?:街道|社区|小区|花园|水库|小学|中学|幼儿园|卫生院|医院|市场|大桥|广场|公园|车站|水厂|敬老院|镇|乡|村|路|街|巷|河|渠|桥)$"
)
_PLACE_END = re.compile("[道区园库学院场桥站厂镇乡村路街巷河渠]")
"""The characters in which the kinds of places end; most clauses have none."""
_PLACE = re.compile(_PLACE_STEM + "{2,6}?" + _PLACE_KIND.pattern[:-1])
_STRETCH = re.compile("[^，。；：！？、（）“”《》… \n]+")
_NOUN_TAGS = "nz"
_BREAK_TAGS = "vcpdrum"
_NOT_A_NAME = frozenset(
    [
        "建议",
        "目前",
        "规范",
        "整治",
        "指导",
        "申报",
        "利用",
        "结果",
        "协调",
        "县",
        "市",
        "区",
        "省",
        "里",
        "地方",
        "规划",
        "消防",
        "方式",
        "沿线",
        "月份",
        "整段",
        "邻县",
        "外县",
        "县里",
        "县内",
        "省里",
    ]
)
_GENERIC = re.compile(
    "农村|乡村|城乡|乡镇|城镇|山村|部分|老旧|山区|全[县市省区]|县城|城区|市区|中心|偏远"
    "|边远|附近|周边|[通进入出]村|许多|所有|行政|自然|贫困|城郊|城市"
    "|一些|有的|有些|个别|主要|主干|断头|高速|快速|绕城|农贸|集贸|综合|公立|民办|公办"
    "|寄宿|九年|中小|普通|高级|初级|民族|文化|体育|健身|停车|生态|美丽"
    "|示范|模范|试点|重点|特色|旅游|交通|道路|公路|国道|省道|乡道|村道|县道|铁路|马路"
    "|思路|线路|套路|出路|水路|水泥|沥青|混凝土|泥巴|砂石|石板路|砖头|机耕|硬化"
    "|网络|销路|商业|步行|专业|批发|消费|劳动力|人才|就业|金融|资本|电力|国内|国际|国外"
    "|外省|股票|债券|资本|三甲|三乙|铺桥|牲口|移民|撤并|住宅|安置|租房|经济适用|物业|封闭|开放"
    "|群众|居民|人民|政府|村民|村级|学生|老人|企业|单位|部门|领导|干部|本地|外地|各地"
    "|辖区|产业|发展|振兴|基层|义务|村组|户户|小型|大型|老百姓|开发商|业主"
    "|返乡|儿童|环形|悬索|人行|跨江|病险|回头|湿地|口袋|市民|集成|建材|早教|医疗器械|客运"
    "|信用|先进|传统|品牌|农产品|产品市场|食品|器具|带泥|药店|机关"
    "|新建|两座|风情|聚居|庄稼|手机|地质|压实|自来|上街|上路|母亲|护城|背街|校门|医院门口"
    "|石拱|钢结构|斜拉|进场|灌溉|鱼米|满街|田块|沟渠|土渠|水渠|明渠|暗渠|街道社区|整段|市级|古镇|小镇"
)
_GENERIC_STEM = re.compile(
    "(?:[公马铁道思出网销线套水走外内环一两三四五六七八短架便火吊浮危]|站前|车站|学校|城中|卫生|旁)$|^(?:修|设|先|离|距|爱)"
)
_MEASURES = (
    "平方米|平方公里|立方米|公里|千米|里路|米|亩|户|名|岁|间|盏|座|口|栋|幢|棵|株|头|台|辆|艘|张|所"
    "|吨|斤|床|趟|起"
)
_NUMERAL = re.compile(r"[\d二两三四五六七八九十百千万]")
_QUANTITY = re.compile(
    rf"(?:\d[\d,.]{{0,11}}[多余来]?[万亿]?(?:{_MEASURES}|人|处|个|条|家|次|班|件|宗|根|块|扇|套|部|度|只)"
    rf"|[二两三四五六七八九十百千万]{{1,8}}[多余来]?(?:{_MEASURES}))"
)
_MONEY = re.compile(
    r"(?:\d[\d,.]{0,11}|[一二两三四五六七八九十百千]{1,8})[多余几来]?(?:万|亿|千万|百万)?(?:元|块钱|块)"
)
_TIME = re.compile(
    r"(?:19|20)\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月(?:\d{1,2}日)?"
    r"|(?:去年|前年|今年|上个?月|本月|昨天|上周)(?:[一二三四五六七八九十\d]{1,2}月)?"
    r"|[一二三四五六七八九]十年代"
)
_INCIDENT = re.compile(
    r"(?:去年|前年|今年|上个?月|[\d年月日前])[^。！？；\n]{0,30}?"
    r"(?:事故|撞[了伤死倒断坏翻]|摔[了伤死倒断]|翻[了车下到]|淹[了没死]|烧[了毁伤死]|烫伤|触电|砸[了伤死坏]|压[死伤]"
    r"|溺[水亡]|起火|塌方|垮塌|坍塌|断水|停电|被困|中毒|跌倒|受灾)"
)
_VAGUE = re.compile(
    "(?<![应所固现没原特拥独仅])有的|有些|一些|部分|个别|某些|某个|若干|少数|不少|许多"
    "|很多|多条|多处|几个|一定程度|大多|多数|往往|时有发生|普遍|不同程度|各种|有关|相关"
)
_ANY_NUMBER = re.compile(
    rf"\d|[一二两三四五六七八九十]{{1,4}}[多余来]?(?:{_MEASURES}|人|处|个|条|家|次|万|亿)"
)
_ANY_TIME = re.compile(
    r"\d{1,4}[年月日天点时]|今年|去年|前年|上个?月|本月|昨天|上周|汛期|春节|寒假|暑假|夏天|冬天|[早晚]上|[早晚]高峰|年代"
)
_ANY_INCIDENT = re.compile("例如|比如|事故|事件|[摔撞烫砸淹烧淋压]|受伤|死亡|[吃喝]坏|曾|发生|险些|差点")
_ANY_GROUP = re.compile(
    "老人|老年人|学生|儿童|孩子|青少年|婴幼儿|妇女|残疾人|患者|病人|教师|老师|医生|村医|护士|农户|农民工|务工人员"
    "|贫困户|脱贫户|困难户|低保户|种植户|养殖户|商户|摊贩|骑手|司机|业主|住户|租户|退役军人|老兵|党员|村干部|游客|移民|企业|门店"
)
_CLAUSE = re.compile("[^，；。！？：\n]+")
_WHOLE = re.compile(
    "[全我](?:[县市区省国镇乡]|社会|人类)|总面积|总人口|常住人口|生产总值|GDP|产值|增长"
    "|百分|%|走访|调研|座谈|万人|亿|试点|先后|年均|平均"
    "|辖|任务|目标|讲话|精神|纲要|力争|达到|以上|新增|引进|培育|打造|境内|共有|大小|全部"
    "|一律|所有|各类|各个|方面|一起|一并|一体|同步|统筹|、[^、]{1,12}、[^、]{1,12}、|每个"
    "|各建|各级|全球|世界|国内|中国|如下|现将|来信"
)
_SHORTEST = 8
_CONCRETE = 2
_READ = 20_000
"""Code points in which facts are looked for; the longest draft of the corpus has a tenth of that."""


class Clause(NamedTuple):
    """The words between two marks of punctuation.

    Attributes:
        text: canonical, without blanks at the ends.
        zone: of the sentence it belongs to.
    """

    text: str
    zone: Zone


def clauses(draft: Draft) -> Iterator[Clause]:
    """Yield the clauses of the body in order, headings left out."""
    for sentence in draft.sentences:
        if sentence.start < _READ and sentence.zone != "heading":
            for match in _CLAUSE.finditer(sentence.text):
                if text := match.group().strip():
                    yield Clause(text, sentence.zone)


def most_concrete(draft: Draft) -> Clause | None:
    """Return the clause that says most exactly where, who or how many; ``None`` when none is concrete.

    Words about the whole county or the whole year are statistics, not a matter that can be narrowed to.
    """
    best, most = None, 0
    for clause in clauses(draft):
        if len(clause.text) < _SHORTEST:
            continue
        exact = 2 * len(places(clause.text)) + len(quantities(clause.text))
        if exact >= _CONCRETE and exact > most and not _WHOLE.search(clause.text):
            best, most = clause, exact
    return best


def places(text: str) -> tuple[str, ...]:
    """Return the named places (village, road, school …) in the order of the text, each once.

    A pattern alone cannot see where a Chinese name begins, so a name must also begin with a noun and end
    where a word ends by the segmentation of jieba.
    """
    return distinct(_places(text))


def _places(text: str) -> Iterator[str]:
    # Neither a name nor a word reaches across a mark of punctuation; what lies between two is read by itself.
    for stretch in _STRETCH.findall(text[:_READ]):
        if _PLACE_END.search(stretch) and (matches := list(_PLACE.finditer(stretch))):
            yield from _named(stretch, matches)


def _named(text: str, matches: Iterable[re.Match[str]]) -> Iterator[str]:
    starts, breaks, ends, offset = [], [], set(), 0
    for word, tag in rjieba.tag(text):
        if tag[0] in _BREAK_TAGS or word in _NOT_A_NAME:
            breaks.append(offset)
        elif tag[0] in _NOUN_TAGS or (tag == "a" and len(word) == 1):
            starts.append(offset)
        offset += len(word)
        ends.add(offset)
    for match in matches:
        start, end = match.span()
        inner = breaks[bisect_left(breaks, start) : bisect_left(breaks, end - 1)]
        first = bisect_left(starts, inner[-1] if inner else start)
        if (
            first < len(starts)
            and starts[first] < end
            and end in ends
            and _names_a_place(name := text[starts[first] : end])
        ):
            yield name


def first_place(*texts: str) -> str:
    """Return the first named place of the first text that has one; empty where none has."""
    return next((name for text in texts for name in _places(text)), "")


def _names_a_place(name: str) -> bool:
    stem = _PLACE_KIND.sub("", name)
    return len(stem) > 1 and not _GENERIC_STEM.search(stem) and not _GENERIC.search(name)


def quantities(text: str) -> tuple[str, ...]:
    """Return the counted things such as ``37户`` or ``2.3公里``; years and money are not among them."""
    if not _NUMERAL.search(text):
        return ()
    return distinct(match.group() for match in _QUANTITY.finditer(text[:_READ]))


def amounts(text: str) -> tuple[str, ...]:
    """Return the sums of money such as ``8.5亿元``."""
    return distinct(match.group() for match in _MONEY.finditer(text[:_READ]))


def times(text: str) -> tuple[str, ...]:
    """Return the times named in the text, such as ``2023年8月`` or ``去年``."""
    return distinct(match.group() for match in _TIME.finditer(text[:_READ]))


def incidents(text: str) -> tuple[str, ...]:
    """Return the stretches that tell of something that happened at a stated time."""
    return distinct(match.group() for match in _INCIDENT.finditer(text[:_READ]))


def vague_words(text: str) -> tuple[str, ...]:
    """Return the words that stand in for a name or a number, such as ``有的`` or ``部分``."""
    return distinct(match.group() for match in _VAGUE.finditer(text[:_READ]))


def may_name_a_place(text: str) -> bool:
    """Tell whether anything could be a named place; only where nothing is may a place be called missing."""
    return any(not _GENERIC.search(match.group()) for match in _PLACE.finditer(text[:_READ]))


def may_count(text: str) -> bool:
    """Tell whether anything could be a number; times do not count."""
    return bool(_ANY_NUMBER.search(_TIME.sub("", text[:_READ])))


def may_name_a_time(text: str) -> bool:
    """Tell whether anything could be a stated time."""
    return bool(_ANY_TIME.search(text[:_READ]))


def may_tell_an_incident(text: str) -> bool:
    """Tell whether anything could be an event that happened."""
    return bool(_ANY_INCIDENT.search(text[:_READ]))


def may_name_a_group(text: str) -> bool:
    """Tell whether any group of people or firms is named."""
    return bool(_ANY_GROUP.search(text[:_READ]))


def distinct(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words in order, each once."""
    return tuple(dict.fromkeys(words))

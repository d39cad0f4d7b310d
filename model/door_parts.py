"""The parts that a door is written in: 3栋, 2单元, 501室, 五组, 12号附3号, 3-2-501."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

Kind = Literal["house", "building", "unit", "floor", "row", "room", "group", "lane", "dashed", "bare"]

DIGIT, LATIN, NUMERAL = "0-9０-９", "A-Za-zＡ-Ｚａ-ｚ", "一二三四五六七八九十百千零〇○两壹贰叁肆伍陆柒捌玖拾"
IN_A_DOOR = frozenset(
    "0123456789０１２３４５６７８９甲乙丙丁一二三四五六七八九十百千零〇○两壹贰叁肆伍陆柒捌玖拾"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒ"
    "ｓｔｕｖｗｘｙｚ"
)
"""Characters of a door that are masked; the words between them stay."""

BLANK = r"[ \t\xa0\u3000]{0,2}"
DASHES = "‐‑‒–—―－−-"
_SLASHES = "/／"
MEASURE = (
    rf"[{DIGIT}{LATIN}%％㎡]|{BLANK}[{DASHES}][{DIGIT}]|[.．][{DIGIT}]"
    rf"|{BLANK}(?![万项米年][某老大小阿伯叔姨婶嫂爷婆奶哥姐女先师])(?:[余多]?(?:年|平|米|万|元"
    rf"|人|套|间|个|千|公|吨|亩|处|名|家(?![里中庭人])|盏|台|部|立方|层|栋"
    r"|张(?=[床桌课椅病票卡照图纸表证嘴])|块|辆|位|株|棵|根|盆|桶|只|次|项|条|号|幢|座|单元|户"
    r"|毫米|厘米|路(?!灯)|线|组|村|倍|岁|分贝|分钟|点|轴|楼|级|型|度|届|期|班|次|天|日|月|小时"
    r"|分钟|亿)|多)"
)
"""What shows that a number counts something else."""
HOUSEHOLDS = rf"{BLANK}[居群人住村业家型]|都|均|共|全|[,，]?共"
"""What shows that 户 before it counts households."""
_SUFFIXES: dict[Kind, str] = {
    "building": (
        rf"号楼栋?|号栋|楼栋|栋楼?|幢楼?|座(?<![{NUMERAL}]座)|号大?院|号[公住][寓宅]楼?"
        rf"|[#＃][楼栋幢]?|舍|塔楼?"
    ),
    "unit": "单元|门栋|号门|梯|门",
    "room": rf"室(?!{BLANK}[{DIGIT}一二两三]{{1,2}}{BLANK}[厅卫])|号室|号房间?"
    "|房(?<![一二两三四五六]房)(?![屋产改东款顶价租子型源管地])",
    "house": rf"号(?:{BLANK}[附之]{BLANK}(?:[{DIGIT}]{{1,3}}|[{NUMERAL}]{{1,3}})号?)?(?:[前后]楼|后院)?",
    "group": "(?:村民)?小组|村民组|组|生产队|队|社(?![会区保团交])|连(?![续接队])",
    "lane": "弄|[横支]?巷",
    "row": "排",
    "floor": "[楼层](?:[前后东西]?(?:厢房?|客堂|统间|亭子间|阁楼?))?",
}
# Each search begins with one class of characters, which the engine skips to.
_BEHIND_A_NUMBER = re.compile(
    rf"[号室栋幢座单组队弄巷楼层房门村小生#＃舍塔梯排社连横支](?:(?<=[{DIGIT}{LATIN}{NUMERAL}甲乙丙丁].)"
    rf"|(?<=[{DIGIT}{LATIN}{NUMERAL}甲乙丙丁][ \t\xa0\u3000].)|(?<=[{DIGIT}{LATIN}][ \t\xa0\u3000]{{2}}.))"
)
_SUFFIX = re.compile("|".join(f"(?P<{kind}>{suffix})" for kind, suffix in _SUFFIXES.items()))
_NUMBER = re.compile(
    rf"(?:[{LATIN}甲乙丙丁]?[{DIGIT}]{{1,4}}(?:[{LATIN}]|[之附][{DIGIT}]{{1,2}})?"
    rf"|[{LATIN}]{{1,2}}|[{NUMERAL}]{{1,7}}|[甲乙丙丁]){BLANK}$"
)
_LONGEST_NUMBER = 9
_GOES_ON = (IN_A_DOOR - frozenset(NUMERAL + "甲乙丙丁")) | frozenset(".．")
_DASHED_END = (
    rf"(?![{DIGIT}{LATIN}年月日{_SLASHES}{DASHES}]|[.．][{DIGIT}])(?:室|号房间?|号(?![楼院栋线])"
    rf"|户(?!{HOUSEHOLDS}))?(?!{MEASURE})"
)
_DASHED = re.compile(
    rf"[{DIGIT}{LATIN}](?<![{DIGIT}{LATIN}.．{_SLASHES}{DASHES}].)[{DIGIT}]{{0,2}}[{LATIN}]?"
    rf"(?:{BLANK}[{DASHES}]{BLANK}[{DIGIT}]{{1,2}}){{0,3}}{BLANK}[{DASHES}]{BLANK}[{DIGIT}]{{1,4}}[{LATIN}]?{_DASHED_END}"
    rf"|[{DIGIT}](?<![{DIGIT}{LATIN}.．{_SLASHES}{DASHES}].)[{DIGIT}]{{0,2}}"
    rf"(?:[{_SLASHES}][{DIGIT}]{{1,2}}){{1,2}}[{_SLASHES}][{DIGIT}]{{3,4}}{_DASHED_END}"
)
_BARE = re.compile(
    rf"[{DIGIT}{LATIN}](?:(?<=[苑府庭邸阁轩].)"
    "|(?<=(?:公寓|宿舍|小区|花园|家园|租屋|租房|建房|大厦|国际|半岛|华城|新城|名城).))"
    rf"[{DIGIT}]{{2,4}}[{LATIN}]?(?!{MEASURE})"
    rf"|[{DIGIT}](?:(?<=门牌.)|(?<=门牌号.)|(?<=门牌号码.)|(?<=门牌[为是：:].)"
    rf"|(?<=门牌号[为是：:].))[{DIGIT}]{{0,3}}(?!{MEASURE})"
)
HOUSING = (
    "(?:[东西南北中前后左右老新]?[院楼区]|[东西南北中]单元|(?:公寓|宿舍|住宅|居民|单元|筒子|家属"
    "|职工|教师)[院楼区]?|大院|院内|平房)"
)
"""What a building with homes is called that stands between two parts: 12号筒子楼3楼5室."""
_BETWEEN = re.compile(
    rf"{BLANK}[)）]?(?:[·_|｜{_SLASHES}{DASHES}]|附|之|内|的|负|地下|门牌号?码?[为是：:]?|{HOUSING})?{BLANK}"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A number with what it counts, such as 3栋, or numbers with dashes between them.

    Attributes:
        kind: what is counted.
        start: first code point.
        end: one past the last.
    """

    kind: Kind
    start: int
    end: int


def chains(text: str) -> Iterator[list[Part]]:
    """Yield the parts that follow one another with nothing but the name of a building between them."""
    chain: list[Part] = []
    for part in _parts(text):
        if chain and part.start < chain[-1].end:
            continue
        if chain and not _BETWEEN.fullmatch(text, chain[-1].end, part.start):
            yield chain
            chain = []
        chain.append(part)
    if chain:
        yield chain


def _parts(text: str) -> Sequence[Part]:
    """Return what is counted and what has dashes, in order; what begins first stands first."""
    plain = [Part("dashed", match.start(), match.end()) for match in _DASHED.finditer(text)]
    plain += (Part("bare", match.start(), match.end()) for match in _BARE.finditer(text))
    counted = [*_counted(text)]
    return sorted([*counted, *plain], key=attrgetter("start")) if plain else counted


def _counted(text: str) -> Iterator[Part]:
    for behind in _BEHIND_A_NUMBER.finditer(text):
        suffix = _SUFFIX.match(text, behind.start())
        first = max(0, behind.start() - _LONGEST_NUMBER)
        number = suffix and _NUMBER.search(text, first, behind.start())
        if suffix and number and not _continues(text, number.start()):
            kind: Kind = suffix.lastgroup  # type: ignore[assignment]
            to_a_room = suffix[0] == "门" and behind.start() - number.start() > 2
            yield Part("room" if to_a_room else kind, number.start(), suffix.end())


def _continues(text: str, start: int) -> bool:
    """Whether a number goes on from the character before it, or is that of a day (3月12号)."""
    before = text[start - 1] if start else ""
    return before == "月" or (before in _GOES_ON and text[start] in _GOES_ON)

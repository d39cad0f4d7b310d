"""The parts that a door is written in: 3栋, 2单元, 501室, 五组, 12号附3号, 3-2-501."""

import re
from collections.abc import Iterator
from heapq import merge
from operator import attrgetter
from typing import Literal, NamedTuple

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
DASHES = "‐‑‒–—―－−﹣-"
SLASHES = "/／·・~～"
MEASURE = (
    rf"[{DIGIT}{LATIN}%％㎡]|{BLANK}[{DASHES}][{DIGIT}]|[.．][{DIGIT}]"
    rf"|{BLANK}(?![万项米年][某老大小阿伯叔姨婶嫂爷婆奶哥姐女先师])(?:[余多]?(?:年|平|米|万|元"
    rf"|人|套|间|个|千|公|吨|亩|处|名|家(?![里中庭人])|盏|台|部|立方|层|栋"
    r"|张(?=[床桌课椅病票卡照图纸表证嘴])|块|辆|位|株|棵|根|盆|桶|只|次|项|条|号|幢|座|单元|户"
    r"|毫米|厘米|路(?!灯)|线|组|村|倍|岁|分贝|分钟|点|轴|楼|级|型|度|届|期|班|次|天|日|月|小时"
    r"|分钟|亿)|多)"
)
"""What shows that a number counts something else."""
HOUSEHOLDS = rf"{BLANK}[居群人住村业家型农低五贫困特脱]|都|均|共|全|[,，]?共"
"""What shows that 户 before it counts households."""
INNER = "(?:[前后东西]?(?:厢房?|客堂|统间|亭子间|阁楼?)|[前后]楼|后院)"
"""What a room of an old house is called."""
_SUFFIXES: dict[Kind, str] = {
    "building": (
        rf"号楼栋?|号栋|号别墅|楼栋|栋楼?|幢楼?|座(?<![{NUMERAL}]座)|号大?院|号(?:公寓|住宅|宿舍|家属|塔)楼?"
        rf"|[#＃][楼栋幢门]?|舍|塔楼?"
    ),
    "unit": "单元|门[栋洞]|号门|梯|楼道(?!路)|门(?![面店口前诊卫岗禁])",
    "room": rf"室(?!{BLANK}[{DIGIT}一二两三]{{1,2}}{BLANK}[厅卫])|号室|号房间?(?![屋产东主子客])"
    "|房(?<![一二两三四五六]房)(?![屋产改东款顶价租子型源管地东主子客])",
    "house": (rf"号(?:{BLANK}[附之甲乙丙丁]{BLANK}(?:[{DIGIT}]{{1,3}}|[{NUMERAL}]{{1,3}})号?)?{INNER}?|别墅"),
    "group": (
        "(?:村民)?小组|村民组|组|生产队|队|社(?![会区保团交])|连(?![续接队])|委(?![员会托内办])"
        "|(?:作业|工)区|分场"
    ),
    "lane": "支?弄|[横支]?巷|区|街?坊",
    "row": "排",
    "floor": f"[楼层]{INNER}?",
}
# Each search begins with one class of characters, which the engine skips to.
_BEHIND_A_NUMBER = re.compile(
    rf"[号室栋幢座单组队弄巷楼层房门村小生#＃舍塔梯排社连横支区分街坊作工委别](?:(?<=[{DIGIT}{LATIN}{NUMERAL}甲乙丙丁顶底].)"
    rf"|(?<=[{DIGIT}{LATIN}{NUMERAL}甲乙丙丁][ \t\xa0\u3000].)|(?<=[{DIGIT}{LATIN}][ \t\xa0\u3000]{{2}}.))"
)
_SUFFIX = re.compile("|".join(f"(?P<{kind}>{suffix})" for kind, suffix in _SUFFIXES.items()))
_NUMBER = re.compile(
    rf"(?:[{LATIN}甲乙丙丁]?[{DIGIT}]{{1,4}}(?:[{LATIN}]|[之附][{DIGIT}]{{1,2}})?"
    rf"|[{LATIN}]{{1,2}}|[{NUMERAL}]{{1,7}}|[甲乙丙丁]|[顶底]){BLANK}$"
)
_LONGEST_NUMBER = 9
_IN_A_NUMBER = IN_A_DOOR | frozenset("顶底之附 \t\xa0\u3000")
_GOES_ON = (IN_A_DOOR - frozenset(NUMERAL + "甲乙丙丁")) | frozenset(".．")
_DASHED_END = (
    rf"(?![{DIGIT}{LATIN}年月日{SLASHES}{DASHES}]|[.．][{DIGIT}])(?:室|号房间?|号(?![楼院栋线])"
    rf"|户(?!{HOUSEHOLDS}))?(?!{MEASURE})"
)
_DASHED = re.compile(
    rf"[{DIGIT}{LATIN}](?<![{DIGIT}{LATIN}.．{SLASHES}{DASHES}].)[{DIGIT}]{{0,2}}[{LATIN}]?"
    rf"(?:{BLANK}[{DASHES}]{BLANK}[{DIGIT}]{{1,2}}){{0,3}}{BLANK}[{DASHES}]{BLANK}[{DIGIT}]{{1,4}}[{LATIN}]?{_DASHED_END}"
    rf"|[{DIGIT}](?<![{DIGIT}{LATIN}.．{SLASHES}{DASHES}].)[{DIGIT}]{{0,2}}"
    rf"(?:[{SLASHES}][{DIGIT}]{{1,2}}){{1,2}}[{SLASHES}][{DIGIT}]{{3,4}}{_DASHED_END}"
)
SIDE = "[东西南北中前后左右正偏旁里外老新顶底]"
"""What tells one part of a building from another."""
_ESTATES = "苑府庭邸阁轩寓舍区园屋房厦际岛城墅郡湾村庄厝邨座畔"
_BARE = re.compile(
    rf"[{_ESTATES}楼栋幢院元牌号第](?:(?:(?<=[{_ESTATES}])|(?<={SIDE}[楼栋幢院])|(?<={SIDE}单元))"
    rf"(?P<flat>[{DIGIT}]{{3,4}}|(?:[{LATIN}][{DIGIT}]{{2,3}}|[{DIGIT}]{{1,4}}[{LATIN}])(?![一-龥](?<![的业住户])))"
    rf"|(?:(?<=门牌)|(?<=房号))号?码?[为是：:]?(?P<plate>[{DIGIT}]{{1,4}})"
    rf"|(?<=[头面边口尾起侧旁数屋房东西南北]第)(?P<place>[{DIGIT}{NUMERAL}]{{1,2}}[家户间](?!{HOUSEHOLDS})))(?![{DIGIT}]|{MEASURE})"
)
"""What follows the name of an estate or the word 门牌, and a home told by where it stands: 村东头第三家."""
HOUSING = (
    rf"(?:{SIDE}{{1,2}}(?:单元|[院楼层区门户侧边头梯栋座幢屋房间])|[院楼区]|(?:公寓|宿舍|住宅|居民|单元|筒子"
    "|家属|职工|教师)[院楼区]?|大院|院[内里]|平房|阁楼|复式|跃层|地下室?|别墅)"
)
"""What a building with homes, or a part of one, is called where no number tells it: 12号筒子楼3楼5室."""
JOINT = (
    rf"{BLANK}[（(【“]?[)）】”]?(?:[_|｜.．:：{SLASHES}{DASHES}]|[附之内里的负第]|门牌号?码?[为是：:]?"
    rf"|{HOUSING})?{BLANK}[（(【“第]?"
)
"""What may stand between two parts of a door."""
_BETWEEN = re.compile(JOINT)
_COMMAS = frozenset("，,、")


class Part(NamedTuple):
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
        if chain and not _go_together(text, chain[-1], part):
            yield chain
            chain = []
        chain.append(part)
    if chain:
        yield chain


def _go_together(text: str, one: Part, other: Part) -> bool:
    """Whether a part follows another; a comma stands only before what lies within the other."""
    if one.end == other.start or _BETWEEN.fullmatch(text, one.end, other.start):
        return True
    within = other.kind in {"unit", "room"} and one.kind in {"building", "unit"}
    return within and text[one.end : other.start] in _COMMAS


def _parts(text: str) -> Iterator[Part]:
    """Yield what is counted and what has dashes, in order; what begins first stands first.

    All three come in order. They are never held at once, which would keep the garbage collector busy.
    """
    dashed = (Part("dashed", match.start(), match.end()) for match in _DASHED.finditer(text))
    bare = (Part("bare", match.start(match.lastgroup or 0), match.end()) for match in _BARE.finditer(text))
    return merge(_counted(text), dashed, bare, key=attrgetter("start"))


def _counted(text: str) -> Iterator[Part]:
    for behind in _BEHIND_A_NUMBER.finditer(text):
        at = behind.start()
        suffix = _SUFFIX.match(text, at)
        number = suffix and _NUMBER.search(text, _begin(text, at), at)
        if not suffix or not number:
            continue
        start = number.start()
        if not _continues(text, start):
            kind: Kind = suffix.lastgroup  # type: ignore[assignment]
            to_a_room = kind == "unit" and at - start > 2 and suffix[0] == "门"
            yield Part("room" if to_a_room else kind, start, suffix.end())


def _begin(text: str, end: int) -> int:
    """Return from where a number that ends at ``end`` is worth searching; each place tried costs as much."""
    start = end
    while start and end - start < _LONGEST_NUMBER and text[start - 1] in _IN_A_NUMBER:
        start -= 1
    return start


def _continues(text: str, start: int) -> bool:
    """Whether a number goes on from the character before it, or is that of a day (3月12号)."""
    before = text[start - 1] if start else ""
    return before == "月" or (before in _GOES_ON and text[start] in _GOES_ON)

"""The door of somebody's home: 阳光小区3栋2单元501室, 三塘村五组12号, 家住人民路120号.

An address points at one household, and so at a person, when it leads to a door:

- a room behind a building, a unit or the number of a house (3栋501, 2单元501室, 小区3-2-501);
- a number within a group of a village (三塘村五组12号);
- the number of a house in a street or a village, where the words before it say that somebody lives there
  (家住, 住址, 户籍所在地).

Where a building, a group or a public place ends the address (12栋楼, 阳光小区门口, 三塘村五组的渠道,
人民路120号), it tells where something is to be done, and is none. Rooms of offices, schools and hospitals are
none either, nor are numbers of things that stand along a road or in a group (五组12号机井).

Only the numbers are the identifier: what is left when they are masked, 阳光小区＊栋＊单元＊＊＊室, is as much
as published judgments of courts tell.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from model.homes import (
    Stretch,
    ends_in_a_street,
    ends_in_an_estate,
    is_of_an_office,
    stands_in_a_village,
    stretches,
)
from model.identifier import Identifier

Part = Literal["house", "building", "unit", "floor", "room", "group", "lane"]

_DIGIT, _LATIN, _NUMERAL = "0-9０-９", "A-Za-zＡ-Ｚａ-ｚ", "一二三四五六七八九十百零〇○两"
IN_A_DOOR = frozenset(
    "0123456789０１２３４５６７８９甲乙丙丁一二三四五六七八九十百零〇○两"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ"
)
"""Characters of a door that are masked; the words between them stay."""

_BLANK = r"[ \t\xa0\u3000]?"
_DASHES = "‐‑‒–—―－−-"
_DASH = f"[{_DASHES}]"
_SUFFIXES: dict[Part, str] = {
    "building": "号楼栋?|号栋|楼栋|栋楼?|幢楼?|座|号院|[#＃][楼栋幢]?",
    "unit": f"单元|门栋|门(?={_BLANK}[{_DIGIT}]{{3,4}})",
    "room": f"室(?!{_BLANK}[{_DIGIT}一二两三]{{1,2}}{_BLANK}[厅卫])|号室|号房间?"
    "|房(?![屋产改东款顶价租子型源管地])",
    "house": "号",
    "group": "(?:村民)?小组|村民组|组|生产队|队",
    "lane": "弄|巷",
    "floor": "楼|层",
}
# Each search begins with one class of characters, which the engine skips to.
_BEHIND_A_NUMBER = re.compile(
    rf"[号室栋幢座单组队弄巷楼层房门村小生#＃](?:(?<=[{_DIGIT}{_LATIN}{_NUMERAL}甲乙丙丁].)"
    rf"|(?<=[{_DIGIT}{_LATIN}{_NUMERAL}甲乙丙丁][ \t\xa0\u3000].))"
)
_SUFFIX = re.compile("|".join(f"(?P<{part}>{suffix})" for part, suffix in _SUFFIXES.items()))
_NUMBER = re.compile(
    rf"(?:[{_LATIN}]?[{_DIGIT}]{{1,4}}[{_LATIN}]?|[{_LATIN}]|[{_NUMERAL}]{{1,5}}|[甲乙丙丁]){_BLANK}$"
)
_LONGEST_NUMBER = 7
_GOES_ON = re.compile(rf"[{_DIGIT}{_LATIN}.．]")
_BETWEEN = re.compile(rf"{_BLANK}(?:{_DASH}|附|之|内|的)?{_BLANK}")
_ROOM_NUMBER = re.compile(
    rf"{_BLANK}{_DASH}?{_BLANK}(?:[{_DIGIT}]{{1,2}}{_BLANK}{_DASH}{_BLANK})?"
    rf"(?P<number>[{_LATIN}]?[{_DIGIT}]{{3,4}}[{_LATIN}]?|[一二三四五六七八九][零〇○一][一二三四五六七八九])"
    rf"(?![{_DIGIT}{_LATIN}%％㎡]|[.．][{_DIGIT}]|{_BLANK}(?:[余多]?(?:年|平|米|万|元|人|套|间|个|千|公|吨|亩|处|名|家|盏|台|部|立方|层|栋"
    r"|张|块|辆|位|株|棵|根|盆|桶|只|次|项|条|号|幢|座|单元|户|毫米|厘米|天|日|月|小时|分钟|亿)|[余多]))"
)
_HOUSEHOLD = re.compile(rf"{_BLANK}[{_DIGIT}]{{3,4}}户(?!{_BLANK}[居群人住村业家]|都|均|共|全|[,，]?共)")
_FURTHER = re.compile(rf"(?:{_BLANK}[、,，和及与/]{_BLANK}[{_DIGIT}]{{3,4}}{_BLANK}(?:室|号房|房|户)){{1,6}}")
_DASHED = re.compile(
    rf"[{_DIGIT}](?<![{_DIGIT}{_LATIN}.．{_DASHES}].)[{_DIGIT}]{{0,2}}[#＃栋幢]?{_BLANK}{_DASH}{_BLANK}"
    rf"(?:[{_DIGIT}]{{1,2}}{_BLANK}{_DASH}{_BLANK}[{_DIGIT}]{{3,4}}(?:室|号房|号|户)?|[{_DIGIT}]{{3,4}}(?:室|号房))"
    rf"(?![{_DIGIT}{_LATIN}.．年月日{_DASHES}])"
)
_THINGS = (
    "(?:渠|井|塔|亭|碑|厕|支架|水表|电表|桥|闸|杆|台区|变压器|配变|泵|灯|线|地块|坝|塘|棚|池|涵|墩|堤|矿|厂|门面|公路"
    "|点位|沟|水库|机组|站|文件|通知|令|楼|院|库|管|箱|柜|窑|林地|林场|田块|农田|稻田|旱地|口|标段|洞|隧道|码头|泊位|摊位|铺|商"
    "|路|街|巷|电梯|圈舍|岗|探头|监控|公告|提案|议案|图斑|氹|垄|宗地|工程|项目|选手|桩)"
    "|附近|旁|对面|周边|周围|一带|门口|以[东南西北]|至|到|[—–~～-]"
)
_THING = re.compile(rf"(?:(?![家的])[\u4e00-\u9fff]){{0,2}}?(?:{_THINGS})")
_THING_AT_ONCE = re.compile(_THINGS)
_GROUP_BEFORE = re.compile(r"(?:组|队|屋场|院子)$")


@dataclass(frozen=True, slots=True)
class _Place:
    """A number with what it counts, such as 3栋."""

    part: Part
    start: int
    end: int


def find_doors(text: str) -> list[Identifier]:
    """Find the doors of homes, in time linear in the text; they come in order and do not overlap."""
    places = [*_places(text)]
    dashed = [match.span() for match in _DASHED.finditer(text)]
    if not places and not dashed:
        return []
    lived_in = stretches(text)
    spans = [*_houses(text, places, lived_in), *_dashed(text, dashed, lived_in)]
    for chain in _chains(text, places):
        spans += _doors(text, chain, lived_in)
    doors: list[Identifier] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not doors or start >= doors[-1].end:
            doors.append(Identifier("address", start, end))
    return doors


def _places(text: str) -> Iterator[_Place]:
    for behind in _BEHIND_A_NUMBER.finditer(text):
        suffix = _SUFFIX.match(text, behind.start())
        if suffix:
            first = max(0, behind.start() - _LONGEST_NUMBER)
            number = _NUMBER.search(text[first : behind.start()])
            start = first + number.start() if number else 0
            if number and not (start and _GOES_ON.match(text, start) and _GOES_ON.match(text, start - 1)):
                yield _Place(suffix.lastgroup, start, suffix.end())  # type: ignore[arg-type]


def _chains(text: str, places: Sequence[_Place]) -> Iterator[list[_Place]]:
    """Yield the places that follow one another without words between them, together."""
    chain: list[_Place] = []
    for place in places:
        if chain and not _BETWEEN.fullmatch(text, chain[-1].end, place.start):
            yield chain
            chain = []
        chain.append(place)
    if chain:
        yield chain


def _doors(text: str, chain: Sequence[_Place], lived_in: Sequence[Stretch]) -> Iterator[tuple[int, int]]:
    """Yield where a chain leads to a door."""
    first = 0
    for number, place in enumerate(chain):
        before = chain[number - 1].part if number > first else None
        end = _end(text, place, before, last=number + 1 == len(chain))
        if end is None:
            continue
        start = chain[first].start
        if _is_home(text, start, end, before, place, lived_in):
            yield start, end
        first = number + 1


def _end(text: str, place: _Place, before: Part | None, *, last: bool) -> int | None:
    """Return where the door ends to which a place leads; ``None`` where it leads to none."""
    if place.part == "room":
        further = _FURTHER.match(text, place.end)
        return further.end() if further else place.end
    if place.part == "house":
        in_a_group = before == "group" or (
            before is None and _GROUP_BEFORE.search(text, place.start - 2, place.start)
        )
        if in_a_group or before in {"building", "unit", "lane"}:
            return place.end
    behind = (
        place.part in {"building", "unit"}
        or (place.part == "floor" and before in {"building", "unit"})
        or (place.part == "house" and before in {None, "lane"})
    )
    if last and behind:
        household = _HOUSEHOLD.match(text, place.end) if place.part == "unit" else None
        number = household or _ROOM_NUMBER.match(text, place.end)
        further = _FURTHER.match(text, number.end()) if number else None
        return further.end() if further else number and number.end()
    return None


def _is_home(  # noqa: PLR0913, PLR0917 - the door and what stands around it
    text: str, start: int, end: int, before: Part | None, place: _Place, lived_in: Sequence[Stretch]
) -> bool:
    numbered = place.part == "house" and end == place.end
    if _lived_in(lived_in, start):
        return not (numbered and _THING_AT_ONCE.match(text, end))
    if numbered and _THING.match(text, end):
        return False
    if numbered and before not in {"building", "unit"}:
        return before != "lane" and stands_in_a_village(text, start)
    if place.part == "house" and before is None and not ends_in_a_street(text, start):
        return False
    if place.part == "room" and before in {None, "floor"} and not ends_in_an_estate(text, start):
        return False
    return not is_of_an_office(text, start, end)


def _houses(text: str, places: Sequence[_Place], lived_in: Sequence[Stretch]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of houses of which the words before say that somebody lives there."""
    starts = [place.start for place in places]
    for stretch in lived_in:
        own = places[bisect_left(starts, stretch.start) : bisect_right(starts, stretch.end)]
        for place in own:
            if (
                place.part == "house"
                and place.end <= stretch.end
                and not _THING_AT_ONCE.match(text, place.end)
            ):
                yield place.start, place.end


def _dashed(
    text: str, spans: Sequence[tuple[int, int]], lived_in: Sequence[Stretch]
) -> Iterator[tuple[int, int]]:
    """Yield doors of dashes alone: 3-2-501 behind the name of an estate."""
    for start, end in spans:
        in_an_estate = ends_in_an_estate(text, start) and not is_of_an_office(text, start, end)
        if _lived_in(lived_in, start) or in_an_estate:
            yield start, end


def _lived_in(lived_in: Sequence[Stretch], start: int) -> bool:
    place = bisect_right(lived_in, start, key=lambda stretch: stretch.start) - 1
    return place >= 0 and start < lived_in[place].end

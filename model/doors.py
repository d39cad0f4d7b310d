"""The door of somebody's home: 阳光小区3栋2单元501室, 三塘村五组12号, 家住人民路120号.

An address points at one household, and so at a person, when it leads to a door:

- a room behind a building, a unit or the number of a house (3栋501, 2单元501室, 小区3-2-501);
- a number within a group of a village (三塘村五组12号);
- the number of a house in a street or a village (人民路120号, 柳树湾6号), or what may be a door and may be
  none (3栋5, 2单元6楼, 村西尾第三家), where the words around it say that somebody lives there
  (:mod:`model.homes`, :mod:`model.residents`).

Where a building, a group or a public place ends the address (12栋楼, 阳光小区门口, 三塘村五组的渠道,
人民路120号), it tells where something is to be done, and is none. Neither is the number of an estate in its
street (人民路120号阳光花园). Rooms of offices, shops, schools and hospitals are none
either, nor are numbers of things that stand along a road or in a group (五组12号机井).

Only the numbers are the identifier: what is left when they are masked, 阳光小区＊栋＊单元＊＊＊室, is as much
as published judgments of courts tell.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain
from sys import maxsize
from typing import Literal, NamedTuple

from model.door_parts import (
    BLANK,
    DASHES,
    DIGIT,
    HOUSEHOLDS,
    IN_A_DOOR,
    JOINT,
    LATIN,
    MEASURE,
    NUMERAL,
    SIDE,
    SLASHES,
    Kind,
    Part,
    chains,
)
from model.homes import (
    Stretch,
    ends_in_a_place,
    ends_in_a_street,
    ends_in_an_estate,
    is_a_thing,
    is_a_workplace,
    is_of_an_estate,
    is_of_an_office,
    is_used_by_an_office,
    leads_to_a_thing,
    stands_in_a_village,
    stretches,
)
from model.identifier import Identifier
from model.residents import is_behind_a_name, is_followed_by_a_name, is_of_a_resident

__all__ = ["IN_A_DOOR", "find_doors"]

Strength = Literal["flat", "room", "grouped", "numbered", "estate", "vague"]
"""What an address tells by itself, from a flat to what only may be a door:

a room in a part of a building that only houses with homes have (单元); a room in a building; a number in a
group of a village; the number of a house; a room if what stands before it is an estate; what is a door only
where the words around it say that somebody lives there.
"""

_ROOM_NUMBER = re.compile(
    rf"{JOINT}(?:[{DIGIT}]{{1,4}}{BLANK}[{DASHES}]{BLANK})?"
    rf"(?:[{LATIN}]?[{DIGIT}]{{3,4}}[{LATIN}]?|[{DIGIT}]{{1,2}}[{LATIN}]|[{LATIN}][{DIGIT}]{{1,2}}"
    rf"|[一二三四五六七八九][一二三四五六七八九零〇○]{{2,3}}(?![{NUMERAL}多余]))(?!{MEASURE})"
)
_HOUSEHOLD = re.compile(
    rf"{BLANK}(?:(?<=单元)[{DIGIT}]{{3,4}}户|(?:[{DIGIT}]{{4}}|[{DIGIT}]0[1-9])户(?=[一-龥]))"
    rf"(?!{HOUSEHOLDS}|[没无未要需已因停缺签])"
)
_ONE_HOUSEHOLD = re.compile(
    rf"{BLANK}(?:第?[{DIGIT}]{{1,3}}户|第[{DIGIT}{NUMERAL}]{{1,3}}[户家间]|[{DIGIT}]{{1,3}}间(?![一-龥]))"
    rf"(?!{HOUSEHOLDS})"
)
_FURTHER = re.compile(rf"(?:{BLANK}[、,，和及与/]{BLANK}[{DIGIT}]{{3,4}}{BLANK}(?:室|号房|房|户)){{1,6}}")
_SIDE = re.compile(
    rf"{BLANK}(?:{SIDE}{{1,2}}[边首]?(?:户|手|室|门|屋|厢房?|间)|[东西南北左右](?=[的家]|[^一-龥]|$))"
)
_SMALL_NUMBER = re.compile(
    rf"{BLANK}[{DASHES}]?{BLANK}[{DIGIT}]{{1,2}}(?!{MEASURE}|{BLANK}[、至到和{DASHES}])"
)
_SPELLED = re.compile(f"[{NUMERAL}]+号")
_IN_ALL = "共有约计"
_GROUPS = ("组", "队", "屋场", "院子")
_DASH = re.compile(f"[{SLASHES}{DASHES}]")


class _Door(NamedTuple):
    start: int
    end: int
    strength: Strength


def find_doors(text: str) -> list[Identifier]:
    """Find the doors of homes, in time linear in the text; they come in order and do not overlap."""
    doors = (door for parts in chains(text) for door in _doors(text, parts))
    first = next(doors, None)
    if first is None:
        return []
    lived_in = stretches(text)
    return [
        Identifier("address", door.start, door.end)
        for door in chain((first,), doors)
        if _is_home(text, door, lived_in)
    ]


def _doors(text: str, parts: Sequence[Part]) -> Iterator[_Door]:
    """Yield where parts in a chain lead to a door; what goes on behind one begins anew."""
    start, house = parts[0].start, None
    kinds: set[Kind] = set()
    for part in parts:
        start = start if kinds else part.start
        door = _door(text, start, part, kinds, last=part is parts[-1])
        kinds.add(part.kind)
        if door:
            yield door._replace(strength="flat") if door.strength == "room" and "unit" in kinds else door
            kinds, house = set(), None
        elif part.kind == "house":
            strength = _of_a_house(text, start, part, kinds)
            house = _Door(start, part.end, strength) if strength else None
    if house:
        yield house


def _door(text: str, start: int, part: Part, kinds: set[Kind], *, last: bool) -> _Door | None:
    """Return the door to which a part leads behind parts of some kinds; ``None`` where it leads to none."""
    built = kinds and kinds & {"building", "unit"}
    if part.kind == "room":
        behind = kinds & {"building", "unit", "house", "lane"}
        return _Door(start, _with_further(text, part.end), "room" if behind else "estate")
    if part.kind == "bare":
        return _Door(start, part.end, "room" if built else "vague")
    if part.kind == "dashed":
        dashes = _of_dashes(text, start, part, kinds)
        return _Door(start, part.end, dashes) if dashes else None
    if built and part.kind == "house":
        return _Door(start, part.end, "room")
    return _at_the_end(text, start, part, kinds) if last else None


def _of_a_house(text: str, start: int, house: Part, kinds: set[Kind]) -> Strength | None:
    """Return what the number of a house tells: behind rows and lanes, it is a room's where many live."""
    if "group" in kinds or ((not kinds or kinds == {"house"}) and text.endswith(_GROUPS, 0, house.start)):
        return "grouped"
    if kinds and kinds & {"row", "lane"} and ends_in_an_estate(text, start):
        return "room"
    spelled = text[start] in NUMERAL and _SPELLED.match(text, start, house.end)
    in_a_place = ends_in_a_street if spelled else ends_in_a_place
    return "numbered" if in_a_place(text, start) or (kinds and in_a_place(text, house.start)) else None


def _of_dashes(text: str, start: int, part: Part, kinds: set[Kind]) -> Strength | None:
    """Return what numbers with dashes tell: 3-2-501 and 3-501 a room, 3-5号 a house, 3-5 nothing."""
    numbers = _DASH.split(text[part.start : part.end])
    to_a_room = len(numbers[-1].strip("室房户号间 ")) > 2
    if text[part.end - 1] == "号" and len(numbers) == 2:
        return _of_a_house(text, start, part, kinds)
    if kinds & {"building", "unit"}:
        return "room"
    if ends_in_a_street(text, part.start):
        if len(numbers) > 3 or "house" in kinds:
            return "room"
        return "estate" if to_a_room or len(numbers) > 2 else "vague"
    return "vague" if to_a_room and (len(numbers) > 2 or ends_in_a_place(text, part.start)) else None


def _at_the_end(text: str, start: int, part: Part, kinds: set[Kind]) -> _Door | None:
    """Return the door to which the last part leads, with the number that may stand behind it."""
    in_a_house = part.kind == "house"  # most are, and what follows on others does not on them
    household = None if in_a_house else _household(text, start, part)
    if household or part.kind in {"group", "row"} or (part.kind == "lane" and not kinds):
        return household
    number = _ROOM_NUMBER.match(text, part.end)
    if number:
        strength = _of_a_number(text, start, kinds | {part.kind})
        return _Door(start, _with_further(text, number.end()), strength)
    return None if in_a_house and not kinds else _without_a_number(text, start, part, kinds)


def _household(text: str, start: int, part: Part) -> _Door | None:
    """Return the door of a household that is numbered, not counted: 2单元501户, and perhaps 12栋3户.

    Behind the number of a house none is.
    """
    if part.kind in {"building", "unit"} and (found := _HOUSEHOLD.match(text, part.end)):
        return _Door(start, found.end(), "room")
    found = None if part.kind == "lane" else _ONE_HOUSEHOLD.match(text, part.end)
    if found is None or text[max(0, start - 1)] in _IN_ALL:
        return None
    return _Door(start, found.end(), "vague")


def _of_a_number(text: str, start: int, kinds: set[Kind]) -> Strength:
    """Return what a number of three or four digits tells behind parts of some kinds."""
    in_a_house = bool(kinds & {"house", "lane"}) and ends_in_a_street(text, start)
    if in_a_house or kinds & {"building", "unit"}:
        return "room"
    return "estate" if kinds == {"floor"} else "vague"


def _without_a_number(text: str, start: int, part: Part, kinds: set[Kind]) -> _Door | None:
    built = (kinds | {part.kind}) & {"building", "unit"}
    side = _SIDE.match(text, part.end) if built or part.kind == "floor" else None
    if side:
        strength: Strength = "vague" if part.kind == "building" else "room" if built else "estate"
        return _Door(start, side.end(), strength)
    if part.kind == "floor" and kinds & {"house", "unit"}:
        in_a_house = _of_a_house(text, start, part, kinds) if "house" in kinds else "vague"
        return _Door(start, part.end, in_a_house) if in_a_house else None
    small = part.kind not in {"floor", "house"} and built and _SMALL_NUMBER.match(text, part.end)
    return _Door(start, small.end(), "vague") if small else None


def _with_further(text: str, end: int) -> int:
    further = _FURTHER.match(text, end)
    return further.end() if further else end


def _is_home(text: str, door: _Door, lived_in: Sequence[Stretch]) -> bool:
    start, end, strength = door.start, door.end, door.strength
    if strength == "numbered":
        return _is_house_of_somebody(text, door, lived_in)
    in_an_estate = strength != "estate" or ends_in_an_estate(text, start)
    if in_an_estate and is_of_a_resident(text, end):
        return True
    if is_used_by_an_office(text, end) or (text[end - 1] == "号" and is_a_thing(text, end)):
        return False
    if _lived_in(lived_in, start):
        return True
    if strength == "vague":
        return is_followed_by_a_name(text, end) and not is_of_an_office(text, start)
    return in_an_estate and _is_home_by_itself(text, door)


def _is_home_by_itself(text: str, door: _Door) -> bool:
    """Whether an address is of a home even where no word around it says that somebody lives there."""
    start, end = door.start, door.end
    numbered = text[end - 1] == "号"
    if door.strength == "grouped":
        placed = ends_in_a_street(text, start) or stands_in_a_village(text, start)
        led = placed and numbered and leads_to_a_thing(text, end)
        return (placed and not led) or _is_of_somebody(text, start, end)
    if numbered and leads_to_a_thing(text, end):
        return False
    return not (is_a_workplace if door.strength == "flat" else is_of_an_office)(text, start)


def _is_house_of_somebody(text: str, door: _Door, lived_in: Sequence[Stretch]) -> bool:
    """Whether the words around the number of a house say that somebody lives there."""
    start, end = door.start, door.end
    lived = _lived_in(lived_in, start) or is_of_a_resident(text, end)
    if not lived and not _is_of_somebody(text, start, end):
        return False
    if is_a_thing(text, end) or is_used_by_an_office(text, end) or is_of_an_estate(text, end):
        return False
    return lived or not (is_of_an_office(text, start) or leads_to_a_thing(text, end))


def _is_of_somebody(text: str, start: int, end: int) -> bool:
    return is_followed_by_a_name(text, end) or is_behind_a_name(text, start)


def _lived_in(lived_in: Sequence[Stretch], start: int) -> bool:
    place = bisect_right(lived_in, (start, maxsize)) - 1 if lived_in else -1
    return place >= 0 and start < lived_in[place].end

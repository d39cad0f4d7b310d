"""From the rows of a file to a list of units that may be used, or all that is wrong with them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from api.batch.rows import Origin
from api.units.days import day_of
from api.units.own import FormerName, OwnList, OwnUnit
from api.units.written import Problem, Written
from model.canonical import canonical

MOST = 400
"""Units of a list: each costs training and every review its time."""
LONGEST_NAME = 60
LONGEST_DUTIES = 4_000

_BETWEEN = re.compile("[、，,；;／/|\n]+")
_ONE_OF_BOTH = "请改正其中一行"


@dataclass(slots=True)
class _Read:
    """What was found in the rows so far.

    Attributes:
        units: by name.
        places: where each of them stands.
        called: who is called so, for each name and alias.
        former: names of former days with where they stand.
        problems: what is wrong.
    """

    units: dict[str, OwnUnit] = field(default_factory=dict)
    places: dict[str, Origin] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)
    former: list[tuple[Origin, FormerName]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, place: Origin, problem: str, remedy: str) -> None:
        self.problems.append(Problem(place, problem, remedy))


def checked(rows: Iterable[Written | Problem]) -> tuple[OwnList, tuple[Problem, ...]]:
    """Return the list that the rows make, and what is wrong with them, in the order of the rows.

    A unit has one row, with its duties; further rows with its name and no duties, or the same, name it of
    former days.
    """
    read = _Read()
    later: list[Written] = []
    for row in rows:
        if isinstance(row, Problem):
            read.problems.append(row)
        elif _is_unit(row, read):
            _take_unit(row, read)
        if isinstance(row, Written) and row.former:
            later.append(row)
    _tell_names_apart(read)
    for row in later:
        _take_former(row, read)
    read.problems += _overlapping(read)
    if len(read.units) > MOST:
        place = next(iter(read.places.values()))
        read.wrong(
            Origin(place.file), f"有 {len(read.units)} 个单位，最多 {MOST} 个", "请只留会承办建议的单位"
        )
    own = OwnList(tuple(read.units.values()), tuple(dict.fromkeys(former for _, former in read.former)))
    return own, tuple(sorted(read.problems, key=lambda each: (each.place.sheet, each.place.row)))


def _is_unit(row: Written, read: _Read) -> bool:
    """Whether a row says who a unit is, and not only what it was called."""
    if not row.former:
        return True
    known = read.units.get(_plain(row.name))
    return bool(row.duties) and not (known and known.duties == _one_line(row.duties))


def _take_unit(row: Written, read: _Read) -> None:
    name, duties = _plain(row.name), _one_line(row.duties)
    aliases = tuple(
        dict.fromkeys(
            alias for part in _BETWEEN.split(row.aliases) if (alias := _plain(part)) and alias != name
        )
    )
    if not name:
        read.wrong(row.place, "没有写名称", "请补上单位的名称，或删去这一行")
        return
    if name in read.units:
        read.wrong(row.place, f"“{name}”前面已经有了（第 {read.places[name].row} 行）", "请合并成一行")
        return
    if too_long := [each for each in (name, *aliases) if len(each) > LONGEST_NAME]:
        read.wrong(
            row.place, f"“{too_long[0][:12]}…”超过 {LONGEST_NAME} 个字", "请只写名称；别名之间用顿号隔开"
        )
    if not any(map(str.isalnum, duties)):
        read.wrong(row.place, f"“{name}”没有写职责", "请写上它管什么，各项之间用逗号隔开")
    elif len(duties) > LONGEST_DUTIES:
        read.wrong(
            row.place, f"“{name}”的职责有 {len(duties)} 个字，最多 {LONGEST_DUTIES} 个", "请只写主要的"
        )
    read.units[name] = OwnUnit(name, aliases, duties)
    read.places[name] = row.place


def _tell_names_apart(read: _Read) -> None:
    """Note who is called what; a name that two units share tells nobody apart."""
    read.called |= {name: name for name in read.units}
    for unit in read.units.values():
        for alias in unit.aliases:
            other = read.called.setdefault(alias, unit.name)
            if other != unit.name:
                whose = "的名称" if other == alias else f"（第 {read.places[other].row} 行“{other}”）的别名"
                problem = f"“{unit.name}”的别名“{alias}”也是另一个单位{whose}"
                read.wrong(read.places[unit.name], problem, "一个名称只能指一个单位，" + _ONE_OF_BOTH)


def _take_former(row: Written, read: _Read) -> None:
    """Take the names of former days of a row; several may stand in one cell, with the same dates."""
    written = _plain(row.name)
    if not written:
        if not _is_unit(row, read):
            read.wrong(row.place, f"原名“{row.former[:20]}”没有写是哪个单位", "请在名称一列写上今天的单位")
        return
    unit = read.called.get(written)
    if unit is None:
        problem = f"原名“{row.former[:20]}”的单位“{written[:20]}”不在名单里"
        read.wrong(row.place, problem, "请改成名单里的名称；它是单位的，请写上职责")
        return
    days = _days(row, read)
    if days is None:
        return
    for part in _BETWEEN.split(row.former):
        name = _plain(part)
        if len(name) > LONGEST_NAME:
            read.wrong(row.place, f"原名“{name[:12]}…”超过 {LONGEST_NAME} 个字", "请只写名称")
        elif name and days[1] is None and read.called.get(name, unit) != unit:
            problem = f"“{name}”今天是“{read.called[name]}”的名称，说它是“{unit}”的原名，就要写到哪天为止"
            read.wrong(row.place, problem, "请在“止”一列写上日期")
        elif name:
            read.former.append((row.place, FormerName(name, unit, *days)))


def _days(row: Written, read: _Read) -> tuple[date | None, date | None] | None:
    found = []
    for column, written, last in (("起", row.since, False), ("止", row.until, True)):
        try:
            found.append(day_of(written, last=last))
        except ValueError:
            problem = f"“{column}”一列的“{str(written)[:20]}”不是日期"
            read.wrong(row.place, problem, "请写成 2019-03-01、2019年3月 或 2019 的样子，不知道就空着")
    if len(found) < 2:
        return None
    since, until = found
    if since and until and since > until:
        read.wrong(row.place, f"起（{since}）在止（{until}）之后", "请看看是不是写反了")
        return None
    return since, until


def _overlapping(read: _Read) -> Iterator[Problem]:
    """Yield the names that mean two units on one day, or are told twice."""
    by_name: dict[str, list[tuple[Origin, FormerName]]] = {}
    for place, former in read.former:
        if all(former != other for _, other in by_name.setdefault(former.name, [])):
            by_name[former.name].append((place, former))
    for name, meant in by_name.items():
        for (first, one), (second, other) in combinations(meant, 2):
            starts, ends = (
                max(one.since or date.min, other.since or date.min),
                min(one.until or date.max, other.until or date.max),
            )
            if starts > ends:
                continue
            if one.unit == other.unit:
                yield Problem(
                    second, f"原名“{name}”写了两次（第 {first.row} 行也有），时间重叠", _ONE_OF_BOTH
                )
            else:
                problem = f"原名“{name}”同时指“{one.unit}”（第 {first.row} 行）和“{other.unit}”"
                yield Problem(second, problem, "请用起、止把时间分开")


def _plain(name: str) -> str:
    """Return a name without blanks, in canonical spelling."""
    return "".join(canonical(name).split())


def _one_line(text: str) -> str:
    return "，".join(
        part.strip(" ，。；;") for part in canonical(text).splitlines() if part.strip(" ，。；;")
    )

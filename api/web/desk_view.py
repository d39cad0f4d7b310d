"""What the list of the desk shows, made from what the database tells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from api.brief import UNTITLED
from api.desk.listing import HANDED_IN, Listed, Row, Wanted
from api.desk.standing import STATE_NAMES
from api.storage.database import Database
from api.storage.desk_schema import BatchRow
from api.web.words import KINDS, TONES
from model.content import rubric
from model.review import TRIAGE

FLAGS_WANTED = {
    "too_broad": "题目过大",
    "vague": "内容模糊",
    "infeasible": "缺乏可行性",
    "unsure": "有拿不准的",
    "clean": "三项都没有",
}
"""The choices of what was found, in words."""

_LABELS = {
    "find": "文字",
    "batch": "批次",
    "state": "状态",
    "verdict": "结论",
    "flag": "问题",
    "code": "原因",
    "unit": "主办",
    "triage": "三分",
    "delegation": "代表团",
    "group": "同一件事",
}
_ALL = {
    "batch": "所有批次",
    "state": "所有状态",
    "verdict": "所有结论",
    "flag": "不限",
    "unit": "所有单位",
    "triage": "所有类别",
    "delegation": "所有代表团",
}
_FIXED: Mapping[str, Sequence[str]] = {
    "state": tuple(STATE_NAMES),
    "verdict": tuple(TONES),
    "triage": TRIAGE,
    "flag": tuple(FLAGS_WANTED),
}
_SELECTS = ("batch", "state", "verdict", "flag", "unit", "triage", "delegation")
_HEADS = {
    "title": "建议",
    "verdict": "结论",
    "flags": "问题",
    "unit": "主办",
    "triage": "三分",
    "state": "状态",
}
_SORTS = {
    "-received": "最近收到的在前",
    "received": "最早收到的在前",
    "-changed": "最近改动的在前",
    "verdict": "最要修改的在前",
    "-flags": "问题最多的在前",
    "triage": "最急的在前",
    "title": "按标题",
    "deputy": "按代表",
    "delegation": "按代表团",
    "unit": "按主办单位",
    "state": "待处理的在前",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter.

    Attributes:
        value: in the query string.
        words: shown for it.
        count: how many drafts there would be; ``None`` where that is not counted.
        chosen: whether it is the one that holds.
    """

    value: str
    words: str
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Select:
    """A filter with its choices.

    Attributes:
        name: in the query string.
        label: in Chinese.
        options: the first one lets all through.
    """

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Active:
    """A filter that holds, and how to be rid of it.

    Attributes:
        label: in Chinese.
        words: its value, likewise.
        without: query string of the list without it.
    """

    label: str
    words: str
    without: str


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column, which sorts by it.

    Attributes:
        words: in Chinese.
        query: query string of the list sorted by it, or the other way round.
        sorted: ``ascending``, ``descending``, or empty.
    """

    words: str
    query: str
    sorted: str


@dataclass(frozen=True, slots=True)
class FlagShown:
    """A flag that holds or is in doubt.

    Attributes:
        words: its name.
        style: the class of style.
        sure: whether it holds.
    """

    words: str
    style: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One draft of the list.

    Attributes:
        row: what the database tells.
        title: never empty.
        tone: the class of style of the verdict.
        flags: those that hold or are in doubt.
        state: in Chinese.
        who: by whom and when it was changed; ``None`` before that.
    """

    row: Row
    title: str
    tone: str
    flags: tuple[FlagShown, ...]
    state: str
    who: tuple[str, datetime] | None


@dataclass(frozen=True, slots=True)
class Shown:
    """The list.

    Attributes:
        lines: of this page.
        selects: filters.
        active: those that hold.
        narrowed: whether one of the filters to choose from holds.
        heads: of the columns, by the name of what they sort by.
        sorts: all orders.
        previous: query string of the page before; empty on the first.
        next: likewise; empty on the last.
    """

    lines: tuple[Line, ...]
    selects: tuple[Select, ...]
    active: tuple[Active, ...]
    narrowed: bool
    heads: Mapping[str, Head]
    sorts: tuple[Option, ...]
    previous: str
    next: str


def shown(database: Database, wanted: Wanted, listed: Listed) -> Shown:
    """Return what the page shows of a list."""
    batches = _batches(database)
    return Shown(
        tuple(_line(row) for row in listed.rows),
        tuple(_select(name, wanted, listed, batches) for name in _SELECTS),
        tuple(
            Active(
                _LABELS[name],
                wanted.text if name == "find" else _words(name, value, batches),
                wanted.but(**{name: _USUAL[name]}).query,
            )
            for name, value in wanted.filters.items()
        ),
        any(name in wanted.filters for name in _SELECTS),
        {name: _head(name, words, wanted) for name, words in _HEADS.items()},
        tuple(_sorts(wanted)),
        wanted.but(page=listed.page - 1).query if listed.page > 1 else "",
        wanted.but(page=listed.page + 1).query if listed.page < listed.pages else "",
    )


_USUAL = {name: getattr(Wanted(), name) for name in _LABELS}


def _batches(database: Database) -> dict[str, str]:
    with database.session() as session:
        rows = session.execute(select(BatchRow.id, BatchRow.name).order_by(BatchRow.id.desc()))
        return {str(number): name for number, name in rows} | {str(HANDED_IN): "代表在网页上提交的"}


def _words(name: str, value: str, batches: Mapping[str, str]) -> str:
    if name == "batch":
        return batches.get(value, f"第 {value} 批")
    if name == "state":
        return next(words for state, words in STATE_NAMES.items() if state == value)
    if name == "flag":
        return FLAGS_WANTED[value]
    if name == "code":
        return rubric().codes[value].name
    if name == "group":
        return f"第 {value} 组"
    return value


def _select(name: str, wanted: Wanted, listed: Listed, batches: Mapping[str, str]) -> Select:
    counts = listed.counts.get(name)
    current = wanted.filters.get(name, "")
    values = list(_FIXED.get(name, tuple(value for value in counts or () if value)))
    if current and current not in values:
        values.insert(0, current)
    options = [Option("", _ALL[name], None, not current)]
    for value in values:
        count = None if counts is None else counts.get(value, 0)
        options.append(Option(value, _words(name, value, batches), count, value == current))
    return Select(name, _LABELS[name], tuple(options))


def _head(name: str, words: str, wanted: Wanted) -> Head:
    key, down = wanted.sort.removeprefix("-"), wanted.sort.startswith("-")
    now = ("descending" if down else "ascending") if key == name else ""
    usual, other = (f"-{name}", name) if name == "flags" else (name, f"-{name}")
    return Head(words, wanted.but(sort=other if wanted.sort == usual else usual).query, now)


def _sorts(wanted: Wanted) -> Iterator[Option]:
    for value, words in _SORTS.items():
        yield Option(value, words, None, value == wanted.sort)
    if wanted.sort not in _SORTS:
        key = wanted.sort.removeprefix("-")
        back = _SORTS.get(key) or _SORTS[f"-{key}"]
        yield Option(wanted.sort, f"{back}，倒过来", None, chosen=True)


def _line(row: Row) -> Line:
    flags = tuple(
        FlagShown(rubric().flags[flag].name, KINDS[flag], state == "成立")
        for flag, state in row.flags.items()
        if state != "不成立"
    )
    who = (row.changed_by, row.changed) if row.changed else None
    return Line(row, row.title or UNTITLED, TONES[row.verdict], flags, STATE_NAMES[row.state], who)

"""The sections of 总览: what is counted, in tables and charts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from api.workbook.book import Marked, Value
from api.workbook.contents import Contents
from api.workbook.counts import Counts, Earlier
from api.workbook.looks import BLUE, ORANGE, PALE_BLUE, STRONG_YELLOW, Look
from model.content import rubric
from model.review import TRIAGE, State, Verdict

_VERDICT_COLOURS: dict[Verdict, str] = {
    "可提交": PALE_BLUE,
    "修改后提交": STRONG_YELLOW,
    "不宜作为建议": ORANGE,
}
_STATE_COLOURS: dict[State, str] = {"成立": ORANGE, "拿不准": STRONG_YELLOW, "不成立": PALE_BLUE}
_RHYTHMS = {"小微事": "一周一办结", "急难事": "一周一推动", "大要事": "一月一促进"}
_MOST_UNITS, _MOST_DELEGATIONS = 10, 15


@dataclass(frozen=True, slots=True)
class Section:
    """A table and its chart.

    Attributes:
        title: above the table.
        heads: of its columns.
        looks: of its columns.
        rows: of the table.
        chart: title of the chart.
        charted: columns that are drawn, with their colours; none for no chart.
        kind: bars lie, columns stand.
        subtype: of the chart.
        numbers: number format of its scale.
        labels: whether each bar says its number.
        first: first row that is drawn.
        height: rows that the chart takes at least.
        next_page: whether it begins a page.
    """

    title: str
    heads: tuple[str, ...]
    looks: tuple[Look, ...]
    rows: tuple[tuple[Value, ...], ...]
    chart: str
    charted: tuple[tuple[int, str], ...]
    kind: Literal["bar", "column"] = "bar"
    subtype: str = ""
    numbers: str = "0"
    labels: bool = True
    first: int = 0
    height: int = 8
    next_page: bool = False


def sections(counts: Counts, contents: Contents) -> Iterator[Section]:
    """Yield the sections from top to bottom; those without a number to show are left out."""
    if not counts.drafts:
        return
    yield _verdicts(counts)
    if contents.earlier:
        yield _comparison(counts, contents, contents.earlier)
    if counts.judged:
        yield _flags(counts)
    if counts.codes:
        yield _codes(counts)
    if counts.judged:
        yield _triage(counts)
        yield _units(counts)
    if len(counts.delegations) > 1:
        yield _delegations(counts)


def _verdicts(counts: Counts) -> Section:
    return Section(
        "结论",
        ("结论", "件数", "占比"),
        ("text", "number", "share"),
        tuple(
            (verdict, counts.verdicts[verdict], counts.verdicts[verdict] / counts.drafts)
            for verdict in get_args(Verdict)
        ),
        "各种结论的件数",
        ((1, BLUE),),
    )


def _comparison(counts: Counts, contents: Contents, earlier: Earlier) -> Section:
    rows: list[tuple[Value, ...]] = [
        (
            "读入件数",
            Marked(earlier.drafts, "number"),
            Marked(counts.drafts, "number"),
            Marked(counts.drafts - earlier.drafts, "change"),
        )
    ]
    for name, before, now in _shares(counts, contents, earlier):
        rows.append((name, before, now, round((now - before) * 100, 1)))
    return Section(
        f"与上次比较（{earlier.name}）",
        ("项目", "上次", "本次", "增减"),
        ("text", "share", "share", "points"),
        tuple(rows),
        "提质减量：上次和本次的占比",
        ((1, PALE_BLUE), (2, BLUE)),
        numbers="0%",
        first=1,
        height=16,
    )


def _shares(counts: Counts, contents: Contents, earlier: Earlier) -> Iterator[tuple[str, float, float]]:
    for verdict in get_args(Verdict):
        before = earlier.verdicts[verdict] / max(earlier.drafts, 1)
        yield f"{verdict}的占比", before, counts.verdicts[verdict] / counts.drafts
    judged = earlier.drafts - earlier.verdicts["不宜作为建议"]
    for flag in rubric().flags.values():
        before = earlier.flags[flag.flag] / max(judged, 1)
        yield f"{flag.name}的占比", before, counts.flags[flag.flag]["成立"] / max(counts.judged, 1)
    repeated = sum(len(group.members) for group in contents.groups)
    yield "有重复的占比", earlier.grouped / max(earlier.drafts, 1), repeated / counts.drafts


def _flags(counts: Counts) -> Section:
    states = get_args(State)
    return Section(
        "三类问题（不含不宜作为建议的）" if counts.judged < counts.drafts else "三类问题",
        ("问题", *states, "成立的占比"),
        ("text", "number", "number", "number", "share"),
        tuple(
            (
                flag.name,
                *(counts.flags[flag.flag][state] for state in states),
                counts.flags[flag.flag]["成立"] / counts.judged,
            )
            for flag in rubric().flags.values()
        ),
        "三类问题各有多少件",
        tuple((column, _STATE_COLOURS[state]) for column, state in enumerate(states, 1)),
        subtype="stacked",
    )


def _codes(counts: Counts) -> Section:
    codes = rubric().codes
    return Section(
        "具体原因（一件可以有几个）",
        ("原因", "件数", "占比"),
        ("text", "number", "share"),
        tuple(
            (f"{code} {codes[code].name}", count, count / counts.drafts)
            for code, count in sorted(counts.codes.items(), key=lambda each: (-each[1], each[0]))
        ),
        "各原因的件数",
        ((1, BLUE),),
    )


def _triage(counts: Counts) -> Section:
    return Section(
        "分流",
        ("分流", "件数", "占比", "节奏"),
        ("text", "number", "share", "centre"),
        tuple(
            (value, counts.triage[value], counts.triage[value] / counts.judged, _RHYTHMS[value])
            for value in TRIAGE
        ),
        "各类事项的件数",
        ((1, BLUE),),
    )


def _units(counts: Counts) -> Section:
    units = sorted(counts.units.items(), key=lambda each: (-each[1].main, -each[1].co, each[0]))[:_MOST_UNITS]
    return Section(
        f"承办单位（前 {len(units)} 个，全部见“承办分布”）",
        ("单位", "主办", "会办", "主办占比"),
        ("text", "number", "number", "share"),
        tuple((name, unit.main, unit.co, unit.main / counts.judged) for name, unit in units),
        "主办、会办件数",
        ((1, BLUE), (2, ORANGE)),
        subtype="stacked",
        labels=False,
        next_page=True,
    )


def _delegations(counts: Counts) -> Section:
    verdicts = get_args(Verdict)
    largest = sorted(counts.delegations.items(), key=lambda each: (-each[1].total(), each[0]))
    return Section(
        f"代表团（件数最多的 {_MOST_DELEGATIONS} 个）" if len(largest) > _MOST_DELEGATIONS else "代表团",
        ("代表团", *verdicts, "可提交的占比"),
        ("text", "number", "number", "number", "share"),
        tuple(
            (name, *(own[verdict] for verdict in verdicts), own["可提交"] / own.total())
            for name, own in largest[:_MOST_DELEGATIONS]
        ),
        "各代表团的结论",
        tuple((column, _VERDICT_COLOURS[verdict]) for column, verdict in enumerate(verdicts, 1)),
        subtype="stacked",
        labels=False,
    )

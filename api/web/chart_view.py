"""What the charts show: questions of the office, each answered in words, in numbers, and in bars."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, get_args

from api.desk.counting import Batch, Counted, Summed
from api.desk.standing import STATE_NAMES
from api.desk.wanted import Wanted
from api.storage.desk_schema import PieceState
from model.content import rubric
from model.review import RHYTHMS, TRIAGE, Verdict
from model.rubric import FLAGS

MOST: Final = 15
"""Units or delegations that are drawn; the others stand below in one line."""
_DAYS = 14
_WORTH = 0.005
"""Difference of two shares that is worth a word."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar.

    Attributes:
        style: its class.
        start: where it begins, 0 to 100.
        width: likewise.
    """

    style: str
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart.

    Attributes:
        name: what it is about.
        link: to the drafts it counts; empty for none.
        cells: its numbers in words, one for each head of the chart.
        parts: of the bar.
        second: a bar below it, to compare with; none for most charts.
    """

    name: str
    link: str
    cells: tuple[str, ...]
    parts: tuple[Part, ...]
    second: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """One question of the office.

    Attributes:
        id: on the page.
        about: what is asked, in a few words.
        finding: the answer, in a sentence without a full stop.
        first: head of the names.
        heads: of the numbers.
        bars: from top to bottom.
        legend: class and name of each sort of stretch; none where there is one sort only.
        below: what is said below the bars; may be empty.
    """

    id: str
    about: str
    finding: str
    first: str
    heads: tuple[str, ...]
    bars: tuple[Bar, ...]
    legend: tuple[tuple[str, str], ...] = ()
    below: str = ""


_STATE_LEGEND: tuple[tuple[PieceState, str], ...] = tuple(STATE_NAMES.items())


def charts(counted: Counted, wanted: Wanted) -> Iterator[Chart]:
    """Yield the charts of some drafts, of which there is one at least.

    Args:
        counted: the drafts in numbers.
        wanted: which drafts they are, for the links.
    """
    yield _progress(counted, wanted)
    yield _verdicts(counted, wanted)
    yield _flags(counted, wanted)
    if counted.codes:
        yield _codes(counted, wanted)
    yield _units(counted, wanted)
    if set(counted.delegations) != {""}:
        yield _delegations(counted, wanted)
    yield _triage(counted, wanted)
    yield _days(counted)


def comparison(now: Batch, own: Summed, before: Batch, former: Summed) -> Chart:
    """Return the chart of two batches beside each other (提质减量)."""
    shares = [(f"{verdict}的", own.verdicts, former.verdicts, verdict) for verdict in get_args(Verdict)]
    lines = [
        (name, new.get(key, 0) / max(own.drafts, 1), old.get(key, 0) / max(former.drafts, 1))
        for name, new, old, key in shares
    ]
    lines += [
        (
            f"{rubric().flags[flag].name}的",
            own.flags[flag] / max(own.drafts, 1),
            former.flags[flag] / max(former.drafts, 1),
        )
        for flag in FLAGS
    ]
    lines.append(("有重复的", own.grouped / max(own.drafts, 1), former.grouped / max(former.drafts, 1)))
    most, more = max(own.drafts, former.drafts), own.drafts - former.drafts
    bars = [
        Bar(
            "件数",
            "",
            (_number(former.drafts), _number(own.drafts), f"{more:+,}" if more else "持平"),
            _whole("before", former.drafts / most),
            _whole("now", own.drafts / most),
        )
    ]
    bars += [
        Bar(
            f"{name}占比",
            "",
            (_share(old), _share(new), _points(new - old)),
            _whole("before", old),
            _whole("now", new),
        )
        for name, new, old in lines
    ]
    return Chart(
        "compared",
        "提质减量",
        _told(own, former),
        "项目",
        (before.name, now.name, "增减"),
        tuple(bars),
        (("before", before.name), ("now", now.name)),
    )


def _progress(counted: Counted, wanted: Wanted) -> Chart:
    left = counted.states.get("open", 0)
    done = counted.drafts - left
    finding = f"{counted.drafts:,} 件里已处理 {done:,} 件（{_share(done / counted.drafts)}）"
    finding += f"，还有 {left:,} 件待处理" if left else "，都处理完了"
    bars = [
        _bar(name, counted.states.get(state, 0), counted.drafts, wanted.but(state=state), style=state)
        for state, name in _STATE_LEGEND
    ]
    return Chart("progress", "处理到哪里了", finding, "处理", ("件数", "占比"), tuple(bars))


def _verdicts(counted: Counted, wanted: Wanted) -> Chart:
    mend, unfit = counted.verdicts.get("修改后提交", 0), counted.verdicts.get("不宜作为建议", 0)
    finding = f"{mend:,} 件要修改，{unfit:,} 件不宜作为建议" if mend or unfit else "都可以提交，没有要修改的"
    bars = [
        _bar(verdict, counted.verdicts.get(verdict, 0), counted.drafts, wanted.but(verdict=verdict))
        for verdict in get_args(Verdict)
    ]
    return Chart("verdicts", "多少件要改", finding, "结论", ("件数", "占比"), tuple(bars))


def _flags(counted: Counted, wanted: Wanted) -> Chart:
    flags = rubric().flags
    holding = {flag: counted.flags[flag].get("成立", 0) for flag in FLAGS}
    most = max(FLAGS, key=lambda flag: holding[flag])
    finding = "三类问题都没有看到"
    if holding[most]:
        share = _share(holding[most] / counted.drafts)
        finding = f"三类问题里“{flags[most].name}”最多：{holding[most]:,} 件，占 {share}"
    longest = max(holding[flag] + counted.flags[flag].get("拿不准", 0) for flag in FLAGS)
    bars = []
    for flag in FLAGS:
        doubted = counted.flags[flag].get("拿不准", 0)
        parts = _stacked((("holds", holding[flag]), ("doubt", doubted)), longest)
        cells = (_number(holding[flag]), _share(holding[flag] / counted.drafts), _number(doubted))
        bars.append(Bar(flags[flag].name, _list(wanted.but(flag=flag)), cells, parts))
    legend = (("holds", "成立"), ("doubt", "拿不准"))
    # The list that a bar leads to holds them, too; the workbook counts flags without them.
    about = "问题在哪里（连同不宜作为建议的）" if counted.verdicts.get("不宜作为建议") else "问题在哪里"
    return Chart("flags", about, finding, "问题", ("成立", "占比", "拿不准"), tuple(bars), legend)


def _codes(counted: Counted, wanted: Wanted) -> Chart:
    codes = rubric().codes
    found = sorted(counted.codes.items(), key=lambda each: (-each[1], each[0]))
    code, number = found[0]
    bars = [
        _bar(f"{code} {codes[code].name}", number, counted.drafts, wanted.but(code=code), most=found[0][1])
        for code, number in found
    ]
    return Chart(
        "codes",
        "具体原因",
        f"最常见的原因是“{codes[code].name}”：{number:,} 件",
        "原因",
        ("件数", "占比"),
        tuple(bars),
        below="一件可以有几个原因。不宜作为建议的，只算形式审查的原因。",
    )


def _units(counted: Counted, wanted: Wanted) -> Chart:
    found = _largest(counted.units)
    name, own = found[0]
    first = sum(_total(each) for _, each in found[:3])
    finding = f"主办最多的是{name}：{_total(own):,} 件"
    if len(found) > 3:
        finding += f"；最多的三家合起来占 {_share(first / counted.drafts)}"
    most = _total(own)
    bars = [
        Bar(
            unit,
            _list(wanted.but(unit=unit)),
            (_number(_total(each)), _number(each.get("open", 0))),
            _stacked(tuple((state, each.get(state, 0)) for state, _ in _STATE_LEGEND), most),
        )
        for unit, each in found[:MOST]
    ]
    rest = found[MOST:]
    below = ""
    if rest:
        below = f"其余 {len(rest)} 个单位合计 {sum(_total(each) for _, each in rest):,} 件：" + "、".join(
            f"{unit} {_total(each):,}" for unit, each in rest
        )
    return Chart(
        "units", "各单位", finding, "主办单位", ("件数", "待处理"), tuple(bars), _STATE_LEGEND, below
    )


def _delegations(counted: Counted, wanted: Wanted) -> Chart:
    found = [(name, own) for name, own in counted.delegations.items() if name]
    found.sort(key=lambda each: (-_returned(each[1]), -each[1].get("returned", 0), -_total(each[1]), each[0]))
    name, own = found[0]
    finding = "还没有退回的草稿"
    if own.get("returned", 0):
        back = f"退回 {own['returned']:,} 件（{_share(_returned(own))}）"
        finding = f"退回最多的是{name}：处理了 {_handled(own):,} 件，{back}"
    bars = [
        Bar(
            name,
            _list(wanted.but(delegation=name)),
            (
                _number(_total(own)),
                _number(_handled(own)),
                _number(own.get("returned", 0)),
                _share(_returned(own)) if _handled(own) else "—",
            ),
            _whole("returned", _returned(own)),
        )
        for name, own in found[:MOST]
    ]
    rest = len(found) - MOST
    below = f"按退回的占比排，其余 {rest} 个代表团没有画出来。" if rest > 0 else ""
    unnamed = _total(counted.delegations.get("", {}))
    below += f"另有 {unnamed:,} 件没有写代表团。" if unnamed else ""
    heads = ("件数", "已处理", "退回", "退回占已处理的")
    return Chart("delegations", "各代表团退回多少", finding, "代表团", heads, tuple(bars), below=below)


def _triage(counted: Counted, wanted: Wanted) -> Chart:
    most = max(TRIAGE, key=lambda value: counted.triage.get(value, 0))
    number = counted.triage.get(most, 0)
    bars = [
        _bar(
            f"{value}（{RHYTHMS[value]}）",
            counted.triage.get(value, 0),
            counted.drafts,
            wanted.but(triage=value),
        )
        for value in TRIAGE
    ]
    finding = f"{most}最多：{number:,} 件，占 {_share(number / counted.drafts)}"
    return Chart("triage", "三分", finding, "分流", ("件数", "占比"), tuple(bars))


def _days(counted: Counted) -> Chart:
    last = counted.days[-1]
    done = last.returned + last.accepted
    finding = f"最近一天（{last.day.month}月{last.day.day}日）处理了 {done:,} 件，还剩 {last.open:,} 件"
    shown = counted.days[-_DAYS:]
    most = max(day.returned + day.accepted for day in shown)
    bars = [
        Bar(
            f"{day.day.month}月{day.day.day}日",
            "",
            tuple(map(_number, (day.received, day.returned, day.accepted, day.open))),
            _stacked((("returned", day.returned), ("accepted", day.accepted)), most),
        )
        for day in shown
    ]
    return Chart(
        "days",
        "每天处理多少",
        finding,
        "日期",
        ("收到", "退回", "接收", "当天还剩"),
        tuple(bars),
        _STATE_LEGEND[1:],
        "按现在的处理算；没有收到、也没有处理的日子不列。",
    )


def _told(own: Summed, former: Summed) -> str:
    good = own.verdicts.get("可提交", 0) / max(own.drafts, 1)
    old = former.verdicts.get("可提交", 0) / max(former.drafts, 1)
    quality = "持平"
    if abs(good - old) >= _WORTH:
        quality = f"{'提高' if good > old else '下降'} {abs(good - old) * 100:.1f} 个百分点"
    more = own.drafts - former.drafts
    number = f"{'增加' if more > 0 else '减少'} {abs(more):,} 件" if more else "一样多"
    return f"可提交的占 {_share(good)}，比上次{quality}；件数{number}"


def _bar(  # noqa: PLR0913, PLR0917 - what a bar is made of
    name: str, number: int, whole: int, wanted: Wanted, most: int = 0, style: str = "fill"
) -> Bar:
    share = number / whole
    return Bar(name, _list(wanted), (_number(number), _share(share)), _whole(style, number / (most or whole)))


def _whole(style: str, share: float) -> tuple[Part, ...]:
    return (Part(style, 0, round(share * 100, 2)),) if share else ()


def _stacked(parts: tuple[tuple[str, int], ...], most: int) -> tuple[Part, ...]:
    found, start = [], 0.0
    for style, number in parts:
        width = number / max(most, 1) * 100
        if number:
            found.append(Part(style, round(start, 2), round(width, 2)))
        start += width
    return tuple(found)


def _largest(units: Mapping[str, Mapping[PieceState, int]]) -> list[tuple[str, Mapping[PieceState, int]]]:
    return sorted(units.items(), key=lambda each: (-_total(each[1]), each[0]))


def _total(states: Mapping[PieceState, int]) -> int:
    return sum(states.values())


def _handled(states: Mapping[PieceState, int]) -> int:
    return states.get("returned", 0) + states.get("accepted", 0)


def _returned(states: Mapping[PieceState, int]) -> float:
    return states.get("returned", 0) / max(_handled(states), 1)


def _number(number: int) -> str:
    return f"{number:,}"


def _share(share: float) -> str:
    return f"{share:.1%}" if 0 < share < 0.1 else f"{share:.0%}"


def _points(difference: float) -> str:
    return f"{difference * 100:+.1f} 个百分点" if abs(difference) >= _WORTH else "持平"


def _list(wanted: Wanted) -> str:
    return f"/desk?{wanted.query}"

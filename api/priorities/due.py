"""三分 as dates: when a matter is due."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from api.priorities.summary import Summary
from api.priorities.working_days import arranged, later, on_or_after
from model.review import TriageValue
from model.similar.groups import Group

WEEK = 5
"""Working days in which a 小微事 is finished."""
ANSWER: dict[TriageValue, int] = {"小微事": 3, "急难事": 3, "大要事": 6}
"""Months in which a deputy must be answered; wide and difficult matters have six (代表法)."""


@dataclass(frozen=True, slots=True)
class Due:
    """One matter and its dates.

    Attributes:
        number: of its entry.
        title: of the draft, masked.
        unit: 主办.
        triage: class of the matter.
        rhythm: 一周一办结, 一周一推动 or 一月一促进.
        planned: dates of the rhythm by the calendar alone, ascending; one for a 小微事.
        dates: the same moved to working days, in the same order; two may fall on one day.
        members: numbers of it and of the near copies that have no date of their own, ascending.
        key: names the matter in every export, whatever its class, unit or number.
    """

    number: int
    title: str
    unit: str
    triage: TriageValue
    rhythm: str
    planned: tuple[date, ...]
    dates: tuple[date, ...]
    members: tuple[int, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """The dates of a session.

    Attributes:
        start: the day the drafts are handed to the units (交办).
        dues: by their first date, then by number.
        left_out: drafts without dates, since they go back or are not taken.
        notices: what the reader should know, in Chinese.
    """

    start: date
    dues: tuple[Due, ...]
    left_out: int
    notices: tuple[str, ...]


def schedule(summaries: Iterable[Summary], start: date, groups: Sequence[Group] = ()) -> Schedule:
    """Give every matter that is ready the dates of its class (rubric, section 六; Yuhu District's 三分).

    - 小微事, 一周一办结: finished on the fifth working day after the start.
    - 急难事, 一周一推动: looked at every week on the weekday of the start, for the three months in which
      deputies are to be answered.
    - 大要事, 一月一促进: looked at every month on the day of the start, for the six months that wide matters
      have.

    A date on a day off moves to the next working day. Near copies for the same unit are one matter, that of
    the representative or, if that goes back, of the first that is ready; whether others are on the same
    matter, people decide. Drafts that go back for revision or cannot be suggestions have no dates: they are
    not handed over.

    Args:
        summaries: of all drafts, in any order; read once.
        start: the day they are handed over.
        groups: drafts on the same matter.
    """
    group_of = {
        number: at for at, group in enumerate(groups) if group.near_copies for number in group.members
    }
    single: list[Summary] = []
    copies: defaultdict[tuple[int, str], list[Summary]] = defaultdict(list)
    left_out = 0
    for summary in summaries:
        if not summary.ready:
            left_out += 1
        elif summary.number not in group_of:
            single.append(summary)
        else:
            copies[group_of[summary.number], summary.unit].append(summary)
    matters: list[tuple[Summary, tuple[int, ...]]] = [(own, (own.number,)) for own in single]
    for (at, _), lot in copies.items():
        first = min(lot, key=lambda each: (each.number != groups[at].representative, each.number))
        matters.append((first, tuple(sorted(each.number for each in lot))))
    dates = {triage: dates_of(triage, start) for triage in ANSWER}
    dues = [
        Due(
            number=own.number,
            title=own.title,
            unit=own.unit,
            triage=own.triage,
            rhythm=own.rhythm,
            planned=dates[own.triage][0],
            dates=dates[own.triage][1],
            members=members,
            key=own.key,
        )
        for own, members in matters
    ]
    dues.sort(key=lambda due: (due.dates[0], due.number))
    return Schedule(start, tuple(dues), left_out, tuple(_notices(dues, left_out)))


def dates_of(triage: TriageValue, start: date) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """Return the dates of a matter by the calendar alone, and the same moved to working days.

    Args:
        triage: class of the matter; see :func:`schedule`.
        start: the day it is handed over.
    """
    planned = tuple(_planned(triage, start))
    return planned, tuple(map(on_or_after, planned))


def _planned(triage: TriageValue, start: date) -> Iterator[date]:
    if triage == "小微事":
        yield later(start, WEEK)
        return
    end = start + relativedelta(months=ANSWER[triage])
    step = 0
    while True:
        step += 1
        # Counted from the start each time: 31 January, 28 February, 31 March.
        day = start + (timedelta(weeks=step) if triage == "急难事" else relativedelta(months=step))
        if day > end:
            return
        yield day


def not_arranged(days: Iterable[date]) -> str:
    """Say of which years the holidays are not known yet; empty where all are."""
    unknown = sorted(year for year in {day.year for day in days} if not arranged(year))
    if not unknown:
        return ""
    return (
        f"{'、'.join(map(str, unknown))} 年的放假调休安排这里还没有，只避开了周末和法定节日；"
        "国务院办公厅的通知公布后，请更新程序再导出一次"
    )


def _notices(dues: Sequence[Due], left_out: int) -> Iterator[str]:
    unknown = not_arranged(day for due in dues for day in due.dates)
    if unknown:
        yield unknown
    folded = sum(len(due.members) - 1 for due in dues)
    if folded:
        yield f"{folded} 件和另一件字句大体相同、主办单位也相同，合排一次；写法不同的各排各的"
    if left_out:
        yield f"{left_out} 件要退回修改或不宜作为建议，没有排日期；改好后再导出一次即可"

"""Whether drafts of late are still like those a model was made from: weekly summaries, when to retrain."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log
from typing import Final

import orjson
from pydantic import TypeAdapter

from model.content import rubric
from model.reference import Reference
from model.rubric import FLAGS, FlagName

SHIFTED: Final = 0.25
"""Population stability index above which a distribution is held to be another one: the usual bound of those
who score credits, who read 0.1 to 0.25 as worth a look."""
LEAST: Final = 100
"""Drafts a week must have for its index to count: two samples of one distribution in ten stretches differ by
about (10 - 1) / drafts by chance alone, which then is below 0.1."""
WEEKS: Final = 2
"""Weeks running in which it must be above: one odd week is an event, such as a session on one subject."""
OVERTURNED: Final = 0.15
"""Share of the decided drafts in which people changed what the model had said, above which it is too much:
whoever must change every seventh draft reads them all again anyway."""
DECIDED: Final = 50
"""Decided drafts that this share must rest on: of 50, 15 % is told from 5 % with some certainty."""
NEW_LABELS: Final = 100
"""Labels since the last training that are worth one: by the learning curve the first hundred bring most."""
TOLD_APART: Final = 9
"""Units counted by themselves, the most frequent of the reference: with 50, chance alone would alarm."""


@dataclass(frozen=True, slots=True)
class Week:
    """The drafts that came to the desk in one week.

    Attributes:
        monday: its first day.
        lengths: of their bodies, counted as in the reference.
        flags: their probabilities, likewise.
        units: the likeliest for 主办, likewise.
        drafts: how many.
        unsure: in how many of them a flag or the unit was in doubt.
        decided: how many of them were decided.
        overturned: of these, in how many people changed what the model had said.
    """

    monday: date
    lengths: tuple[int, ...]
    flags: Mapping[FlagName, tuple[int, ...]]
    units: Mapping[str, int]
    drafts: int
    unsure: int
    decided: int
    overturned: int

    @property
    def name(self) -> str:
        """Such as ``2026年第41周``, by ISO 8601."""
        year, week, _ = self.monday.isocalendar()
        return f"{year}年第{week}周"


@dataclass(frozen=True, slots=True)
class Watched:
    """A week beside the reference.

    Attributes:
        name: of the week.
        monday: its first day.
        drafts: that came.
        shifts: population stability index by ``length``, flag and ``main``; empty without a reference.
        unsure: share in doubt; ``None`` where nothing came.
        decided: how many of them were decided.
        overturned: share of these that people changed; ``None`` where nothing was decided.
    """

    name: str
    monday: date
    drafts: int
    shifts: Mapping[str, float]
    unsure: float | None
    decided: int
    overturned: float | None


@dataclass(frozen=True, slots=True)
class Watching:
    """What there is to be seen.

    Attributes:
        model: version of the model in use.
        weeks: in order, those without drafts left out.
        new_labels: since the last training.
        due: in Chinese, why the model should be retrained; none while it should not.
    """

    model: str
    weeks: tuple[Watched, ...]
    new_labels: int
    due: tuple[str, ...]

    def to_json(self) -> bytes:
        """Return it as JSON."""
        return orjson.dumps(TypeAdapter(Watching).dump_python(self, mode="json"))


def watching(weeks: Sequence[Week], reference: Reference | None, model: str, new_labels: int) -> Watching:
    """Put the weeks beside the reference, and tell whether retraining is due.

    Args:
        weeks: in order.
        reference: of the model in use; ``None`` for one that has none.
        model: its version.
        new_labels: since the last training.
    """
    watched = tuple(_watched(week, reference) for week in weeks)
    return Watching(model, watched, new_labels, tuple(_due(weeks, watched, new_labels)))


def stability(counts: Sequence[int], expected: Sequence[int]) -> float:
    """Return the population stability index of two histograms; half a draft is added to each stretch."""
    pairs = list(zip(_shares(counts), _shares(expected), strict=True))
    return round(sum((new - old) * log(new / old) for new, old in pairs), 4)


def _shares(counts: Sequence[int]) -> list[float]:
    whole = sum(counts) + len(counts) / 2
    return [(count + 0.5) / whole for count in counts]


def _watched(week: Week, reference: Reference | None) -> Watched:
    shifts: dict[str, float] = {}
    if reference is not None:
        shifts["length"] = stability(week.lengths, reference.lengths)
        shifts |= {flag: stability(week.flags[flag], reference.flags[flag]) for flag in FLAGS}
        told = sorted(reference.units, key=lambda unit: (-reference.units[unit], unit))[:TOLD_APART]
        shifts["main"] = stability(_told(week.units, told), _told(reference.units, told))
    return Watched(
        week.name,
        week.monday,
        week.drafts,
        shifts,
        week.unsure / week.drafts if week.drafts else None,
        week.decided,
        week.overturned / week.decided if week.decided else None,
    )


def _told(units: Mapping[str, int], names: Sequence[str]) -> list[int]:
    own = [units.get(name, 0) for name in names]
    return [*own, sum(units.values()) - sum(own)]


def _due(weeks: Sequence[Week], watched: Sequence[Watched], new_labels: int) -> Iterable[str]:
    """Yield why retraining is due. Lengths are shown but do not count: no judgement hangs on them."""
    counted = [week for week in watched if week.drafts >= LEAST][-WEEKS:]
    names = {**{str(flag): own.name for flag, own in rubric().flags.items()}, "main": "主办单位"}
    shifted = [
        name
        for key, name in names.items()
        if len(counted) == WEEKS and all(week.shifts.get(key, 0.0) > SHIFTED for week in counted)
    ]
    if shifted:
        yield f"{'、'.join(shifted)}的分布连续 {WEEKS} 周和训练时差得远（稳定性指数大于 {SHIFTED}）"
    decided, overturned = sum(week.decided for week in weeks), sum(week.overturned for week in weeks)
    if decided >= DECIDED and overturned / decided > OVERTURNED:
        yield f"处理过的 {decided:,} 件里有 {overturned:,} 件（{overturned / decided:.0%}）改了模型的判断"
    if new_labels >= NEW_LABELS:
        yield f"上次训练以后又有了 {new_labels:,} 条标注"

"""How pages put a batch into words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from api.batch.rows import Unread
from api.batches.places import work_of
from api.batches.table import MOST_UNREAD, Batch, ahead_of, unread_of, verdicts_of
from api.desk.wanted import Wanted
from api.storage.database import Database
from api.storage.desk_schema import BatchState
from api.web.words import TONES
from model.review import Verdict
from model.reviewer import Tier

STATES: Mapping[BatchState, str] = {
    "waiting": "排队",
    "running": "正在审读",
    "filing": "正在登记",
    "done": "完成",
    "cancelled": "已停下，未完成",
    "failed": "没有做成",
}
TIERS: Mapping[Tier, tuple[str, str]] = {
    "auto": ("自动", "快速读过一遍，拿不准的再细读"),
    "full": ("细读", "每件都细读，慢得多"),
    "fast": ("快速", "都不细读，最快"),
}
"""What each tier is called, and what it does."""

_MINUTE, _HOUR = 60, 3600


@dataclass(frozen=True, slots=True)
class VerdictShown:
    """How many drafts of a batch have a verdict.

    Attributes:
        verdict: the verdict.
        tone: its class of style.
        count: how many.
        query: of the desk's list of them.
    """

    verdict: Verdict
    tone: str
    count: int
    query: str


@dataclass(frozen=True, slots=True)
class BatchShown:
    """A batch as its page shows it.

    Attributes:
        batch: as it stands.
        state: in words.
        tier: likewise.
        ahead: how many batches are scored before it.
        left: about how long scoring takes yet, in words; empty where that is not known.
        verdicts: of its drafts on the desk, none without any; empty while it is scored.
        pieces: how many of its drafts are on the desk; 0 while it is scored.
        query: of the desk's list of all of them.
        unread: a page of what could not be read.
        after: number of the last of them, where there are more; else 0.
        again: whether it failed in a way that trying again may help.
    """

    batch: Batch
    state: str
    tier: str
    ahead: int
    left: str
    verdicts: tuple[VerdictShown, ...]
    pieces: int
    query: str
    unread: tuple[Unread, ...]
    after: int
    again: bool


def shown(database: Database, batch: Batch, after: int) -> BatchShown:
    """Return what the page of a batch shows.

    Args:
        database: where it is.
        batch: as it stands.
        after: number of the last thing that could not be read on the page before.
    """
    counts = {} if batch.under_way else verdicts_of(database, batch.id)
    unread = unread_of(database, batch.id, after)
    return BatchShown(
        batch,
        STATES[batch.state],
        TIERS[batch.asked.tier][0],
        ahead_of(database, batch.id) if batch.state == "waiting" else 0,
        time_left(batch.remaining),
        tuple(
            VerdictShown(verdict, TONES[verdict], count, Wanted(batch=batch.id, verdict=verdict).query)
            for verdict, count in counts.items()
        ),
        sum(counts.values()),
        Wanted(batch=batch.id).query,
        unread,
        unread[-1].number if len(unread) == MOST_UNREAD else 0,
        may_try_again(batch),
    )


def may_try_again(batch: Batch) -> bool:
    """Whether a batch failed, and not because nothing in it can be read: then its work file is gone."""
    return batch.state == "failed" and (work_of(batch.id).exists() or not batch.done)


def time_left(seconds: int | None) -> str:
    """Return a span in words, such as ``约 3 分钟``."""
    if seconds is None:
        return ""
    if seconds < _MINUTE:
        return "不到 1 分钟"
    hours, minutes = divmod(round(seconds / _MINUTE), _MINUTE)
    if not hours:
        return f"约 {minutes} 分钟"
    return f"约 {hours} 小时 {minutes} 分钟" if minutes else f"约 {hours} 小时"


def tier_of(given: str) -> Tier:
    """Return the tier that a form says; the usual one where it says none."""
    return next((tier for tier in get_args(Tier) if tier == given), "auto")

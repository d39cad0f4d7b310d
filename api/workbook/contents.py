"""What goes into the workbook of a session."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from api.batch.rows import Scored, Unread
from api.priorities.candidates import Candidate, SmallMatter
from api.priorities.due import Due
from api.workbook.counts import Earlier
from model.similar.groups import Group


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a workbook. What may be long comes from iterators that are read once.

    Attributes:
        reviews: starts an iterator over the drafts in the order of their numbers.
        unread: starts an iterator over what could not be read, likewise.
        when: the day to put on it.
        groups: of drafts on the same matter.
        key_matters: for 重点处理, best first; ``None`` where nobody looked for them.
        small_matters: for 微实事, likewise.
        dues: matters with their dates (三分); ``None`` where none were asked for.
        earlier: the counts of the session to compare with; ``None`` for none.
        partial: whether the run was cut short, so that drafts are missing.
        decided: whether the drafts come from the desk, where people decide about them.
        too_many: whether there were more drafts than are looked through for those on the same matter.
    """

    reviews: Callable[[], Iterable[Scored]]
    unread: Callable[[], Iterable[Unread]]
    when: date
    groups: Sequence[Group] = ()
    key_matters: Sequence[Candidate] | None = None
    small_matters: Sequence[SmallMatter] | None = None
    dues: Sequence[Due] | None = None
    earlier: Earlier | None = None
    partial: bool = False
    decided: bool = False
    too_many: bool = False

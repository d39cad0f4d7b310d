"""From what a run has reviewed to what it gives: what is found over all of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache

from api.batch.beside import with_earlier
from api.batch.outputs.results import Results
from api.batch.work import Work
from api.priorities.candidates import Weights
from api.priorities.choosing import key_matters, small_matters
from api.priorities.summary import Summary
from api.workbook.contents import Contents
from api.workbook.counts import Earlier
from model.draft import Draft
from model.similar.earlier import Earlier as Index
from model.similar.groups import Group

MOST_GROUPED = 200_000
"""Drafts of which it is still found which are about the same matter: that takes memory for each of them."""
_READING = 0.5
"""Part of the time of grouping in which the drafts are read; what follows takes as long however it goes."""
_MOST_REMEMBERED = 20_000
"""Drafts whose summaries are kept in memory, at two kilobytes each; of more they are made anew."""


def results_of(  # noqa: PLR0913 - each is another thing that may be wanted
    work: Work,
    *,
    grouped: bool = False,
    weights: Weights | None = None,
    earlier: Earlier | None = None,
    index: Index | None = None,
    partial: bool = False,
    report: Callable[[float], None] = lambda _: None,
) -> Results:
    """Find what can only be found over all drafts.

    Args:
        work: with the reviews.
        grouped: whether to find which drafts are about the same matter.
        weights: of the criteria by which to propose what to put first; ``None`` to propose nothing.
        earlier: the counts of the session to compare with.
        index: of the drafts of earlier sessions, to find those most like each draft.
        partial: whether the run was cut short.
        report: told how much of the search for drafts on one matter is done, 0 to 1.
    """
    too_many = grouped and work.done.scored > MOST_GROUPED
    groups: Sequence[Group] = _groups(work, report) if grouped and not too_many else ()
    summaries = _repeatable(work)
    return Results(
        work,
        Contents(
            reviews=work.scored if index is None else lambda: with_earlier(work.scored(), index),
            unread=work.unread,
            when=date.today(),
            groups=groups,
            key_matters=key_matters(summaries(), groups, weights) if weights else None,
            small_matters=small_matters(summaries(), groups) if weights else None,
            earlier=earlier,
            partial=partial,
            too_many=too_many,
        ),
        index,
    )


def _repeatable(work: Work) -> Callable[[], Iterable[Summary]]:
    """Return what gives the summaries again and again: from memory where they are few."""
    if work.done.scored > _MOST_REMEMBERED:
        return work.summaries
    return cache(lambda: tuple(work.summaries()))


def _groups(work: Work, report: Callable[[float], None]) -> Sequence[Group]:
    from model.similar.groups import groups  # noqa: PLC0415 - only where asked for

    total = work.done.scored

    def passing() -> Iterator[tuple[int, Draft]]:
        for count, entry in enumerate(work.entries()):
            report(count / total * _READING)
            yield entry.number, entry.draft

    return groups(passing())

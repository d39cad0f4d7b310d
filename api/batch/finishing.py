"""From what a run has reviewed to what it gives: what is found over all of it."""

from collections.abc import Sequence
from datetime import date

from api.batch.outputs.results import Results
from api.batch.work import Work
from api.priorities.choosing import key_matters, small_matters
from api.workbook.contents import Contents
from api.workbook.counts import Earlier
from model.similar.groups import Group

_MOST_GROUPED = 200_000
"""Drafts of which it is still found which are about the same matter: that takes memory for each of them."""


def results_of(
    work: Work,
    *,
    grouped: bool = False,
    chosen: bool = False,
    earlier: Earlier | None = None,
    partial: bool = False,
) -> Results:
    """Find what can only be found over all drafts.

    Args:
        work: with the reviews.
        grouped: whether to find which drafts are about the same matter.
        chosen: whether to propose what to put first.
        earlier: the counts of the session to compare with.
        partial: whether the run was cut short.
    """
    groups: Sequence[Group] = _groups(work) if grouped and work.done.scored <= _MOST_GROUPED else ()
    return Results(
        work,
        Contents(
            reviews=work.scored,
            unread=work.unread,
            when=date.today(),
            groups=groups,
            key_matters=key_matters(work.summaries(), groups) if chosen else None,
            small_matters=small_matters(work.summaries(), groups) if chosen else None,
            earlier=earlier,
            partial=partial,
        ),
    )


def _groups(work: Work) -> Sequence[Group]:
    return ()

"""From what a run has reviewed to what it gives: what is found over all of it, and the output."""

from collections.abc import Sequence
from datetime import date

from api.batch.outputs.results import Results
from api.batch.work import Work
from api.workbook.contents import Contents
from api.workbook.counts import Earlier
from model.similar.groups import Group


def results_of(
    work: Work, *, grouped: bool, earlier: Earlier | None = None, partial: bool = False
) -> Results:
    """Find what can only be found over all drafts.

    Args:
        work: with the reviews.
        grouped: whether to find which drafts are about the same matter.
        earlier: the counts of the session to compare with.
        partial: whether the run was cut short.
    """
    groups: Sequence[Group] = _groups(work) if grouped else ()
    return Results(
        work,
        Contents(
            reviews=work.scored,
            unread=work.unread,
            when=date.today(),
            groups=groups,
            earlier=earlier,
            partial=partial,
        ),
    )


def _groups(work: Work) -> Sequence[Group]:
    return ()

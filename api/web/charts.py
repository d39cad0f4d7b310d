"""The page of the charts: all drafts on the desk, one batch, or two batches beside each other."""

from collections.abc import Sequence

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.desk.counting import Batch, batches, count, summed
from api.desk.wanted import HANDED_IN, Wanted, read_wanted
from api.http.access import GuardedRoute, at_the_desk
from api.storage.database import Database
from api.web.answers import page
from api.web.chart_view import charts, comparison
from api.web.numbers import number_in

router = APIRouter(route_class=GuardedRoute)


@router.get("/desk/charts")
@at_the_desk
def show_charts(request: Request) -> Response:
    """Show the charts of all drafts, of one batch, or of those that deputies handed in."""
    database: Database = request.app.state.database
    known = batches(database)
    batch = read_wanted(request.query_params.multi_items()).batch
    wanted = Wanted(batch=batch)
    counted = count(database, wanted)
    drawn = list(charts(counted, wanted)) if counted.drafts else []
    pair = _compared(known, batch, number_in(request.query_params.get("with", "")))
    if pair:
        now, before = pair
        drawn.append(comparison(now, summed(database, now.id), before, summed(database, before.id)))
    return page(
        request,
        "charts.html",
        charts=drawn,
        drafts=counted.drafts,
        batches=known,
        batch=batch,
        handed_in=HANDED_IN,
        before=pair[1] if pair else None,
    )


def _compared(known: Sequence[Batch], batch: int | None, other: int | None) -> tuple[Batch, Batch] | None:
    """Return two batches to compare: the one that is shown, or the newest, and what it is compared with.

    That is the one asked for, else the one before it, else any other.
    """
    shown = [each for each in known if each.id == batch or batch is None]
    others = [each for each in known if shown and each.id != shown[0].id]
    if not shown or not others:
        return None
    by_age = sorted(others, key=lambda each: (each.id != other, each.id > shown[0].id, -each.id))
    return shown[0], by_age[0]

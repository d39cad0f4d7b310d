"""The page on the model at work (模型走势), and the notice that retraining is due."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.http.access import GuardedRoute, at_the_desk, signed_in
from api.watching.watch import Watch
from api.web.answers import page
from api.web.watching_view import small_charts
from model.errors import LianshenError

router = APIRouter(route_class=GuardedRoute)


@router.get("/watching")
@at_the_desk
def show(request: Request) -> Response:
    """Show the weeks of late beside what the model was made from."""
    watch: Watch = request.app.state.watch
    seen = watch.now(request.app.state.database, anew=True)
    return page(request, "watching.html", seen=seen, charts=tuple(small_charts(seen)), due=seen.due)


def due_for(request: Request) -> tuple[str, ...]:
    """Return why the model should be retrained, for those who can do it; none while it should not."""
    if signed_in(request).role != "administrator":
        return ()
    watch: Watch = request.app.state.watch
    try:
        return watch.now(request.app.state.database).due
    except LianshenError:
        return ()  # the page that is wanted has other things to show

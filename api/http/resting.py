"""A log-in that nobody uses any more: a browser left open on a desk does not stay signed in all day.

When it was last used stands in the signed cookie itself, to the minute. What the scripts of the pages ask for
by themselves is no use: an open list of drafts would never rest otherwise.
"""

from time import time

from starlette.requests import Request

from api.accounts import sessions
from api.http.problems import SCRIPT

_KEY, _USED = "key", "used"
_FRESH = 60
"""Seconds after which another use is noted: not every answer need carry a cookie."""


def note_use(request: Request) -> None:
    """Note that the session is used now."""
    request.session[_USED] = int(time())


def renew_key(request: Request) -> None:
    """Know the session by another key, now that its owner has shown once more who they are.

    Whoever has a copy of the cookie from before has nothing any more (ASVS 5.0, V7.2.4).
    """
    request.session[_KEY] = sessions.renew(request.app.state.database, str(request.session[_KEY]))


def session_key(request: Request) -> str | None:
    """Return the key of the session that a cookie names, unless it has not been used for too long."""
    key = request.session.get(_KEY)
    if not key:
        return None
    used = request.session.get(_USED)
    rested = int(time()) - used if isinstance(used, int) else _FRESH
    if rested > request.app.state.settings.idle_minutes * 60:
        return None
    by_itself = request.method in {"GET", "HEAD"} and SCRIPT in request.headers
    if abs(rested) >= _FRESH and not by_itself:  # a clock that was set back does not lengthen anything
        note_use(request)
    return str(key)

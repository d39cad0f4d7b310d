"""How many requests one address may make in a minute, and one account."""

from math import ceil
from time import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from api.accounts.events import at_the_door
from api.errors import TooManyRequests
from api.http.headers import STATIC
from api.http.line import line_of
from api.http.problems import problem_of, response

FREE = ("/healthz", "/readyz", STATIC)
"""Where the paths begin that are not counted."""


class PerMinute:
    """Counts requests in this process alone."""

    def __init__(self, most: int, whose: str) -> None:
        """Take the limit.

        Args:
            most: requests in a minute; 0 for no limit.
            whose: said of one who made more, such as ``您的账号``; may be empty.
        """
        self._limit = RateLimitItemPerMinute(most) if most else None
        self._counts = FixedWindowRateLimiter(MemoryStorage())
        self._whose = whose

    def take(self, who: str) -> None:
        """Count a request.

        Raises:
            TooManyRequests: it is one too many; says when to come again.
        """
        limit = self._limit
        if limit is None or self._counts.hit(limit, who):
            return
        seconds = max(1, ceil(self._counts.get_window_stats(limit, who).reset_time - time()))
        error = TooManyRequests(
            f"{self._whose}一分钟里的请求超过 {limit.amount} 次", remedy=f"请等 {seconds} 秒再试"
        )
        error.seconds = seconds
        error.first = self._counts.storage.get(limit.key_for(who)) == limit.amount + 1
        raise error


class RateLimit:
    """Refuses more than so many requests in a minute from one address.

    Which address is the client's when a proxy stands in front is settled before, by uvicorn.
    """

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        """Wrap an application.

        Args:
            app: the application.
            per_minute: requests; 0 for no limit.
        """
        self._app = app
        self._counts = PerMinute(per_minute, "")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Call the application, or say when to come again."""
        if scope["type"] == "http" and not scope["path"].startswith(FREE):
            line = line_of(scope)
            try:
                self._counts.take(line)
            except TooManyRequests as error:
                if error.first:  # not each of thousands: they would drown whatever else is logged
                    at_the_door("too_many_requests", "一分钟里的请求太多", line=line)
                await response(scope, problem_of(error))(scope, receive, send)
                return
        await self._app(scope, receive, send)

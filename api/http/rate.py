"""How many requests one address may make in a minute, and one account."""

from ipaddress import IPv6Address, ip_address
from math import ceil
from time import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import TooManyRequests
from api.http.headers import STATIC
from api.http.problems import problem_of, response

FREE = ("/healthz", "/readyz", STATIC)
"""Where the paths begin that are not counted."""
_NETWORK = 64
"""Bits of an IPv6 address that tell one line from another; whoever has one has all the rest."""


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
            try:
                self._counts.take(line_of(scope))
            except TooManyRequests as error:
                await response(scope, problem_of(error))(scope, receive, send)
                return
        await self._app(scope, receive, send)


def line_of(scope: Scope) -> str:
    """Return what tells the sender from others; empty where there is no address, as on a Unix socket."""
    address = scope["client"][0] if scope.get("client") else ""
    if ":" not in address:
        return str(address)
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return str(address)
    if isinstance(known, IPv6Address) and not known.ipv4_mapped:
        return f"{int(known) >> _NETWORK:x}"
    return str(known)

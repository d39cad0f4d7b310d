"""How many requests one address may make in a minute."""

from dataclasses import replace
from ipaddress import IPv6Address, ip_address
from math import ceil
from time import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import TooManyRequests
from api.http.headers import STATIC
from api.http.problems import Problem, problem_of, response

FREE = ("/healthz", "/readyz", STATIC)
"""Where the paths begin that are not counted."""
_NETWORK = 64
"""Bits of an IPv6 address that tell one line from another; whoever has one has all the rest."""


class RateLimit:
    """Refuses more than so many requests in a minute from one address.

    Counted in this process alone. Which address is the client's when a proxy stands in front is settled
    before, by uvicorn.
    """

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        """Wrap an application.

        Args:
            app: the application.
            per_minute: requests; 0 for no limit.
        """
        self._app = app
        self._limit = RateLimitItemPerMinute(per_minute) if per_minute else None
        self._counts = FixedWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Call the application, or say when to come again."""
        limit = self._limit
        if limit is None or scope["type"] != "http" or scope["path"].startswith(FREE):
            await self._app(scope, receive, send)
            return
        line = line_of(scope)
        if self._counts.hit(limit, line):
            await self._app(scope, receive, send)
            return
        seconds = max(1, ceil(self._counts.get_window_stats(limit, line).reset_time - time()))
        await response(scope, _refusal(limit.amount, seconds))(scope, receive, send)


def _refusal(amount: int, seconds: int) -> Problem:
    error = TooManyRequests(f"一分钟里的请求超过 {amount} 次", remedy=f"请等 {seconds} 秒再试")
    return replace(problem_of(error), headers={"Retry-After": str(seconds)})


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

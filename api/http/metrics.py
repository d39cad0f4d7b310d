"""What the service has done, for Prometheus: numbers only, nothing of a draft, an account or an address."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from model.review import Review

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that names the folder in which several processes add up their numbers. prometheus_client
reads it once, when it is first imported."""

_BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.03, 0.06, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_NO_ROUTE = "none"


class Metrics:
    """The numbers of one application."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        self._requests = Counter(
            "lianshen_requests", "请求数", ["route", "method", "status"], registry=registry
        )
        self._seconds = Histogram(
            "lianshen_request_seconds", "请求用时（秒）", ["route"], buckets=_BUCKETS, registry=registry
        )
        self._reviews = Counter("lianshen_reviews", "审读的草稿数", ["tier"], registry=registry)
        self._waiting = Gauge(
            "lianshen_drafts_waiting",
            "正在等结果的草稿数，在审的也算",
            multiprocess_mode="livesum",
            registry=registry,
        )
        self._request = lru_cache(maxsize=1024)(self._requests.labels)
        self._duration = lru_cache(maxsize=1024)(self._seconds.labels)
        self._reviewed = lru_cache(maxsize=8)(self._reviews.labels)

    def middleware(self, app: ASGIApp) -> ASGIApp:
        """Return an application that counts the requests of another."""
        return _Counted(app, self)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Count a draft as waiting while the block runs."""
        self._waiting.inc()
        try:
            yield
        finally:
            self._waiting.dec()

    def reviewed(self, review: Review) -> None:
        """Count a review under the tier that made it."""
        self._reviewed(review.model.partition("-")[0]).inc()

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request.

        Args:
            route: the template of its path, such as ``/drafts/{id}``.
            method: of HTTP.
            status: of HTTP.
            seconds: from the first byte of the request's head to the last of the answer.
        """
        self._request(route, method if method in _METHODS else "OTHER", str(status)).inc()
        self._duration(route).observe(seconds)

    def response(self) -> Response:
        """Return all numbers as Prometheus reads them, those of the other processes included."""
        registry = self._registry
        if FOLDER in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_PLAIN_0_0_4)


class _Counted:
    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500  # what the server says where the application says nothing
        begun = perf_counter()

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            self._metrics.answered(_template(scope), scope["method"], status, perf_counter() - begun)


def _template(scope: Scope) -> str:
    """Return the path as the route writes it, never as it was asked for, which may hold anything.

    Of what is mounted, such as the folder of static files, that is where it is mounted.
    """
    return str(getattr(scope.get("route"), "path", scope.get("root_path")) or _NO_ROUTE)

"""What the service has done, for Prometheus: numbers only, nothing of a draft, an account or an address.

What is counted here is added up over the processes that answer requests; how things stand, whoever is asked,
is in :mod:`api.http.standing`.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import psutil
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector
from sqlalchemy import Engine, ExceptionContext, event
from starlette.responses import Response

from api.http.answered import Answer
from api.storage.database import OUT_OF_REACH
from model.review import Review

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that names the folder in which several processes add up their numbers. prometheus_client
reads it once, when it is first imported."""

_BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.03, 0.06, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30)


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
        self._problems = Counter(
            "lianshen_problems", "没有办成的请求，按错误的种类", ["kind"], registry=registry
        )
        self._database_errors = Counter(
            "lianshen_database_errors", "数据库连不上或用不了的次数", registry=registry
        )
        self._request = lru_cache(maxsize=1024)(self._requests.labels)
        self._duration = lru_cache(maxsize=1024)(self._seconds.labels)
        self._reviewed = lru_cache(maxsize=8)(self._reviews.labels)

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

    def answered(self, answer: Answer) -> None:
        """Count a request, and the problem it ended with."""
        self._request(answer.route, answer.method, str(answer.status)).inc()
        self._duration(answer.route).observe(answer.seconds)
        if answer.kind:
            self._problems.labels(answer.kind).inc()

    def watch(self, engine: Engine) -> None:
        """Count from now on how often a database cannot be reached or used."""
        event.listen(engine, "handle_error", self._note_error)

    def response(self, standing: Iterator[Metric]) -> Response:
        """Return all numbers as Prometheus reads them, those of the other processes included.

        Args:
            standing: how things stand besides.
        """
        counted = self._registry
        if FOLDER in os.environ:
            counted = CollectorRegistry()
            MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
        besides = CollectorRegistry()
        besides.register(_Known(standing))
        return Response(
            generate_latest(counted) + generate_latest(besides), media_type=CONTENT_TYPE_PLAIN_0_0_4
        )

    def _note_error(self, context: ExceptionContext) -> None:
        if type(context.sqlalchemy_exception) in OUT_OF_REACH:
            self._database_errors.inc()


class _Known(Collector):
    def __init__(self, metrics: Iterator[Metric]) -> None:
        self._metrics = list(metrics)

    def collect(self) -> list[Metric]:
        return self._metrics


def forget_the_dead() -> None:
    """Count no longer as waiting what waited in a process that was killed and replaced by this one."""
    if FOLDER not in os.environ:
        return
    files = Path(os.environ[FOLDER]).glob("gauge_live*_*.db")
    numbers = {int(found[1]) for file in files if (found := re.search(r"_(\d+)\.db$", file.name))}
    for number in numbers:
        if not psutil.pid_exists(number):
            mark_process_dead(number)  # type: ignore[no-untyped-call]

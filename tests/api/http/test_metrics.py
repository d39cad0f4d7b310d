"""The numbers for Prometheus, and that they hold nothing else."""

import asyncio
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from fastapi import APIRouter, FastAPI
from httpx import ASGITransport, AsyncClient
from prometheus_client.parser import text_string_to_metric_families
from starlette.responses import PlainTextResponse
from starlette.routing import Mount

from api.http.metrics import Metrics
from tests.api.reviews import CLEAN

ASKED = "138000000001"


def application(metrics: Metrics) -> FastAPI:
    app = FastAPI()
    router = APIRouter(prefix="/v1")

    @router.get("/drafts/{number}")
    async def one(number: int) -> int:
        return number

    @router.get("/broken")
    async def broken() -> None:
        raise ZeroDivisionError

    app.include_router(router)
    app.router.routes.append(Mount("/static", PlainTextResponse("css")))
    app.add_middleware(metrics.middleware)
    return app


def ask(metrics: Metrics, *requests: tuple[str, str]) -> None:
    transport = ASGITransport(application(metrics), raise_app_exceptions=False)

    async def ask_all() -> None:
        async with AsyncClient(transport=transport, base_url="http://test") as client:
            for method, path in requests:
                await client.request(method, path)

    asyncio.run(ask_all())


def numbers(text: str, name: str) -> dict[tuple[str, ...], float]:
    """Return the samples of a name by the values of their labels."""
    return {
        tuple(sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == name
    }


def stated(metrics: Metrics) -> str:
    return bytes(metrics.response().body).decode()


def test_requests_are_counted_by_the_template_of_their_path() -> None:
    metrics = Metrics()
    ask(metrics, *[("GET", f"/v1/drafts/{number}") for number in range(3)], ("GET", "/v1/drafts/x"))
    ask(metrics, ("GET", "/v1/broken"), ("GET", "/static/style.css"), ("POST", "/v1/drafts/1"))
    assert numbers(stated(metrics), "lianshen_requests_total") == {
        ("GET", "/v1/drafts/{number}", "200"): 3,
        ("GET", "/v1/drafts/{number}", "422"): 1,
        ("GET", "/v1/broken", "500"): 1,
        ("GET", "/static", "200"): 1,
        ("POST", "/v1/drafts/{number}", "405"): 1,
    }
    assert numbers(stated(metrics), "lianshen_request_seconds_count")["/v1/drafts/{number}",] == 5


def test_nothing_that_was_asked_for_stands_in_a_label() -> None:
    metrics = Metrics()
    ask(metrics, ("GET", f"/{ASKED}"), (ASKED, "/v1/drafts/1"), ("GET", f"/v1/drafts/{ASKED}?q={ASKED}"))
    assert ASKED not in stated(metrics)
    assert ("GET", "none", "404") in numbers(stated(metrics), "lianshen_requests_total")


def test_reviews_are_counted_by_tier_and_those_who_wait_while_they_wait() -> None:
    metrics = Metrics()
    metrics.reviewed(replace(CLEAN, model="full-0123456789ab"))
    with metrics.waiting():
        assert numbers(stated(metrics), "lianshen_drafts_waiting") == {(): 1}
    assert numbers(stated(metrics), "lianshen_drafts_waiting") == {(): 0}
    assert numbers(stated(metrics), "lianshen_reviews_total") == {("full",): 1}


def test_each_application_counts_for_itself() -> None:
    one, other = Metrics(), Metrics()
    one.answered("/", "GET", 200, 0.1)
    assert "lianshen_requests_total{" not in stated(other)


_PROCESS = """
from api.http.metrics import Metrics
metrics = Metrics()
metrics.answered("/", "GET", 200, 0.1)
print(bytes(metrics.response().body).decode())
"""


def test_several_processes_add_up(tmp_path: Path) -> None:
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    for _ in range(3):
        said = subprocess.run(  # noqa: S603 - our own interpreter and words
            [sys.executable, "-c", _PROCESS], env=environment, capture_output=True, text=True, check=True
        ).stdout
    assert numbers(said, "lianshen_requests_total") == {("GET", "/", "200"): 3}
    assert numbers(said, "lianshen_request_seconds_count") == {("/",): 3}

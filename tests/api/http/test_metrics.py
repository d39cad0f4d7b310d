"""The numbers for Prometheus, and that they hold nothing else."""

import asyncio
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI
from httpx import ASGITransport, AsyncClient
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.testclient import TestClient

from api.batches import table
from api.errors import StorageError
from api.http.answered import Answer, Answered
from api.http.metrics import Metrics
from api.http.standing import standing
from api.storage.database import Database
from tests.api.batches.uploaded import add_batch, add_reviewer
from tests.api.reviews import CLEAN
from tests.pages import rows, section

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
    app.add_middleware(Answered, metrics.answered)
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
    return bytes(metrics.response(iter(())).body).decode()


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
    one.answered(Answer("/", "GET", 200, 0.1))
    assert "lianshen_requests_total{" not in stated(other)


_PROCESS = """
import os
import sys
from api.http.answered import Answer
from api.http.metrics import Metrics, forget_the_dead
forget_the_dead()
metrics = Metrics()
metrics.answered(Answer("/", "GET", 200, 0.1))
with metrics.waiting():
    print(bytes(metrics.response(iter(())).body).decode(), flush=True)
    os._exit(0)
"""
"""A process that ends as if it were killed while a draft waits."""


def test_several_processes_add_up_and_what_waited_in_one_that_was_killed_waits_no_more(
    tmp_path: Path,
) -> None:
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    for _ in range(2):
        said = subprocess.run(  # noqa: S603 - our own interpreter and words
            [sys.executable, "-c", _PROCESS], env=environment, capture_output=True, text=True, check=True
        ).stdout
    assert numbers(said, "lianshen_requests_total") == {("GET", "/", "200"): 2}
    assert numbers(said, "lianshen_request_seconds_count") == {("/",): 2}
    assert numbers(said, "lianshen_drafts_waiting") == {(): 1}


def test_what_went_wrong_is_counted_by_kind() -> None:
    metrics = Metrics()
    ask(metrics, ("GET", "/v1/broken"))
    metrics.answered(Answer("/login", "POST", 401, 0.2, "LogInRefused"))
    assert numbers(stated(metrics), "lianshen_problems_total") == {("Unforeseen",): 1, ("LogInRefused",): 1}


def test_a_database_that_cannot_be_used_is_counted_each_time(tmp_path: Path) -> None:
    (tmp_path / "broken.sqlite3").write_text("no database")
    database = Database.open(f"sqlite:///{tmp_path / 'broken.sqlite3'}")
    metrics = Metrics()
    metrics.watch(database.engine)
    for _ in range(2):
        with pytest.raises(StorageError), database.session() as session:
            session.execute(text("SELECT 1"))
    database.close()
    assert numbers(stated(metrics), "lianshen_database_errors_total") == {(): 2}


@pytest.fixture(scope="module")
def asked(service: TestClient) -> str:
    """What the service says of itself, with a batch half scored."""
    database = service.app.state.database  # type: ignore[attr-defined]
    batch = add_batch(database, add_reviewer(database), {})
    table.change(database, batch, state="running", scored=30, unread=2, total=100)
    return service.get("/metrics").text


def test_how_things_stand_is_told(service: TestClient, asked: str) -> None:
    version = service.get("/readyz").json()["model"]
    assert numbers(asked, "lianshen_model_info") == {(version,): 1}
    assert numbers(asked, "lianshen_database_up") == {(): 1}
    assert numbers(asked, "lianshen_batches")["running",] == 1
    assert numbers(asked, "lianshen_batches")["failed",] == 0
    assert numbers(asked, "lianshen_batch_drafts") == {("scored",): 30, ("unread",): 2}
    assert numbers(asked, "lianshen_batch_drafts_waiting") == {(): 68}
    assert set(numbers(asked, "lianshen_trainings").values()) == {0}
    assert numbers(asked, "lianshen_memory_bytes")["server",] > 50e6
    assert numbers(asked, "lianshen_cpu_seconds_total")["server",] > 0.1
    assert 0 < numbers(asked, "lianshen_disk_free_bytes")[()] <= numbers(asked, "lianshen_disk_bytes")[()]


def test_a_database_that_is_away_is_told_and_the_rest_all_the_same() -> None:
    database = Database.open("postgresql://office@127.0.0.1:1/lianshen")
    told = {metric.name: metric for metric in standing(database, "fast-1")}
    database.close()
    assert told["lianshen_database_up"].samples[0].value == 0
    assert "lianshen_batches" not in told
    assert told["lianshen_memory_bytes"].samples


def test_the_page_lists_every_number_there_is(asked: str) -> None:
    found = {family.name: family for family in text_string_to_metric_families(asked)}
    stated = {
        name + ("_total" if family.type == "counter" else "")
        for name, family in found.items()
        if not name.endswith("_created")
    }
    assert set(rows(section("docs/serve.md", "监测"))) == stated

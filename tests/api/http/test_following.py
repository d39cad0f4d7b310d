"""A running process takes the model in use, whichever it is, and mixes no two of them."""

import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from threading import Event

import httpx
import pytest
from starlette.testclient import TestClient

from api.http import following
from api.load.server import serving as served
from model.bundle import load_bundle, save_bundle
from model.draft import Draft
from model.review import to_json
from model.reviewer import Reviewer
from tests.api.services import serving
from tests.model.bundles import made
from training.promoting import put_in_use
from training.train import keep

WITHIN = 20.0
"""Seconds that a switch may take on a machine however busy; by itself it takes one or two."""
DRAFTS = tuple(
    Draft(f"关于第 {number} 条路的建议", f"第 {number} 条路坑洼，希望重视。建议县交通运输局修好。")
    for number in range(40)
)


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """A model in use, and another one beside it."""
    return keep(made(), tmp_path), save_bundle(made(seed=1), tmp_path / "models")


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + WITHIN
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def client(tmp_path: Path, two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    assert two
    monkeypatch.setattr(following, "_EVERY", 0.02)
    with serving(tmp_path) as client:
        yield client


def in_use(client: TestClient) -> str:
    return str(client.get("/v1/models/current").json()["version"])


def test_everything_that_tells_of_the_model_follows(client: TestClient, two: tuple[Path, Path]) -> None:
    for folder in (*two, two[0]):
        put_in_use(folder)
        until(lambda folder=folder: in_use(client) == folder.name)  # type: ignore[misc]
        told = client.get("/v1/models/current").json()
        assert (told["judging"], told["training"]["seed"]) == (folder.name, int(folder == two[1]))
        assert client.get("/readyz").json()["model"] == folder.name
        units = [unit["name"] for unit in client.get("/v1/units").json()]
        assert units == list(load_bundle(folder).units.names)
        sent = {"title": DRAFTS[0].title, "body": DRAFTS[0].body, "level": DRAFTS[0].level}
        review = client.post("/v1/reviews", json=sent)
        assert review.content == to_json(Reviewer.load(folder).review(DRAFTS[0]))


def test_a_model_that_cannot_be_loaded_leaves_the_old_one_in_use_and_is_told_of_once(
    client: TestClient,
    two: tuple[Path, Path],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old, new = two
    monkeypatch.setattr(following, "_AGAIN", 0.05)
    kept = (new / "model.json").read_bytes()
    (new / "model.json").write_bytes(kept.replace(b"0.65", b"0.05"))
    put_in_use(new)
    until(lambda: bool(caplog.records))
    time.sleep(0.3)
    (only,) = caplog.records
    assert only.levelno == logging.ERROR
    assert only.getMessage().startswith(f"换的模型用不了，仍用 {old.name}。")
    assert "model.json 被改动过" in only.getMessage()
    assert in_use(client) == old.name
    (new / "model.json").write_bytes(kept)
    until(lambda: in_use(client) == new.name)  # mended, without another switch


def test_under_load_every_answer_is_whole_and_of_one_model(tmp_path: Path, two: tuple[Path, Path]) -> None:
    """Two processes, four clients that never pause, and switches there and back all the while."""
    expected = {
        folder.name: [to_json(Reviewer.load(folder).review(draft)) for draft in DRAFTS] for folder in two
    }
    stop = Event()
    answers: list[tuple[float, str]] = []
    wrong: list[tuple[int, bytes]] = []

    def ask(base: str, number: int) -> None:
        while not stop.is_set():
            draft = DRAFTS[number := (number + 1) % len(DRAFTS)]
            sent = {"title": draft.title, "body": draft.body, "level": draft.level}
            # A connection for each, so that both processes are asked by every client.
            answer = httpx.post(f"{base}/v1/reviews", json=sent, timeout=30)
            version = answer.json().get("model", "")
            answers.append((time.monotonic(), version))
            if answer.status_code != 200 or answer.content != expected[version][number]:
                wrong.append((answer.status_code, answer.content))

    with served(tmp_path, "fast", 2) as server, ThreadPoolExecutor(4) as clients:
        base = f"http://{server.address.host}:{server.address.port}"
        asking = [clients.submit(ask, base, 10 * number) for number in range(4)]
        switches = []
        try:
            for folder in (two[1], two[0], two[1]):
                put_in_use(folder)
                switches.append((time.monotonic(), folder.name))
                until(lambda name=folder.name: {version for _, version in answers[-40:]} == {name})  # type: ignore[misc]
        finally:
            stop.set()
        for each in asking:
            each.result()
    assert wrong == []
    assert {version for _, version in answers} == set(expected)
    for (began, name), (ended, _) in pairwise([*switches, (time.monotonic(), "")]):
        late = [when - began for when, version in answers if began < when < ended and version != name]
        assert max(late, default=0.0) < WITHIN

"""The queue, in each of the places where it may lie."""

import logging
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
import redis

from api.errors import SettingsError, StorageError
from api.jobs.queue import Queue


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    """The address of a Redis server that keeps nothing."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("Redis is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    server = subprocess.Popen([program, "--port", port, "--save", "", "--dir", str(tmp_path)])  # noqa: S603 - Redis
    client = redis.Redis(port=int(port))
    until = time.monotonic() + 30
    while True:
        try:
            client.ping()
            break
        except redis.ConnectionError:
            assert time.monotonic() < until
            time.sleep(0.05)
    yield f"redis://127.0.0.1:{port}/0"
    client.close()
    server.terminate()
    server.wait()


@pytest.mark.parametrize("where", ["sqlite_url", "postgresql_url", "redis_url"])
def test_numbers_come_out_as_they_went_in(where: str, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue(where)
    worked: list[int] = []
    giving, taking = Queue(url), Queue(url, worked.append)
    giving.put(3)
    giving.put(1)
    assert not taking.empty
    (first, _) = taking.huey.storage.enqueued_items()
    assert orjson.loads(bytes(first))["args"] == [3], "nothing in it can run"
    for _ in range(2):
        taking.huey.execute(taking.huey.dequeue())
    assert worked == [3, 1]
    assert giving.empty
    for queue in (giving, taking):
        queue.close()


def test_only_the_owner_may_read_the_file(sqlite_url: str) -> None:
    queue = Queue(sqlite_url)
    queue.close()
    assert Path(sqlite_url.removeprefix("sqlite:///")).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("url", ["amqp://x", "jobs", "sqlite://", "", "redis://:x:y:z/notanumber"])
def test_an_address_that_is_none_is_told(url: str) -> None:
    with pytest.raises(SettingsError) as raised:
        Queue(url)
    assert raised.value.where == "LIANSHEN_JOBS_URL"


def test_a_database_out_of_reach_is_told_without_its_password() -> None:
    with pytest.raises(StorageError) as raised:
        Queue("postgresql://office:geheim@127.0.0.1:1/jobs")
    assert "geheim" not in str(raised.value)


def test_a_queue_that_is_away_costs_no_batch(caplog: pytest.LogCaptureFixture) -> None:
    queue = Queue("redis://127.0.0.1:1/0")
    with caplog.at_level(logging.WARNING, "lianshen"):
        queue.put(5)
    assert caplog.messages == ["任务队列用不了（ConnectionError），批次 5 稍后再排。"]

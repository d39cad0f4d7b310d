"""The service as systemd starts and stops it: the settings of the example, nobody at the terminal."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.api.cli.program import LIANSHEN, start
from tests.deploy.places import example_here
from tests.deploy.proxies import free_port

_PATIENCE = 120


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
def test_it_logs_nothing_but_json_shows_no_one_time_link_and_ends_when_told(
    small_home: Path, tmp_path: Path
) -> None:
    port = free_port()
    own = example_here(small_home, tmp_path, port)
    log = tmp_path / "log.txt"
    with log.open("wb") as written:
        process = start(LIANSHEN, "serve", environment=own, stdout=written, stderr=subprocess.STDOUT)
    try:
        number = _ready(port, process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(_PATIENCE) == 0
    finally:
        process.kill()
    said = log.read_text("utf-8")
    events = [json.loads(line) for line in said.splitlines()]
    assert [event["event"] for event in events] == ["trail", "started", "no_administrator", "request"]
    assert "lianshen users add" in events[2]["message"]
    assert (events[3]["route"], events[3]["request"]) == ("/login", number)
    assert "welcome" not in said


def _ready(port: int, process: "subprocess.Popen[bytes]") -> str:
    """Wait until a page is answered; return the number of that request."""
    until = time.monotonic() + _PATIENCE
    while True:
        assert process.poll() is None
        assert time.monotonic() < until
        try:
            return httpx.get(f"http://127.0.0.1:{port}/login", timeout=_PATIENCE).headers["X-Request-ID"]
        except httpx.ConnectError:
            time.sleep(0.1)

"""The service in processes of its own, with nothing of the user's but the model in use."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

import orjson
import psutil

from api.errors import ServiceFailed
from api.load.client import Address
from api.load.paths import PROCESS
from api.load.result import Tier
from api.settings import PREFIX

_COMMAND = "from api.load.served import main; main()"
_ADDRESS = re.compile(r"http://([\d.]+):(\d+)")
_PATIENCE = 60.0
_SHUTDOWN = 20.0
_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Server:
    """A service that answers.

    Attributes:
        address: where.
        start: seconds from the call of the command until it said that it was ready.
        workers: number of its processes that answer.
        place: folder with its database (``lianshen.sqlite3``) and its key (``secret.key``).
    """

    address: Address
    start: float
    workers: int
    place: Path
    _process: psutil.Process

    @property
    def pid(self) -> int:
        """Number of the process that the others are under."""
        return self._process.pid

    def memory(self) -> float:
        """Return the MiB that its processes hold; what they share counts for each."""
        return sum(process.memory_info().rss for process in self._processes()) / _MEGABYTE

    def processor(self) -> float:
        """Return the seconds of processor time that its processes have used."""
        return sum(sum(process.cpu_times()[:2]) for process in self._processes())

    def _processes(self) -> list[psutil.Process]:
        return [self._process, *self._process.children(recursive=True)]


@contextmanager
def serving(home: Path, tier: Tier, workers: int) -> Iterator[Server]:
    """Start the service on a free port, with an empty database, and stop it in the end.

    Args:
        home: folder in which a model is in use.
        tier: that judges.
        workers: number of server processes.

    Raises:
        ServiceFailed: it does not start; the error says what it said.
    """
    with TemporaryDirectory(prefix="lianshen-") as place, (Path(place) / "said").open("w+b") as said:
        began = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - the command is our own
            [sys.executable, "-c", _COMMAND],
            env=_environment(home, Path(place), tier, workers),
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
        )
        try:
            address = _address(process, said)
            _ask(address, "/readyz")
            start = time.perf_counter() - began
            _await_all(address, workers)
            yield Server(address, start, workers, Path(place), psutil.Process(process.pid))
        finally:
            _stop(process)


def _environment(home: Path, place: Path, tier: Tier, workers: int) -> dict[str, str]:
    """Return the environment less the settings of the service that runs here otherwise."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    settings = {
        "HOME": str(home),
        "HOST": "127.0.0.1",
        "PORT": "0",
        "WORKERS": str(workers),
        "TIER": tier,
        "DATABASE_URL": f"sqlite:///{place / 'lianshen.sqlite3'}",
        "SECRET_FILE": str(place / "secret.key"),
        "RATE": "0",
        "ACCOUNT_RATE": "0",
    }
    return kept | {PREFIX + name: value for name, value in settings.items()}


def _address(process: subprocess.Popen[str], said: IO[bytes]) -> Address:
    """Return the address that the service prints."""
    for line in process.stdout or ():
        if found := _ADDRESS.search(line):
            return Address(found[1], int(found[2]))
    said.seek(0)
    last = said.read().decode(errors="replace").strip().rpartition("\n")[2]
    raise ServiceFailed(f"服务没有启动（{last.removesuffix('。') or '没有说明原因'}）")


def _await_all(address: Address, workers: int) -> None:
    """Wait until every process has answered: the first one up would get all connections else."""
    seen: set[object] = set()
    until = time.perf_counter() + _PATIENCE
    while len(seen) < workers:
        seen.add(_ask(address, PROCESS))
        if time.perf_counter() > until:
            raise ServiceFailed(f"{workers} 个进程里只有 {len(seen)} 个回答")


def _ask(address: Address, path: str) -> Any:
    connection = HTTPConnection(address.host, address.port, timeout=_PATIENCE)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read()
    except (OSError, HTTPException) as error:
        raise ServiceFailed(f"服务没有回答（{error}）", where=path) from error
    finally:
        connection.close()
    if response.status != 200:
        raise ServiceFailed(f"服务答以 {response.status}：{body.decode(errors='replace')}", where=path)
    return orjson.loads(body)


def _stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.communicate(timeout=_SHUTDOWN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()

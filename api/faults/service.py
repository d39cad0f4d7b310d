"""The service that is killed: as a user starts it, or as a copy of a process that has loaded everything."""

import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Final

import psutil
import uvicorn

from api.errors import ServiceFailed
from api.faults.home import Home
from api.faults.victims import PROGRAM, kill_all
from api.http.app import create_app
from api.load.client import Address
from api.settings import read_settings
from api.storage.database import Database
from api.storage.migrate import migrate

_ADDRESS: Final = re.compile(r"http://([\d.]+):(\d+)")
_PATIENCE = 60.0
_LOOK = 0.005
_SHUTDOWN = 20.0


@dataclass(slots=True)
class Service:
    """``lianshen serve`` in processes of its own.

    Attributes:
        address: where it answers.
        start: seconds from the command until it was ready.
        processor: seconds of processor time that its processes had used by then, batches' left out: how long
            it takes where the machine has nothing else to do, as far as no disk is waited for.
        said: file that takes its output.
    """

    address: Address
    start: float
    processor: float
    said: Path
    _process: "subprocess.Popen[bytes]" = field(repr=False)

    @property
    def pid(self) -> int:
        """Number of the process that the others are under."""
        return self._process.pid

    def kill(self) -> None:
        """Kill all its processes at once."""
        kill_all(self._process.pid)
        self._process.wait()

    def stop(self) -> None:
        """End it in order."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(_SHUTDOWN)
            except subprocess.TimeoutExpired:
                self.kill()

    @property
    def workers(self) -> list[int]:
        """Numbers of its processes that answer, where there are several."""
        return [each.pid for each in _answering(psutil.Process(self.pid))]

    @property
    def ended(self) -> bool:
        """Whether it has ended."""
        return self._process.poll() is not None


def start(home: Home, said: Path, *, workers: int = 1, more: dict[str, str] | None = None) -> Service:
    """Start the service as a user does, and wait until it is ready.

    Args:
        home: its data folder.
        said: file that takes its output.
        workers: number of server processes.
        more: settings of it, as environment variables.

    Raises:
        ServiceFailed: it does not start; the error says what it said.
    """
    began = time.perf_counter()
    with said.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [*PROGRAM, "serve", "--workers", str(workers)],
            env=home.environment | (more or {}),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    try:
        address = _announced(said, process)
        wait_until_ready(address, lambda: process.poll() is None)
    except BaseException:
        kill_all(process.pid)
        process.wait()
        raise
    taken = time.perf_counter() - began
    return Service(address, taken, _processor(process.pid), said, process)


def _processor(number: int) -> float:
    """Return the longest that one process of the service has kept a processor busy, with the first one's."""
    first = psutil.Process(number)
    own = [sum(each.cpu_times()[:2]) for each in _answering(first)]
    return sum(first.cpu_times()[:2]) + max(own, default=0.0)


def _answering(first: psutil.Process) -> list[psutil.Process]:
    """Return the server processes of a service that has several: copies of one, where the system can copy."""
    below = first.children()
    for child in below:
        if "multiprocessing.forkserver" in _words(child):
            return child.children()
    return [each for each in below if not {"api.jobs", "resource_tracker"} & _words(each)]


def _announced(said: Path, process: "subprocess.Popen[bytes]") -> Address:
    """Wait until the service says where it is."""
    until = time.perf_counter() + _PATIENCE
    while not (found := _ADDRESS.search(said.read_text("utf-8", "replace"))):
        if process.poll() is not None or time.perf_counter() > until:
            raise ServiceFailed(f"服务没有启动：{_last_words(said)}")
        time.sleep(_LOOK)
    return Address(found[1], int(found[2]))


@contextmanager
def running(
    home: Home, said: Path, *, workers: int = 1, more: dict[str, str] | None = None
) -> Iterator[Service]:
    """Have the service run meanwhile, see :func:`start`."""
    service = start(home, said, workers=workers, more=more)
    try:
        yield service
    finally:
        service.stop()


def serve_here(listener: socket.socket) -> None:
    """Serve in this process until it is killed, by the settings of the environment, without batches."""
    settings = read_settings()
    database = Database.open(settings.database_url.get_secret_value())
    migrate(database)
    database.close()
    config = uvicorn.Config(create_app(settings), ws="none", log_level="warning", access_log=False)
    uvicorn.Server(config).run(sockets=[listener])


def wait_until_ready(address: Address, lives: Callable[[], bool] = lambda: True) -> None:
    """Wait until the service says that it can work.

    Args:
        address: where it is to answer.
        lives: tells whether its process is still there.

    Raises:
        ServiceFailed: it has ended, or does not become ready.
    """
    until = time.perf_counter() + _PATIENCE
    while status(address) != 200:
        if time.perf_counter() > until or not lives():
            raise ServiceFailed("服务没有准备好", where="/readyz")
        time.sleep(_LOOK)


def status(address: Address, path: str = "/readyz", seconds: float = 10.0) -> int:
    """Return the status of an answer; 0 where there was none."""
    connection = HTTPConnection(address.host, address.port, timeout=seconds)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
    except (OSError, HTTPException):
        return 0
    else:
        return response.status
    finally:
        connection.close()


def _words(process: psutil.Process) -> set[str]:
    """Return the words of the command by which a process was started."""
    return {word for argument in process.cmdline() for word in re.findall(r"[\w.]+", argument)}


def _last_words(said: Path) -> str:
    return said.read_text("utf-8", "replace").strip().rpartition("\n")[2].removesuffix("。") or "没有说明原因"

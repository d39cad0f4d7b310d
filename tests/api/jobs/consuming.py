"""The process that scores batches, as the service starts it, and what it has come to."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.api.cli.program import start

_SLOWLY = """
from api.batches import running
from api.jobs import consumer
from tests.api.cli import scores

running.pack = scores.counted
consumer.LEAVE = 60
"""
BY_ALL_CORES = f"{_SLOWLY}consumer.run()"
"""The process, taking its time over each draft and adding its title to the file that ``COUNTED`` names.

It has longer to stop in order than in use, for other tests may keep the machine busy.
"""
BY_ONE = f"{_SLOWLY}running.cores = lambda: 1\nconsumer.run()"
"""Likewise, with one process that reviews: it is there sooner than one for each core."""
_PATIENCE = 120


@contextmanager
def consumer(
    home: Path, database_url: str, program: str = BY_ONE, pace: float = 0.0, **settings: str
) -> Iterator["Consumer"]:
    """Have the process work meanwhile; at the end it is killed if it is still there.

    Args:
        home: with the model in use.
        database_url: where the batches are.
        program: that is run.
        pace: seconds it takes over each draft.
        settings: of the service.
    """
    environment = {
        "LIANSHEN_HOME": str(home),
        "LIANSHEN_DATABASE_URL": database_url,
        "COUNTED": str(home / "counted"),
        "PACE": str(pace),
    } | {f"LIANSHEN_{name.upper()}": value for name, value in settings.items()}
    process = start(program, environment=environment, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    own = Consumer(process)
    try:
        yield own
    finally:
        own.kill()


class Consumer:
    """The process."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process
        self.said = b""

    def kill(self) -> None:
        """Kill it, and see that the processes it started end of themselves."""
        if self.process.poll() is None:
            root = psutil.Process(self.process.pid)
            family = [root, *root.children(recursive=True)]
            self.process.kill()
            self.said = self.process.communicate()[1]
            _, alive = psutil.wait_procs(family, timeout=20)
            assert not alive, "processes outlive the one they work for"

    def end(self) -> int:
        """Wait until it has ended of itself; return its exit code."""
        self.said = self.process.communicate(timeout=_PATIENCE)[1]
        return self.process.returncode


def wait_until(true: Callable[[], bool]) -> None:
    """Wait for something another process does."""
    until = time.monotonic() + _PATIENCE
    while not true():
        assert time.monotonic() < until
        time.sleep(0.05)

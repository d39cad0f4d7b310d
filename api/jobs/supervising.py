"""The process that scores batches, for as long as the service runs: started, and started again if it dies."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_LOOK = 0.2
"""Seconds after which it is looked whether the process is still there."""
_SOON, _LATE = 1.0, 60.0
"""Seconds before a process that died is started again: twice as many each time, while it dies at once."""
PATIENCE = 15.0
"""Seconds for it to end before it is killed, which costs nothing but drafts to be reviewed again."""


@contextmanager
def batches_scored() -> Iterator[None]:
    """Have batches scored meanwhile, by a process that reads the same settings as the service.

    It is started beside the service, which does not wait for it.
    """
    stopping = threading.Event()
    keeper = threading.Thread(target=_keep, args=(stopping,), name="consumer")
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        keeper.join()


def _keep(stopping: threading.Event) -> None:
    delay = 0.0
    while not stopping.wait(delay):
        began = time.monotonic()
        # In a session of its own, so that Ctrl-C does not reach it before the service has ended it in order.
        with subprocess.Popen(
            [sys.executable, "-m", "api.jobs"], stdin=subprocess.PIPE, start_new_session=True
        ) as process:
            while process.poll() is None and not stopping.wait(_LOOK):
                pass
            _end(process)
        lived = time.monotonic() - began
        delay = _SOON if lived > _LATE or not delay else min(_LATE, 2 * delay)


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

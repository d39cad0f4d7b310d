"""Having trainings done, each step in a process of its own, beside the batches.

Not through the queue, whose one worker may be at a batch for an hour: a training is asked for a few times a
month, and whoever asked sits before the page. So a thread looks into the table of trainings every second.
A process of its own can be killed for its memory, or stopped, without harm to anything else.
"""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable

from api.home import home
from api.storage.database import Database
from api.trainings.alone import free
from api.trainings.ending import FAILED, end
from api.trainings.table import find, under_way
from api.trainings.troubles import KILLED

PROGRAM = (sys.executable, "-m", "api.trainings")
_FRUGAL = {
    "LOKY_MAX_CPU_COUNT": "1",
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": str(1 << 18),
}
"""Its environment: no processes to help, for whoever waits for pages needs the other processors; and
what is set free goes back to the system at once: left to itself, glibc keeps a third of all for later."""
_EVERY = 1.0
"""Seconds between two looks at the table."""
_LOOK = 0.1
_PATIENCE = 5.0
"""Seconds for a process to end before it is killed; it ends at once when its standard input is closed."""
_MOST_DEATHS = 3
_AFTER_FAILURE = 30.0
"""Seconds before a training is tried again whose process could not do anything, as without its database."""
_LOG = logging.getLogger("lianshen")


def train_meanwhile(database: Database, stopping: Callable[[], bool]) -> None:
    """Have trainings done, one after the other, until told to stop.

    Args:
        database: where they are.
        stopping: whether to stop.
    """
    deaths: dict[int, int] = {}
    due = 0.0
    while not stopping():
        time.sleep(_EVERY)
        if time.monotonic() < due:
            continue
        try:
            numbers = under_way(database)
            if not numbers or not free(home()):
                continue
            code = _process(numbers[0], stopping)
            if code > 0:
                due = time.monotonic() + _AFTER_FAILURE
            if code < 0 and not stopping():
                deaths[numbers[0]] = deaths.get(numbers[0], 0) + 1
                _LOG.warning("训练的进程被系统终止了，多半是内存不够。")
                if deaths[numbers[0]] >= _MOST_DEATHS:
                    _give_up(database, numbers[0])
        except Exception as error:  # the database is away, or no process can be started
            _LOG.warning("训练现在做不了（%s），稍后再看。", type(error).__name__)
            due = time.monotonic() + _AFTER_FAILURE


def _process(number: int, stopping: Callable[[], bool]) -> int:
    """Have a process do a step of it; return its exit code, negative for the signal that killed it."""
    with subprocess.Popen(  # noqa: S603 - ours
        [*PROGRAM, str(number)], stdin=subprocess.PIPE, env=os.environ | _FRUGAL
    ) as process:
        while process.poll() is None and not stopping():
            time.sleep(_LOOK)
        if process.poll() is None and process.stdin:
            process.stdin.close()
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
    return process.returncode


def _give_up(database: Database, number: int) -> None:
    training = find(database, number)
    if training and training.under_way:
        end(database, training, "failed", FAILED, problem=KILLED)

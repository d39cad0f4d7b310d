"""The process that scores batches, one after the other; each of them by all cores.

Beside them it has trainings done. It may be killed at any instant: what it had come to stands in the work
file of the batch and in the database, and whoever takes its place goes on from there.
"""

import logging
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from huey import crontab

from api.batches.leftovers import clear_away
from api.batches.running import run_batch
from api.batches.table import unfinished
from api.connections.named import keep_to_named
from api.jobs.queue import Queue
from api.jobs.trainings import train_meanwhile
from api.logs import set_up_logs
from api.settings import Settings, read_settings
from api.storage.database import Database
from model.errors import LianshenError

LEAVE = 6.0
"""Seconds within which it stops in order; later it just ends."""
_POLL = 0.5
"""Seconds after which it looks into a queue that cannot wake it."""
_LOG = logging.getLogger("lianshen")


def run() -> None:
    """Work until the service that started this process ends, or a signal to stop comes."""
    try:
        settings = read_settings()
        set_up_logs(settings)
        keep_to_named(settings)
        consumer = _Consumer(settings)
    except LianshenError as error:
        _LOG.error("%s", error)
        sys.exit(1)
    consumer.run()


class _Consumer:
    """huey's consumer, what it does, and how it ends."""

    def __init__(self, settings: Settings) -> None:
        self._stop = threading.Event()
        self._database = Database.open(settings.database_url.get_secret_value())
        work = partial(run_batch, self._database, stopping=self._stopping)
        self._queue = Queue(settings.jobs_url.get_secret_value(), work)
        self._huey = self._queue.huey
        self._huey.periodic_task(crontab(), name="look")(self._look)
        self._consumer: Any = self._huey.create_consumer(
            workers=1, initial_delay=0.1, max_delay=_POLL, shutdown_timeout=LEAVE, graceful_signal="TERM"
        )

    def run(self) -> None:
        threading.Thread(target=self._end_with_service, daemon=True).start()
        trainings = threading.Thread(target=train_meanwhile, args=(self._database, self._stopping))
        trainings.start()
        self._begin_anew()
        self._consumer.run()
        for _, thread in self._consumer.worker_threads:
            thread.join(LEAVE)
            if thread.is_alive():
                os._exit(1)  # its own processes see that, and end
        trainings.join(LEAVE)
        self._queue.close()
        self._database.close()

    def _stopping(self) -> bool:
        return bool(self._consumer.stop_flag.is_set())

    def _begin_anew(self) -> None:
        """Put the batches in their order: one that a process was killed over is no longer in the queue."""
        with _forgiving():
            clear_away(self._database)
            self._queue.clear()
        self._look()

    def _look(self) -> None:
        """Put into an empty queue what there is to do, for messages that were lost."""
        with _forgiving():
            if self._queue.empty:
                for number in unfinished(self._database):
                    self._queue.put(number)

    def _end_with_service(self) -> None:
        """Stop once the service is gone, however it ended: it holds the other end of our standard input."""
        while os.read(sys.stdin.fileno(), 1):  # a buffer's lock would outlive the interpreter
            pass
        self._consumer.stop_flag.set()


@contextmanager
def _forgiving() -> Iterator[None]:
    """Go on where the database or the queue is away, in whose errors each kind of queue differs."""
    try:
        yield
    except Exception as error:
        _LOG.warning("任务队列或数据库用不了（%s），稍后再看。", type(error).__name__)

"""The queue of batches that wait to be scored: huey's, in a file, in PostgreSQL or in Redis.

What must be done stands in the table of batches; the queue only says that there is something. So it may lose
or double a message, and nobody is the worse for it.
"""

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import psycopg
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from huey.exceptions import ConfigurationError
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from api.connections.named import QUEUE, to_queue, unknown_queue
from api.errors import StorageError
from api.jobs.message import JsonSerializer
from api.storage.address import make_file
from api.storage.migrate import BY_OWNER
from model.errors import ExtraMissing

_NAME = "lianshen"
_LOG = logging.getLogger("lianshen")


def _by_others(_number: int) -> None:
    """Stand for the work in a process that only puts it into the queue."""


class Queue:
    """Where batches wait, by their numbers."""

    def __init__(self, url: str, work: Callable[[int], None] = _by_others) -> None:
        """Open the queue.

        Args:
            url: ``sqlite:///path``, ``postgresql://…``, ``redis://…`` or ``rediss://…``.
            work: what is done with each number, in the process that works the queue off.

        Raises:
            SettingsError: the address is none of these, or another machine would be spoken to in the open.
            StorageError: the queue cannot be used.
            ExtraMissing: the library for Redis is not installed.
        """
        self.huey = _open(url)

        @self.huey.task(name="batch")  # type: ignore[untyped-decorator]  # huey has no types
        def batch(number: int) -> None:
            work(number)

        self._batch: Callable[[int], Any] = batch

    def put(self, number: int) -> None:
        """Say that a batch is to be scored. Where that cannot be said, it is found by and by all the same."""
        try:
            self._batch(number)
        except Exception as error:  # each kind of queue has errors of its own
            _LOG.warning("任务队列用不了（%s），批次 %d 稍后再排。", type(error).__name__, number)

    @property
    def empty(self) -> bool:
        """Whether nothing waits."""
        return not self.huey.pending_count()

    def clear(self) -> None:
        """Forget what waits; the table of batches knows it."""
        self.huey.storage.flush_queue()

    def close(self) -> None:
        """Close the connection of this thread."""
        self.huey.storage.close()


def _open(url: str) -> Any:
    how: dict[str, Any] = {"name": _NAME, "results": False, "serializer": JsonSerializer()}
    kind = url.partition(":")[0]
    if kind != "sqlite":
        to_queue(url).refuse_open()
    try:
        if kind in {"redis", "rediss"}:
            return RedisHuey(url=url, **how)
        if kind in {"postgres", "postgresql"}:
            return _in_postgresql(url, how)
        if kind == "sqlite":
            return _in_file(url, how)
    except ConfigurationError as error:
        raise ExtraMissing(
            "没有装 Redis 的客户端", where=QUEUE, remedy="请先装扩展 redis：pip install '.[redis]'"
        ) from error
    except psycopg.errors.InsufficientPrivilege as error:
        raise StorageError(
            "任务队列的表还没有，或没有交给这个账号用", where=QUEUE, remedy=BY_OWNER
        ) from error
    except (psycopg.Error, sqlite3.Error) as error:
        remedy = f"请检查 {QUEUE} 指的数据库有没有启动、能不能读写"
        raise StorageError("任务队列用不了", remedy=remedy) from error
    except (ValueError, ArgumentError) as error:
        raise unknown_queue() from error
    raise unknown_queue()


def _in_postgresql(url: str, how: dict[str, Any]) -> Huey:
    """Open it as an account that need not be able to make tables, once they are there."""
    huey = PostgresHuey(dsn=url, create_tables=False, **how)
    if huey.storage.sql("SELECT to_regclass('huey_counter')", results=True) == [(None,)]:  # the last one made
        huey.storage.initialize_schema()
    huey.storage.close()
    return huey


def _in_file(url: str, how: dict[str, Any]) -> Huey:
    address = make_url(url)
    if not address.database:
        raise unknown_queue()
    make_file(address)
    with closing(sqlite3.connect(address.database)) as looked:  # huey leaves what is no database open
        looked.execute("PRAGMA user_version")
    return SqliteHuey(filename=address.database, **how)

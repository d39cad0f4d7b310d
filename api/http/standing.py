"""How things stand while Prometheus asks: model, batches, trainings, database, processes, disk."""

import shutil
from collections.abc import Iterator
from multiprocessing import parent_process
from typing import Any, get_args

import psutil
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from sqlalchemy import func, select

from api.errors import StorageError
from api.home import home
from api.storage.database import Database
from api.storage.desk_schema import BatchRow, BatchState
from api.storage.learning_schema import TrainingRow, TrainingState

_JOBS = ["-m", "api.jobs"]
"""How the process that scores batches is started, see :mod:`api.jobs.supervising`."""
_UNDER_WAY: tuple[BatchState, ...] = ("waiting", "running", "filing")


def standing(database: Database, version: str) -> Iterator[Metric]:
    """Yield how things stand.

    Args:
        database: its database; where it is away, only that is told of it.
        version: of the model that reviews in this process.
    """
    yield _gauge("lianshen_model_info", "正在用的模型", {version: 1}, "version")
    try:
        tables = list(_tables(database))
    except StorageError:
        tables = []
    yield _gauge("lianshen_database_up", "数据库连得上吗：1 连得上，0 连不上", {"": int(bool(tables))})
    yield from tables
    yield from _processes()
    space = shutil.disk_usage(home())
    yield _gauge("lianshen_disk_free_bytes", "数据文件夹所在的磁盘还空着多少字节", {"": space.free})
    yield _gauge("lianshen_disk_bytes", "数据文件夹所在的磁盘一共多少字节", {"": space.total})


def _tables(database: Database) -> Iterator[Metric]:
    by_state = select(
        BatchRow.state,
        func.count(),
        func.sum(BatchRow.scored),
        func.sum(BatchRow.unread),
        func.sum(BatchRow.total),
    ).group_by(BatchRow.state)
    with database.session() as session:
        batches = {state: list(map(int, numbers)) for state, *numbers in _numbers(session.execute(by_state))}
        counted = select(TrainingRow.state, func.count()).group_by(TrainingRow.state)
        trainings: dict[str, int] = {row[0]: row[1] for row in session.execute(counted)}
    counts = {state: numbers[0] for state, numbers in batches.items()}
    yield _by_state("lianshen_batches", "批次数，按状态", get_args(BatchState), counts)
    yield _by_state("lianshen_trainings", "再训练的次数，按状态", get_args(TrainingState), trainings)
    done = {
        "scored": sum(numbers[1] for numbers in batches.values()),
        "unread": sum(numbers[2] for numbers in batches.values()),
    }
    yield _gauge("lianshen_batch_drafts", "各批一共审读了多少件、读不了多少件", done, "result")
    left = sum(
        max(0, numbers[3] - numbers[1] - numbers[2])
        for state, numbers in batches.items()
        if state in _UNDER_WAY
    )
    yield _gauge("lianshen_batch_drafts_waiting", "没有做完的批次里大约还有多少件要审读", {"": left})


def _numbers(found: Any) -> Iterator[list[Any]]:
    """Yield the rows; a sum over nothing but unknown totals is none."""
    for row in found:
        yield [each or 0 for each in row]


def _processes() -> Iterator[Metric]:
    """Yield what all processes of the service use, those that answer requests and those that do the jobs."""
    used: dict[str, list[float]] = {"server": [0.0, 0.0, 0], "jobs": [0.0, 0.0, 0]}
    parent = parent_process()  # where there are several; between it and this one may be what copies processes
    for process, part in _family(psutil.Process(parent.pid if parent else None), "server"):
        try:
            with process.oneshot():
                times, memory = process.cpu_times(), process.memory_info().rss
        except psutil.Error:  # it has ended meanwhile, and is counted with its parent's
            continue
        # With those of children that have ended, so that the sum never falls while the service runs.
        seconds = times.user + times.system + times.children_user + times.children_system
        used[part] = [have + more for have, more in zip(used[part], (memory, seconds, 1), strict=True)]
    yield _gauge(
        "lianshen_memory_bytes",
        "各进程占的内存，字节；共用的按进程重复计",
        {part: numbers[0] for part, numbers in used.items()},
        "part",
    )
    cpu = CounterMetricFamily("lianshen_cpu_seconds", "各进程用的处理器时间，秒", labels=["part"])
    for part, numbers in used.items():
        cpu.add_metric([part], numbers[1])
    yield cpu
    yield _gauge("lianshen_processes", "进程数", {part: numbers[2] for part, numbers in used.items()}, "part")


def _family(process: psutil.Process, part: str) -> Iterator[tuple[psutil.Process, str]]:
    """Yield a process and all below it, each with the part that it belongs to."""
    try:
        if process.cmdline()[-2:] == _JOBS:
            part = "jobs"
        below = process.children()
    except psutil.Error:
        return
    yield process, part
    for child in below:
        yield from _family(child, part)


def _by_state(name: str, said: str, states: tuple[str, ...], counts: dict[str, int]) -> Metric:
    """Return how many there are in each state; 0 is said, too."""
    return _gauge(name, said, {state: counts.get(state, 0) for state in states}, "state")


def _gauge(name: str, said: str, values: dict[str, Any], label: str = "") -> Metric:
    gauge = GaugeMetricFamily(name, said, labels=[label] if label else [])
    for key, value in values.items():
        gauge.add_metric([key] if label else [], value)
    return gauge

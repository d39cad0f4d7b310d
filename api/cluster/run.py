"""A run on a cluster: the parts are handed out, and what was made of them is counted."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from distributed import Client, Future, Security, as_completed
from distributed.comm.core import connect
from distributed.scheduler import KilledWorker

from api.batch.over import Over
from api.cluster import worker
from api.cluster.folder import Folder
from api.cluster.parts import Part
from api.cluster.plan import (
    MANIFEST,
    Done,
    Form,
    Plan,
    done_of,
    forget,
    keep_plan,
    kept_plan,
    manifest,
    sweep,
)
from api.cluster.sending import Sent
from api.cluster.worker import Job, Task
from api.errors import ClusterError
from model.errors import LianshenError
from model.network import is_loopback

_PATIENCE = 20
"""Seconds to wait for the scheduler, and for the first worker."""
_AGAIN = 2
"""Times that a part is tried again where the disk or the network failed; a killed worker does not count."""
_MOST_GIVEN_UP = 3
"""Parts given up one after the other: then it is not the parts."""
_GO_ON = "做完的分片都在。请处理以后再运行一次同样的命令，接着做"

Report = Callable[[list[Done], int], None]
"""Called with the parts that are done, and how many rows there are in all."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run, with everything found out that could be without the cluster.

    Attributes:
        parts: of the input.
        over: what the run is over; its inputs are the parts.
        folder: where the output goes.
        form: of the output.
        bundle: folder of the bundle.
    """

    parts: Sequence[Part]
    over: Over
    folder: Folder
    form: Form
    bundle: Path

    def begin(self, client: Client, counting: Callable[[float], None], *, restart: bool) -> Plan:
        """Return the plan of the run that is to go on, or make one: count the rows of all parts.

        Args:
            client: of the cluster.
            counting: called with how much of that is done, 0 to 1.
            restart: whether to throw away what another run has done.

        Raises:
            OtherRun: the folder belongs to something else.
            ClusterError: a part cannot be read.
        """
        if restart:
            forget(self.folder)
        plan = kept_plan(self.folder, self.over)
        if plan is None:
            futures = client.map(
                worker.count, self.parts, mapping=self.over.mapping, pure=False, retries=_AGAIN
            )
            plan = Plan(self.over, tuple(_all(client, futures, counting)))
            keep_plan(self.folder, plan)
        return plan

    def finish(self, client: Client, plan: Plan, report: Report) -> list[Done]:
        """Do what is not done yet, and write the manifest.

        Raises:
            ClusterError: parts could not be done, or the cluster is gone.
        """
        done = done_of(self.folder, plan, self.form)
        report(done, sum(plan.rows))
        if tasks := self._tasks(plan, {each.name for each in done}):
            self.folder.remove(name for name in self.folder.sizes() if name == MANIFEST)
            with _lent(client, Sent.of(self.bundle, self.over.tier)):
                for each in self._each_done(client, plan, tasks):
                    done.append(each)
                    report(done, sum(plan.rows))
        sweep(self.folder)
        self.folder.put(MANIFEST, manifest(plan, self.form, done))
        return done

    def _tasks(self, plan: Plan, done: set[str]) -> list[Task]:
        planned = zip(self.parts, plan.names, plan.firsts, plan.rows, strict=True)
        return [Task(*each) for each in planned if each[1] not in done]

    def _each_done(self, client: Client, plan: Plan, tasks: Sequence[Task]) -> Iterator[Done]:
        job = Job(
            plan=plan.digest,
            folder=self.folder,
            form=self.form,
            mapping=self.over.mapping,
            level=self.over.level,
            tier=self.over.tier,
            model=self.over.model,
            program=self.over.program,
        )
        futures = {
            client.submit(worker.review, job, task, pure=False, retries=_AGAIN): task for task in tasks
        }
        given_up: list[tuple[Task, LianshenError]] = []
        in_a_row = 0
        with _calling_off(client, futures):
            for future in as_completed(futures, loop=client.loop):
                try:
                    yield _result(future)
                except LianshenError as error:
                    if future.cancelled():
                        raise
                    given_up.append((futures[future], error))
                    in_a_row += 1
                    if in_a_row >= _MOST_GIVEN_UP:
                        break
                else:
                    in_a_row = 0
        if given_up:
            raise _not_done(given_up)


@contextmanager
def connected(address: str) -> Iterator[Client]:
    """Give the cluster at an address, which has at least one worker.

    For ``tls://`` the certificates are those that Dask's settings name: both sides know each other by an
    authority of the cluster's own.

    Raises:
        ClusterError: it cannot be reached, has no worker, or would be spoken to in the open.
    """
    _refuse_open(address)
    try:
        asyncio.run(_reach(address))
        client = Client(address, timeout=_PATIENCE, set_as_default=False, name="lianshen")
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        raise ClusterError(
            f"连不上集群（{error}）",
            where=address,
            remedy="请检查地址（如 tls://主机:8786）、网络和证书，看 dask scheduler 是不是在运行",
        ) from error
    try:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise ClusterError(
                "集群里没有工作进程", where=address, remedy="请先在各台机器上运行 dask worker"
            ) from error
        yield client
    finally:
        client.close()


def _refuse_open(address: str) -> None:
    kind, _, place = address.rpartition("://")
    if kind in {"tls", "wss", "inproc"} or is_loopback(urlsplit(f"//{place}").hostname or "localhost"):
        return
    raise ClusterError(
        "连集群要经过网络，可是没有加密：能偷听的人就能在各台机器上运行程序",
        where=address,
        remedy="请打开 Dask 的 TLS（见 docs/cluster.md 的“安全”），地址写 tls://主机:8786",
    )


async def _reach(address: str) -> None:
    """Connect once: where that fails, a client would try to say goodbye for a minute."""
    comm = await connect(address, timeout=_PATIENCE, **Security().get_connection_args("client"))
    await comm.close()


def workers_of(client: Client) -> int:
    """Return how many workers there are now."""
    return len(client.scheduler_info(n_workers=-1)["workers"])


@contextmanager
def _lent(client: Client, sent: Sent) -> Iterator[None]:
    client.register_plugin(sent)
    try:
        yield
    finally:
        if client.status == "running":
            client.unregister_worker_plugin(sent.name)


@contextmanager
def _calling_off(client: Client, futures: Mapping[Future[Any], Any]) -> Iterator[None]:
    """Call off what is not begun if the run ends early."""
    try:
        yield
    finally:
        if client.status == "running":
            client.cancel(list(futures), force=True)


def _all(client: Client, futures: list[Future[Any]], report: Callable[[float], None]) -> Iterator[int]:
    with _calling_off(client, dict.fromkeys(futures)):
        for number, future in enumerate(futures):
            report(number / len(futures))
            yield _result(future)


def _result(future: Future[Any]) -> Any:
    """Return the result of a task, or say in words why there is none."""
    try:
        return future.result()
    except LianshenError:
        raise
    except KilledWorker as error:
        raise ClusterError(
            "做这个分片的工作进程一再被系统终止，多半是内存不够",
            remedy="请给工作进程多些内存，或把这个分片拆小；也可以在一台机器上单独审它",
        ) from error
    except Exception as error:
        if future.cancelled():
            raise ClusterError("和集群失去了联系", remedy=_GO_ON) from error
        raise ClusterError(f"做这个分片时出了错（{type(error).__name__}：{error}）", remedy=_GO_ON) from error


def _not_done(given_up: Sequence[tuple[Task, LianshenError]]) -> ClusterError:
    (task, error), *_ = given_up
    others = f"；没有做完的共 {len(given_up):,} 个分片" if len(given_up) > 1 else ""
    problem = (
        f"{error.where}：{error.problem}" if error.where != task.part.name and error.where else error.problem
    )
    return ClusterError(f"{problem}{others}", where=task.part.name, remedy=error.remedy or _GO_ON)

"""The work of ``lianshen score --cluster``: from the parts of the input to those of the output."""

import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, get_args

import click

from api.cli.front import FAILED, complain
from api.cli.progress import Count, Counting, counting, progress
from api.errors import OutputRefused
from api.home import home
from api.program import INTERRUPTED
from model.draft import Level
from model.errors import ExtraMissing
from model.review import Verdict
from model.reviewer import Tier

if TYPE_CHECKING:
    from distributed import Client

    from api.cluster.folder import Folder
    from api.cluster.plan import Done, Form
    from api.cluster.run import Run


@dataclass(frozen=True, slots=True)
class Clustering:
    """One run, as the user asked for it.

    Attributes:
        address: of the cluster's scheduler.
        inputs: addresses of parts, of folders of them, or patterns.
        output: address of the folder to write to.
        mapping: which column is what, where the user said so.
        level: 本级 for all drafts, where the user said so.
        tier: of the model; ``None`` for the one for bulk.
    """

    address: str
    inputs: Sequence[str]
    output: str
    mapping: Mapping[str, str]
    level: Level | None
    tier: Tier | None

    def run(self, *, restart: bool) -> int:
        """Score what is not scored yet and return the exit code."""
        form = _form(self.output)
        _require_extra()
        _hush()
        from api.cluster.folder import Folder  # noqa: PLC0415 - of an extra
        from api.cluster.run import connected  # noqa: PLC0415 - as above

        folder = Folder.at(self.output)
        run = self._run(folder, form)
        try:
            with connected(self.address) as client:
                return self._finish(run, client, restart=restart)
        except KeyboardInterrupt:
            complain(f"已停下。做完的分片都在“{self.output}”；再运行一次同样的命令，就接着做没有做完的。")
            return INTERRUPTED

    def _finish(self, run: "Run", client: "Client", *, restart: bool) -> int:
        from api.cluster.plan import MANIFEST, counts  # noqa: PLC0415 - as above
        from api.cluster.run import workers_of  # noqa: PLC0415 - as above

        if len(run.parts) < (workers := workers_of(client)):
            complain(
                f"只有 {len(run.parts):,} 个分片，工作进程有 {workers:,} 个：多出来的会闲着，分片拆小些更快。"
            )
        with progress() as report:
            plan = run.begin(client, partial(report, "数一数各个分片"), restart=restart)
        with counting("审读") as count:
            done = run.finish(client, plan, partial(_report, count))
        counted = counts(done)
        click.echo(f"{_told(counted)}\n结果：{self.output}（{len(done):,} 个分片，{MANIFEST}）")
        return 0 if counted["scored"] else FAILED

    def _run(self, folder: "Folder", form: "Form") -> "Run":
        from api.batch.over import Over  # noqa: PLC0415 - as above
        from api.cluster.parts import parts_of  # noqa: PLC0415 - as above
        from api.cluster.run import Run  # noqa: PLC0415 - as above
        from model.bundle import load_bundle  # noqa: PLC0415 - only once nothing else is wrong
        from training.default import ensure_bundle  # noqa: PLC0415 - as above

        parts = parts_of(self.inputs, folder)
        with progress() as report:
            bundle = ensure_bundle(home(), report)
        over = Over(
            tuple(part.stamp for part in parts),
            dict(self.mapping),
            self.level,
            self.tier or ("auto" if load_bundle(bundle).full else "fast"),
            bundle.name,
            version("lianshen"),
        )
        return Run(parts, over, folder, form, bundle)


def _form(output: str) -> "Form":
    """Return the form of the parts by the ending of the folder's name."""
    for form in ("jsonl", "parquet"):
        if output.rstrip("/").lower().endswith(f".{form}"):
            return form
    raise OutputRefused(
        "用集群时结果是一个文件夹，看不出里面的分片要写成什么",
        where=output,
        remedy="文件夹名请以 .jsonl 或 .parquet 结尾，如 -o 结果.parquet",
    )


def _require_extra() -> None:
    missing = [name for name in ("distributed", "fsspec", "pyarrow") if find_spec(name) is None]
    if missing:
        raise ExtraMissing(
            f"用集群要的 {'、'.join(missing)} 没有装",
            remedy="请先在本机和各台机器上装扩展 cluster：pip install '.[cluster]'",
        )


def _hush() -> None:
    """Keep Dask from saying on the terminal, in English, what is said here in other words."""
    if os.environ.get("LIANSHEN_DEBUG") != "1":
        import distributed  # noqa: F401, PLC0415 - it sets up its loggers when it is imported

        for name in ("distributed", "distributed.client"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _report(count: Counting, done: "list[Done]", total: int) -> None:
    unread = sum(each.unread for each in done)
    count(Count(sum(each.scored for each in done) + unread, unread, total))


def _told(counted: Mapping[str, Any]) -> str:
    """Say what was found, in one line."""
    verdicts, unread = counted["verdicts"], counted["unread"]
    found = "，".join(
        f"{verdict} {count:,} 件" for verdict in get_args(Verdict) if (count := verdicts.get(verdict))
    )
    failed = f"；读不了 {unread:,} 件，原因在 _errors 里" if unread else ""
    return f"审读了 {counted['scored']:,} 件{f'：{found}' if found else ''}{failed}。"

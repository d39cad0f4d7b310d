"""What a worker does: it counts the rows of a part, and reviews them."""

import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Literal

from distributed import Worker, get_worker

from api.batch.inputs import numbered, of_table
from api.batch.outputs.jsonl import line
from api.batch.outputs.parquet import write_rows
from api.batch.outputs.rows import row
from api.batch.rows import Entry, Origin, Scored, Unread
from api.batch.scoring import joined, of_level
from api.batch.sources import Source
from api.batch.stretches import Stretch, of_parquet
from api.batch.work import sayable
from api.cluster.folder import Folder
from api.cluster.parts import Part
from api.cluster.plan import Done, Form, errors_name, keep_done, output_name
from api.cluster.sending import place, refuse_other_program
from api.errors import ClusterError
from model.draft import Draft, Level
from model.parallel import LOT, make_lot
from model.review import Review, Verdict, to_json
from model.reviewer import Tier

_BUFFER = 1 << 20
_ONE_AT_A_TIME = threading.Lock()
"""A worker with several threads has one reviewer all the same, which is not made for more."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for all parts.

    Attributes:
        plan: digest of the plan.
        folder: where the output goes.
        form: of the output.
        mapping: which column is what, where the user said so.
        level: 本级 for all drafts, where the user said so.
        tier: that judges.
        model: name of the bundle's folder.
        program: version of the program.
    """

    plan: str
    folder: Folder
    form: Form
    mapping: Mapping[str, str]
    level: Level | None
    tier: Tier
    model: str
    program: str


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done of one part.

    Attributes:
        part: to be read.
        name: of what is made of it, without its ending.
        first: number of its first entry in the whole input.
        rows: how many entries it has.
    """

    part: Part
    name: str
    first: int
    rows: int


def count(part: Part, mapping: Mapping[str, str]) -> int:
    """Return how many entries a part has, which takes a twentieth of the time of the quickest review.

    Raises:
        ClusterError: it cannot be read to its end.
    """
    with part.open() as opened:
        found = sum(1 for _ in of_table(_InThisProcess(), opened, mapping))
        opened.check()
    return found


def review(job: Job, task: Task) -> Done:
    """Review a part, and write what is found; done again, it writes the same.

    Raises:
        ClusterError: the part cannot be read to its end, has changed meanwhile, or the worker is not ready.
        OutputRefused: what is found cannot be written.
    """
    began = time.perf_counter()
    worker = get_worker()
    refuse_other_program(job.program, worker.address)
    name = output_name(task.name, job.form)
    counted = _Counted()
    with task.part.open() as opened, job.folder.whole(name, worker.local_directory) as file:
        entries = (
            numbered(number, *found)
            for number, found in enumerate(of_table(_InThisProcess(), opened, job.mapping), task.first)
        )
        _write(file, job.form, counted.passing(_reviewed(job, _bundle(worker, job), entries)))
        opened.check()
        counted.check(task)
        if counted.unread:
            job.folder.put(errors_name(task.name), b"".join(map(line, counted.unread)))
        size = file.stat().st_size
    done = Done(
        plan=job.plan,
        name=task.name,
        scored=counted.verdicts.total(),
        unread=len(counted.unread),
        verdicts=dict(counted.verdicts),
        size=size,
        seconds=round(time.perf_counter() - began, 3),
    )
    keep_done(job.folder, done)
    return done


class _InThisProcess:
    """Reads Parquet where it is: a worker is confined by Dask, and may not start processes of its own."""

    def table(self, source: Source, kind: Literal["workbook", "parquet"]) -> Iterator[Stretch]:
        del kind
        return of_parquet(source.name, source.stream())


class _Counted:
    """Counts what passes, and takes out what could not be read."""

    def __init__(self) -> None:
        self.verdicts: Counter[Verdict] = Counter()
        self.unread: list[Unread] = []

    def passing(self, reviewed: Iterator[Scored | Unread]) -> Iterator[Scored]:
        for each in reviewed:
            if isinstance(each, Unread):
                self.unread.append(each)
            else:
                self.verdicts[each.review.verdict] += 1
                yield each

    def check(self, task: Task) -> None:
        found = self.verdicts.total() + len(self.unread)
        if found != task.rows:
            raise ClusterError(
                f"这个分片原来有 {task.rows:,} 行，现在有 {found:,} 行",
                where=task.part.name,
                remedy="审读时请不要改动输入；改好了的，请加 --restart 从头做",
            )


def _bundle(worker: Worker, job: Job) -> Path:
    folder = place(worker, job.model)
    if not folder.is_dir():
        raise ClusterError(
            "工作进程没有收到模型", where=worker.address, remedy="请看它的日志，重启它，再运行一次同样的命令"
        )
    return folder


def _reviewed(job: Job, bundle: Path, coming: Iterator[Entry | Unread]) -> Iterator[Scored | Unread]:
    while lot := [of_level(entry, job.level) for entry in islice(coming, LOT)]:
        drafts = [entry.draft for entry in lot if isinstance(entry, Entry)]
        with _ONE_AT_A_TIME:
            made = make_lot(bundle, job.tier, _masked, drafts)
        for each in joined(lot, iter(made)):
            yield _sayable(each) if isinstance(each, Unread) else _scored(*each)


def _masked(draft: Draft, review: Review) -> tuple[Draft, Review]:
    return draft.masked, review


def _scored(entry: Entry, made: tuple[Draft, Review]) -> Scored:
    """Return what a single machine keeps of a draft."""
    draft, review = made
    fields = {name: sayable(value) for name, value in entry.fields.items()}
    notices = tuple(map(sayable, entry.notices))
    return Scored(Entry(entry.number, _origin(entry.origin), draft, fields, notices), review)


def _sayable(unread: Unread) -> Unread:
    return replace(
        unread,
        origin=_origin(unread.origin),
        problem=sayable(unread.problem),
        remedy=sayable(unread.remedy),
    )


def _origin(origin: Origin) -> Origin:
    return Origin(sayable(origin.file), sayable(origin.sheet), origin.row)


def _write(file: Path, form: Form, scored: Iterator[Scored]) -> None:
    if form == "parquet":
        write_rows(file, map(row, scored))
    else:
        with file.open("wb", buffering=_BUFFER) as lines:
            lines.writelines(line((each.entry, to_json(each.review), None)) for each in scored)

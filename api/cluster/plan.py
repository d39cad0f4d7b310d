"""What a run on a cluster is to do, and how it is known which parts are done.

Beside the parts of the output lie, under names that readers of partitioned data leave out::

    _plan.json                 what the run is over, and how many rows each part has
    _done/00001-甲.jsonl.json  a part that is done: counts and size; written after the part itself
    _errors/00001-甲.jsonl     what of a part could not be read
    _manifest.json             written once all parts are done
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import PurePosixPath
from typing import Any, Literal

import orjson
from pydantic import TypeAdapter, ValidationError

from api.batch.over import Over
from api.cluster.folder import Folder, unfinished
from api.errors import OtherRun
from model.review import Verdict

Form = Literal["jsonl", "parquet"]
FORMS: tuple[Form, ...] = ("jsonl", "parquet")

_SHOWN = 3
PLAN, MANIFEST = "_plan.json", "_manifest.json"
_OURS = re.compile(r"_done/.+\.json|_errors/.+\.jsonl|\d{5,}-[^/]*\.(?:jsonl|parquet)|_manifest\.json")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done.

    Attributes:
        over: everything that the result depends on; its inputs are the parts.
        rows: how many entries each part has, those that cannot be read among them.
    """

    over: Over
    rows: tuple[int, ...]

    @property
    def digest(self) -> str:
        """What tells it from others."""
        return hashlib.sha256(self.to_json()).hexdigest()[:16]

    @property
    def firsts(self) -> tuple[int, ...]:
        """For each part the number of its first entry in the whole input."""
        return tuple(accumulate(self.rows[:-1], initial=1))

    @property
    def names(self) -> tuple[str, ...]:
        """For each part the name of what is made of it, without its ending; in order they sort."""
        width = max(5, len(str(len(self.over.inputs))))
        return tuple(
            f"{index:0{width}d}-{PurePosixPath(stamp.path).stem}"
            for index, stamp in enumerate(self.over.inputs, 1)
        )

    def to_json(self) -> bytes:
        """Return it as JSON."""
        return orjson.dumps(self, option=orjson.OPT_INDENT_2)


@dataclass(frozen=True, slots=True)
class Done:
    """A part that is done.

    Attributes:
        plan: digest of the plan it belongs to.
        name: of the part of the output, without its ending.
        scored: drafts that were scored.
        unread: rows that could not be read or scored.
        verdicts: how many drafts have each verdict.
        size: of the part of the output, in bytes.
        seconds: that a worker took for it.
    """

    plan: str
    name: str
    scored: int
    unread: int
    verdicts: Mapping[Verdict, int]
    size: int
    seconds: float


_PLAN, _DONE = TypeAdapter(Plan), TypeAdapter(Done)


def output_name(name: str, form: Form) -> str:
    """Return the name of the part of the output."""
    return f"{name}.{form}"


def errors_name(name: str) -> str:
    """Return the name of the file with what of a part could not be read."""
    return f"_errors/{name}.jsonl"


def done_name(name: str) -> str:
    """Return the name of the file that says that a part is done."""
    return f"_done/{name}.json"


def kept_plan(folder: Folder, over: Over) -> Plan | None:
    """Return the plan of a run that was stopped; ``None`` where none was begun.

    Raises:
        OtherRun: the folder belongs to another run, or to no run at all.
        ClusterError: it cannot be read.
    """
    there = folder.sizes()
    if PLAN not in there:
        if not all(name.startswith(".") for name in there):
            raise OtherRun("这里已有别的文件", where=folder.name, remedy="请换一个空的或还没有的文件夹")
        return None
    try:
        plan = _PLAN.validate_json(folder.read([PLAN])[PLAN])
    except ValidationError as error:
        raise OtherRun(
            "里面的计划不是本程序这个版本写的，或已经损坏",
            where=f"{folder.name}/{PLAN}",
            remedy="要从头做，请加 --restart；要留着，请换一个文件夹",
        ) from error
    if differences := over.differences(plan.over):
        more = f"；还有 {len(differences) - _SHOWN:,} 处" if len(differences) > _SHOWN else ""
        raise OtherRun(
            f"文件夹里的不是这一次要做的：{'；'.join(differences[:_SHOWN])}{more}",
            where=folder.name,
            remedy="要丢掉它、从头做，请加 --restart；要接着做，请改回原来的；都要，请换一个文件夹",
        )
    return plan


def keep_plan(folder: Folder, plan: Plan) -> None:
    """Write the plan."""
    folder.put(PLAN, plan.to_json())


def forget(folder: Folder) -> None:
    """Delete what an earlier run wrote, the plan last, and nothing else."""
    there = folder.sizes()
    if PLAN in there:
        folder.remove([name for name in there if _OURS.fullmatch(name) or name in unfinished(there)])
        folder.remove([PLAN])


def done_of(folder: Folder, plan: Plan, form: Form) -> list[Done]:
    """Return the parts of a plan that are done and there; what writers that were killed left is deleted."""
    sweep(folder)
    there = folder.sizes()
    marks = [mark for name in plan.names if (mark := done_name(name)) in there]
    return [
        done
        for content in folder.read(marks).values()
        if (done := _done(content))
        and done.plan == plan.digest
        and there.get(output_name(done.name, form)) == done.size
    ]


def sweep(folder: Folder) -> None:
    """Delete what writers that were killed left unfinished."""
    folder.remove(unfinished(folder.sizes()))


def keep_done(folder: Folder, done: Done) -> None:
    """Write that a part is done."""
    folder.put(done_name(done.name), orjson.dumps(done))


def manifest(plan: Plan, form: Form, done: Iterable[Done]) -> bytes:
    """Return the JSON that tells what a whole run made, part by part and in all."""
    parts = sorted(done, key=lambda each: each.name)
    return orjson.dumps(
        {
            "program": plan.over.program,
            "model": plan.over.model,
            "tier": plan.over.tier,
            "level": plan.over.level,
            "mapping": plan.over.mapping,
            **counts(parts),
            "parts": [
                _told(each, form, source.path, first)
                for each, source, first in zip(parts, plan.over.inputs, plan.firsts, strict=True)
            ],
        },
        option=orjson.OPT_INDENT_2,
    )


def counts(parts: Sequence[Done]) -> dict[str, Any]:
    """Return what all parts count together."""
    verdicts: dict[Verdict, int] = {}
    for part in parts:
        for verdict, count in part.verdicts.items():
            verdicts[verdict] = verdicts.get(verdict, 0) + count
    return {
        "scored": sum(part.scored for part in parts),
        "unread": sum(part.unread for part in parts),
        "verdicts": verdicts,
        "seconds": round(sum(part.seconds for part in parts), 1),
    }


def _told(done: Done, form: Form, source: str, first: int) -> dict[str, Any]:
    return {
        "part": output_name(done.name, form),
        "source": source,
        "first": first,
        "scored": done.scored,
        "unread": done.unread,
        "errors": errors_name(done.name) if done.unread else None,
        "size": done.size,
        "seconds": done.seconds,
    }


def _done(content: bytes) -> Done | None:
    try:
        return _DONE.validate_json(content)
    except ValidationError:
        return None

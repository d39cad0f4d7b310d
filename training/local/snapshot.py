"""The labels of one moment, frozen: what a retraining learns from, whatever people say meanwhile."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from model.bundle import unwritable
from model.draft import Draft
from model.errors import BundleError
from model.unit import unit_of
from model.unit_list import UnitList
from training.local.label import Label
from training.local.said import said_json, said_of
from training.promoting import write_whole

FOLDER = "snapshots"
"""Beside the bundles."""

_LEFT = ".left"
"""Ending of a file that names the snapshot which holds what is left of one."""


@dataclass(frozen=True)
class Snapshot:
    """Labels and the units they speak of.

    Attributes:
        labels: units by today's names; in an order that hangs on what they say alone.
        units: today's.
    """

    labels: tuple[Label, ...]
    units: UnitList

    @cached_property
    def content(self) -> bytes:
        """The snapshot as JSON Lines: first the units, then one label a line."""
        head = {"units": [asdict(unit) for unit in self.units.units]}
        return b"".join(_line(each) for each in (head, *map(_stated, self.labels)))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the content, in hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()


def frozen(labels: Iterable[Label], units: UnitList) -> Snapshot:
    """Return a snapshot; equal labels in another order give an equal one."""
    return Snapshot(tuple(sorted(labels, key=_order)), units)


def keep_snapshot(snapshot: Snapshot, home: Path) -> Path:
    """Write a snapshot into a file named by its digest, in one atomic step; returns the file.

    Raises:
        BundleError: the disk is full, or the folder cannot be written to.
    """
    file = home / FOLDER / f"{snapshot.digest}.jsonl"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, snapshot.content)
    except OSError as error:
        raise unwritable(file, error) from error
    return file


def lead_on(file: Path, digest: str) -> None:
    """Let the name of a snapshot, from which labels were taken out, lead to what is left, and remove it.

    Raises:
        BundleError: the folder cannot be written to.
    """
    try:
        if file.stem != digest:
            write_whole(file.with_suffix(_LEFT), digest.encode())
            file.unlink()
    except OSError as error:
        raise unwritable(file, error) from error


def read_snapshot(file: Path) -> Snapshot:
    """Read a snapshot back, or what is left of it.

    Raises:
        BundleError: it cannot be read, or is not what was written.
    """
    if (left := file.with_suffix(_LEFT)).exists() and not file.exists():
        return read_snapshot(file.with_stem(left.read_text("ascii")))
    try:
        content = file.read_bytes()
    except OSError as error:
        raise BundleError("训练所用的标注读不出来", where=str(file), remedy="请重新训练") from error
    if hashlib.sha256(content).hexdigest() != file.stem:
        raise BundleError("训练所用的标注被改动过", where=str(file), remedy="请删去这个文件，重新训练")
    head, *lines = map(json.loads, content.splitlines())
    units = UnitList(tuple(map(unit_of, head["units"])))
    return Snapshot(tuple(map(_label, lines)), units)


def _order(label: Label) -> tuple[str, ...]:
    said, draft = said_json(label.said).decode(), label.draft
    spoken = label.digest, label.made.isoformat(), label.annotator, label.source, said
    return *spoken, draft.title, draft.body, draft.level


def _line(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace") + b"\n"


def _stated(label: Label) -> dict[str, Any]:
    return {
        "title": label.draft.title,
        "body": label.draft.body,
        "level": label.draft.level,
        "said": json.loads(said_json(label.said)),
        "annotator": label.annotator,
        "made": label.made.isoformat(),
        "source": label.source,
    }


def _label(stated: dict[str, Any]) -> Label:
    return Label(
        Draft(stated["title"], stated["body"], stated["level"]),
        said_of(json.dumps(stated["said"]).encode()),
        stated["annotator"],
        datetime.fromisoformat(stated["made"]),
        stated["source"],
    )

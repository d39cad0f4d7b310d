"""A label with what only the store knows of it: its number there, and what else its file told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from api.storage.learning_schema import LabelRow
from model.draft import Draft
from training.local.label import Label
from training.local.said import said_json, said_of


@dataclass(frozen=True, slots=True)
class Record:
    """A label on its way into the store, or out of it.

    Attributes:
        label: what was said, and by whom.
        reference: its own number or name in the file it comes from; empty where it has none.
        extra: what else the file told of it, kept for the way back; what JSON can hold.
        number: in the store; 0 where it is not there yet.
    """

    label: Label
    reference: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    number: int = 0


def record_of(row: LabelRow) -> Record:
    """Return what a row of the table holds."""
    draft = Draft(row.title, row.body, row.level)
    label = Label(draft, said_of(row.said), row.annotator, row.made, row.source)
    return Record(label, row.reference, orjson.loads(row.extra or b"{}"), row.id)


def row_of(record: Record) -> LabelRow:
    """Return a new row for a label that was imported."""
    label = record.label
    return LabelRow(
        annotator=label.annotator,
        made=label.made,
        source="import",
        reference=record.reference,
        title=label.draft.title,
        body=label.draft.body,
        level=label.draft.level,
        digest=label.digest,
        said=said_json(label.said),
        extra=orjson.dumps(record.extra),
    )

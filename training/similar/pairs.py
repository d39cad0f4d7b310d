"""The labelled pairs of drafts (``data/pairs/README.md`` says how they are written and labelled)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from model import content
from model.draft import Draft
from training.lines import Line, read_lines

Kind = Literal["same", "topic", "unrelated"]
"""The same matter; the same topic but another matter; neither."""

KINDS: tuple[Kind, ...] = get_args(Kind)
PAGE = "data/pairs/README.md"


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two drafts and what a person said of them.

    Attributes:
        id: unique.
        topic: pairs on one topic were written together, and are never split between choosing and reporting.
        kind: what they have in common.
        own: the first draft.
        other: the second.
    """

    id: str
    topic: str
    kind: Kind
    own: Draft
    other: Draft


def read_pairs(folder: Path = content.FOLDER / "pairs") -> tuple[LabelledPair, ...]:
    """Read the pairs of a folder.

    Raises:
        LabelledDataError: naming file, line and field of the first thing that is wrong.
    """
    seen: set[str] = set()

    def pair(line: Line) -> LabelledPair:
        made = LabelledPair(
            line.text("id"),
            line.text("topic"),
            cast("Kind", line.one_of("kind", KINDS)),
            _draft(line, "a"),
            _draft(line, "b"),
        )
        line.once(made.id, seen)
        return made

    return tuple(read_lines(sorted(folder.glob("pairs-*.jsonl")), pair, PAGE))


def reserved(topic: str) -> bool:
    """Return whether pairs on a topic are for reporting: about half are, by a hash of its name.

    Every choice (features, weights, thresholds) is made on the others.
    """
    return hashlib.sha256(topic.encode()).digest()[0] % 2 == 1


def tuning(pairs: Sequence[LabelledPair]) -> tuple[LabelledPair, ...]:
    """Return the pairs that choices are made on."""
    return tuple(pair for pair in pairs if not reserved(pair.topic))


def reporting(pairs: Sequence[LabelledPair]) -> tuple[LabelledPair, ...]:
    """Return the pairs that no choice saw."""
    return tuple(pair for pair in pairs if reserved(pair.topic))


def _draft(line: Line, field: str) -> Draft:
    row = line.row.get(field)
    if not isinstance(row, dict):
        raise line.wrong(f"字段 {field} 应是一个 JSON 对象")
    own = Line.__new__(Line)
    own.path, own.number, own.page, own.row = line.path, line.number, line.page, row
    return Draft(own.text("title"), own.text("body"))

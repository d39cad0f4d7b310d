"""JSON Lines: one object a draft with its whole review, or with why it could not be read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from api.batch.outputs.results import Results, Told
from api.batch.outputs.whole import whole
from api.batch.rows import Entry, Origin, Unread
from api.desk.earlier import EarlierDraft
from model.draft import Draft

_BUFFER = 1024 * 1024


def write_jsonl(output: Path, results: Results) -> None:
    """Write all drafts and all that could not be read, in the order of the input.

    Each has ``number``, ``file``, ``sheet`` and ``row``. A draft has ``title``, ``body``, ``level``,
    ``fields``, ``notices`` and ``review``, as :func:`model.review.to_json` states it, and, where there is an
    index of earlier sessions, ``earlier``, at most three drafts with the parts of
    :class:`api.desk.earlier.EarlierDraft`; identifiers of persons are masked everywhere. What could not be
    read has ``error``, with ``kind``, ``problem`` and ``remedy``.

    Raises:
        OutputRefused: it cannot be written.
    """
    with whole(output) as part, part.open("wb", buffering=_BUFFER) as file:
        file.writelines(_lines(results))


def _lines(results: Results) -> Iterator[bytes]:
    return map(line, results.in_order_as_json())


def line(each: Told | Unread) -> bytes:
    """Return the line for a draft, given with its review as JSON, or for what could not be read."""
    said = _unread(each) if isinstance(each, Unread) else _scored(*each)
    return orjson.dumps(said, option=orjson.OPT_APPEND_NEWLINE)


def _scored(entry: Entry, review: bytes, earlier: tuple[EarlierDraft, ...] | None) -> dict[str, Any]:
    said = {
        **_place(entry.number, entry.origin),
        **_draft(entry.draft),
        "fields": entry.fields,
        "notices": entry.notices,
        "review": orjson.Fragment(review),
    }
    return said if earlier is None else {**said, "earlier": earlier}


def _unread(unread: Unread) -> dict[str, Any]:
    error = {"kind": unread.kind, "problem": unread.problem, "remedy": unread.remedy}
    return {**_place(unread.number, unread.origin), "error": error}


def _place(number: int, origin: Origin) -> dict[str, Any]:
    return {"number": number, "file": origin.file, "sheet": origin.sheet, "row": origin.row}


def _draft(draft: Draft) -> dict[str, str]:
    return {"title": draft.title, "body": draft.body, "level": draft.level}

"""Our own form: one label a line, with everything the store knows of it."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from api.labels.forms.objects import Object
from api.labels.record import Record
from api.labels.written import Place, Unreadable, Written
from training.local.said import Said

_TEXTS = ("title", "body", "level", "annotator", "made")


def is_ours(found: dict[str, Any]) -> bool:
    """Whether an object is a label in our own form."""
    return ("title" in found or "body" in found) and isinstance(found.get("flags", {}), dict)


def read(found: Iterable[Object | Unreadable]) -> Iterator[Written | Unreadable]:
    """Yield the labels of objects."""
    return (each if isinstance(each, Unreadable) else _written(*each) for each in found)


def write(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield the lines of labels; what was not said has no member."""
    return (orjson.dumps(_object(record), option=orjson.OPT_APPEND_NEWLINE) for record in records)


def _object(record: Record) -> dict[str, Any]:
    label = record.label
    found: dict[str, Any] = {"id": record.reference} if record.reference else {}
    found |= {"title": label.draft.title, "body": label.draft.body, "level": label.draft.level}
    found |= _said(label.said)
    found |= {"annotator": label.annotator, "made": label.made.isoformat()}
    return found | ({"extra": dict(record.extra)} if record.extra else {})


def _said(said: Said) -> dict[str, Any]:
    parts = {"codes": said.codes, "main": said.main, "co": said.co, "triage": said.triage}
    spoken = {name: part for name, part in parts.items() if part is not None}
    return ({"flags": dict(said.flags)} if said.flags else {}) | spoken


def _written(place: Place, found: dict[str, Any]) -> Written | Unreadable:
    wrong = next((name for name in _TEXTS if not isinstance(found.get(name, ""), str)), None)
    extra = found.get("extra", {})
    if wrong is None and not isinstance(extra, dict):
        wrong = "extra"
    words = _words(found)
    if wrong is None and isinstance(words, str):
        wrong = words
    if wrong is not None or isinstance(words, str):
        return Unreadable(place, f"字段 {wrong} 不是该有的样子", "写法见 docs/labels.md，请改正这一行")
    reference = found.get("id", "")
    title, body, level, annotator, made = (found.get(name, "") for name in _TEXTS)
    known = {"id", "flags", "codes", "main", "co", "triage", "extra", *_TEXTS}
    extra = {**extra, **{name: value for name, value in found.items() if name not in known}}
    return Written(place, title, body, words, level, annotator, made, _text(reference), extra)


def _words(found: dict[str, Any]) -> tuple[str, ...] | str:
    """Return the names of what is said, or the member that is not what it should be."""
    words: list[str] = []
    flags = found.get("flags", {})
    if not isinstance(flags, dict) or not all(isinstance(holds, bool) for holds in flags.values()):
        return "flags"
    for name, holds in flags.items():
        words.append(f"{name}={'是' if holds else '否'}")
    for name in ("codes", "co"):
        values = found.get(name)
        if values is None:
            continue
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            return name
        words += [f"{name}={value}" for value in values] or [f"{name}=无"]
    for name in ("main", "triage"):
        value = found.get(name)
        if value is not None and not isinstance(value, str):
            return name
        words += [f"{name}={value}"] if value else []
    return tuple(words)


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str | int) else ""

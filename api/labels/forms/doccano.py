"""doccano: what its projects of text classification export, one text a line with the names of its labels.

In a project where everybody labels for themselves the file bears the name of who labelled; where all label
together, the lines do not tell who did.
"""

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any

import orjson

from api.labels.forms.objects import Object
from api.labels.forms.tools import (
    extra_in,
    is_ours,
    kept_of,
    names_in,
    ours,
    told_in,
    whole_text,
    with_text,
    without,
)
from api.labels.names import words_of
from api.labels.record import Record
from api.labels.written import Place, Unreadable, Written

FORM = "doccano"
_LABELS = ("label", "labels")
_TOGETHER = "all"


def is_doccano(found: dict[str, Any]) -> bool:
    """Whether an object is a text of doccano."""
    return any(isinstance(found.get(name), str) for name in ("text", "data")) and any(
        isinstance(found.get(name), list) for name in _LABELS
    )


def read(found: Iterable[Object | Unreadable]) -> Iterator[Written | Unreadable]:
    """Yield the labels of objects; who labelled is the name of the file where no line tells."""
    return (each if isinstance(each, Unreadable) else _written(*each) for each in found)


def write(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield the lines of labels, with who labelled and when among their metadata."""
    return (orjson.dumps(_object(record), option=orjson.OPT_APPEND_NEWLINE) for record in records)


def _written(place: Place, found: dict[str, Any]) -> Written | Unreadable:
    told = told_in(found)
    name = next((name for name in _LABELS if found.get(name) is not None), _LABELS[0])
    value = found.get(name)
    if isinstance(value, list) and any(isinstance(each, dict | list) for each in value):
        return Unreadable(place, "这是标记文字片段的标注，不是给整篇的标签", "请用文本分类的项目导出")
    stem = PurePath(place.file).stem
    annotator = told.annotator or ("" if stem.lower() == _TOGETHER else stem)
    if is_ours(found) and "Comments" not in found:  # which doccano adds
        reference, extra = told.reference, extra_in(found)
    else:
        reference = str(found.get("id", ""))
        extra = {"form": FORM, "object": without(found, told.texts), "texts": list(told.texts)}
    words = tuple(names_in(value))
    return Written(place, told.title, told.body, words, told.level, annotator, told.made, reference, extra)


def _object(record: Record) -> dict[str, Any]:
    kept, label = kept_of(record, FORM), record.label
    who = {"annotator": label.annotator, "made": label.made.isoformat()}
    if kept is not None:
        return {**with_text(kept["object"], label.draft, kept["texts"]), **who}
    found = {"id": record.number, "text": whole_text(label.draft)}
    return {**found, "label": list(words_of(label.said)), **ours(record)}

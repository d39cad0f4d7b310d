"""The form of the bundled corpus, as ``data/README.md`` has it: a line says everything about its draft."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from api.labels.forms.objects import Object
from api.labels.record import Record
from api.labels.written import Place, Unreadable, Written
from model.content import rubric
from model.rubric import FLAGS
from training.local.spoken import flag_in

_SAID = ("flags", "reasons", "co")
_KNOWN = {"id", "level", "title", "body", "main", "triage", "annotator", "made", *_SAID}


def is_corpus(found: dict[str, Any]) -> bool:
    """Whether an object is a line of a corpus."""
    return isinstance(found.get("flags"), list) or ("group" in found and "title" in found)


def is_whole(record: Record) -> bool:
    """Whether a label says all that a line of a corpus must say."""
    said = record.label.said
    if said.codes is None or said.main is None or said.triage is None or not record.label.draft.title:
        return False
    with_codes = {rubric().codes[code].flag for code in said.codes}
    return all(flag_in(said, flag) == (flag in with_codes) for flag in FLAGS)


def read(found: Iterable[Object | Unreadable]) -> Iterator[Written | Unreadable]:
    """Yield the labels of objects; what is missing of lists is empty, and counts as said."""
    return (each if isinstance(each, Unreadable) else _written(*each) for each in found)


def write(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield lines for labels of which each is whole, see :func:`is_whole`."""
    return (orjson.dumps(_object(record), option=orjson.OPT_APPEND_NEWLINE) for record in records)


def _object(record: Record) -> dict[str, Any]:
    label, said = record.label, record.label.said
    kept = dict(record.extra)
    name = record.reference or f"label-{record.number}"
    found = {
        "id": name,
        "group": kept.pop("group", name),
        "level": label.draft.level,
        "title": label.draft.title,
        "body": label.draft.body,
        "flags": [flag for flag in FLAGS if flag_in(said, flag)],
        "reasons": list(said.codes or ()),
        "evidence": kept.pop("evidence", []),
        "main": said.main,
        "co": list(said.co or ()),
        "items": kept.pop("items", []),
        "triage": said.triage,
        "formal": kept.pop("formal", []),
        "origin": kept.pop("origin", ""),
        "annotator": label.annotator,
        "made": label.made.isoformat(),
    }
    return found | {key: value for key, value in kept.items() if key not in found}


def _written(place: Place, found: dict[str, Any]) -> Written | Unreadable:
    lists = {name: found.get(name, []) for name in _SAID}
    texts = {name: found.get(name, "") for name in _KNOWN - set(_SAID) - {"id"}}
    wrong = [name for name, value in texts.items() if not isinstance(value, str)]
    wrong += [
        name
        for name, value in lists.items()
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value)
    ]
    if not wrong and not set(FLAGS) >= set(lists["flags"]):
        wrong = ["flags"]
    if wrong:
        return Unreadable(place, f"字段 {wrong[0]} 不是该有的样子", "写法见 data/README.md，请改正这一行")
    words = [f"{flag}={'是' if flag in lists['flags'] else '否'}" for flag in FLAGS]
    words += [f"codes={code}" for code in lists["reasons"]] or ["codes=无"]
    words += [f"co={unit}" for unit in lists["co"]] or ["co=无"]
    words += [f"{name}={texts[name]}" for name in ("main", "triage") if texts[name]]
    extra = {name: value for name, value in found.items() if name not in _KNOWN}
    return Written(
        place,
        texts["title"],
        texts["body"],
        tuple(words),
        texts["level"],
        texts["annotator"],
        texts["made"],
        str(found.get("id", "")),
        extra,
    )

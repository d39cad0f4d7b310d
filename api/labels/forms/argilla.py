"""Argilla: records as its SDK writes them to JSON, with the answers of each user to each question."""

import uuid
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import orjson

from api.labels.forms.objects import Object
from api.labels.forms.tools import (
    extra_in,
    is_ours,
    kept_of,
    names_in,
    one_list,
    ours,
    told_in,
    whole_text,
    with_text,
    without,
)
from api.labels.names import topics_of
from api.labels.record import Record
from api.labels.written import Place, Unreadable, Written

FORM = "argilla"
_PEOPLE = uuid.UUID("6c69616e-7368-656e-8000-6c6162656c73")
"""The name space of the numbers that we give people, as Argilla knows them by nothing else."""


def is_argilla(found: dict[str, Any]) -> bool:
    """Whether an object is a record of Argilla."""
    return isinstance(found.get("fields"), dict) and isinstance(found.get("responses"), dict)


def read(found: Iterable[Object | Unreadable]) -> Iterator[Written | Unreadable]:
    """Yield one label for each user who answered anything about a record."""
    for each in found:
        if isinstance(each, Unreadable):
            yield each
        elif not is_argilla(each[1]):
            yield Unreadable(each[0], "不是 Argilla 的一条记录", "请用 records.to_json 导出")
        else:
            yield from _of_record(*each)


def write(records: Iterable[Record]) -> Iterator[bytes]:
    """Return the pieces of a list of records; labels of one record must follow one another."""
    return one_list(_record(list(together)) for _, together in groupby(records, _record_of))


def _of_record(place: Place, found: dict[str, Any]) -> Iterator[Written]:
    fields, metadata = found["fields"], found.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    told = told_in({**metadata, **fields})
    answers = _answers(found["responses"])
    own = is_ours(metadata) and len(answers) == 1
    for user, responses in answers.items():
        extra = extra_in(metadata)
        if not own:
            rest = {name: value for name, value in found.items() if name != "responses"}
            rest["fields"] = without(fields, [name for name in told.texts if name in fields])
            texts = [name for name in told.texts if name in fields]
            extra = {"form": FORM, "record": rest, "responses": responses, "texts": texts}
        words = (
            f"{question}={name}"
            for question, answer in responses.items()
            for name in names_in(answer.get("value"))
        )
        annotator = told.annotator if own else user
        reference = told.reference if own else str(found.get("id", ""))
        made = _moments(told.made).get(user, told.made)
        yield Written(
            place, told.title, told.body, tuple(words), told.level, annotator, made, reference, extra
        )


def _answers(responses: dict[str, Any]) -> dict[str, dict[str, dict[str, Any]]]:
    """Return the answers by user and question; drafts and discarded ones are nobody's word."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for question, given in responses.items():
        for answer in given if isinstance(given, list) else ():
            if isinstance(answer, dict) and answer.get("status", "submitted") == "submitted":
                found.setdefault(str(answer.get("user_id", "")), {})[question] = answer
    return found


def _record_of(record: Record) -> tuple[object, ...]:
    if kept_of(record, FORM) is None:
        return (record.number,)
    return (0, record.reference, record.label.digest)


def _record(together: list[Record]) -> dict[str, Any]:
    first = together[0]
    kept = kept_of(first, FORM)
    if kept is None:
        return _own_record(first)
    found = dict(kept["record"])
    found["fields"] = with_text(found["fields"], first.label.draft, kept["texts"])
    responses: dict[str, list[dict[str, Any]]] = {}
    for each in together:
        for question, answer in each.extra["responses"].items():
            responses.setdefault(question, []).append(answer)
    # No answer of Argilla tells when it was given.
    moments = {each.label.annotator: each.label.made.isoformat() for each in together}
    found["metadata"] = {**(found.get("metadata") or {}), "made": orjson.dumps(moments).decode()}
    return {**found, "responses": responses}


def _moments(made: str) -> dict[str, str]:
    """Return when each user answered, where that was written."""
    try:
        found = orjson.loads(made)
    except orjson.JSONDecodeError:
        return {}
    return {user: str(when) for user, when in found.items()} if isinstance(found, dict) else {}


def _own_record(record: Record) -> dict[str, Any]:
    label = record.label
    user = str(uuid.uuid5(_PEOPLE, label.annotator))
    responses = {
        topic: [{"value": names[0] if topic in {"main", "triage"} else names, "user_id": user}]
        for topic, names in topics_of(label.said).items()
    }
    return {
        "id": f"label-{record.number}",
        "fields": {"text": whole_text(label.draft)},
        "metadata": ours(record),
        "suggestions": {},
        "responses": responses,
        "vectors": {},
        "status": "completed",
    }

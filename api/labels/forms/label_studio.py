"""Label Studio: its JSON export, a list of tasks with the choices of each annotator."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

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

FORM = "label-studio"
_TEXT = "text"


def is_label_studio(found: dict[str, Any]) -> bool:
    """Whether an object is a task of Label Studio with its annotations."""
    return isinstance(found.get("data"), dict) and isinstance(found.get("annotations"), list)


def read(found: Iterable[Object | Unreadable]) -> Iterator[Written | Unreadable]:
    """Yield one label for each annotation of each task, but for those that were skipped."""
    for each in found:
        if isinstance(each, Unreadable):
            yield each
        elif not is_label_studio(each[1]):
            yield Unreadable(each[0], "不是 Label Studio 的一条任务", "请用它的 JSON 格式导出")
        else:
            yield from _of_task(*each)


def write(records: Iterable[Record]) -> Iterator[bytes]:
    """Return the pieces of a list of tasks; labels of one task must follow one another."""
    return one_list(_task(list(together)) for _, together in groupby(records, _task_of))


def _of_task(place: Place, task: dict[str, Any]) -> Iterator[Written | Unreadable]:
    told = told_in(task["data"])
    annotations = [each for each in task["annotations"] if isinstance(each, dict)]
    own = is_ours(task["data"]) and len(annotations) == 1
    for annotation in annotations:
        if annotation.get("was_cancelled"):
            continue
        extra = extra_in(task["data"])
        if not own:
            rest = {name: value for name, value in task.items() if name != "annotations"}
            rest["data"] = without(task["data"], told.texts)
            extra = {"form": FORM, "task": rest, "annotation": annotation, "texts": list(told.texts)}
        yield Written(
            place,
            told.title,
            told.body,
            tuple(_words(annotation)),
            told.level,
            told.annotator if own else _annotator(annotation.get("completed_by")),
            told.made or str(annotation.get("updated_at") or annotation.get("created_at") or ""),
            told.reference if own else str(task.get("id", "")),
            extra,
        )


def _words(annotation: dict[str, Any]) -> Iterator[str]:
    results = annotation.get("result")
    for result in results if isinstance(results, list) else ():
        value = result.get("value") if isinstance(result, dict) else None
        if isinstance(value, dict):
            names = names_in(value.get("choices") or value.get("labels") or [])
            yield from (f"{result.get('from_name', '')}={name}" for name in names)


def _annotator(completed_by: Any) -> str:
    """Return a name: an address where there is one, else the number that the tool gave."""
    if isinstance(completed_by, dict):
        named = completed_by.get("email") or completed_by.get("username") or completed_by.get("id")
        return _annotator(named)
    return f"用户 {completed_by}" if isinstance(completed_by, int) else str(completed_by or "")


def _task_of(record: Record) -> tuple[object, ...]:
    if kept_of(record, FORM) is None:
        return (record.number,)
    return (0, record.reference, record.label.digest)


def _task(together: list[Record]) -> dict[str, Any]:
    first = together[0]
    kept = kept_of(first, FORM)
    if kept is None:
        return _own_task(first)
    task = dict(kept["task"])
    task["data"] = with_text(task["data"], first.label.draft, kept["texts"])
    return {
        "id": task.pop("id", None),
        "annotations": [each.extra["annotation"] for each in together],
        **task,
    }


def _own_task(record: Record) -> dict[str, Any]:
    label = record.label
    made = label.made.isoformat()
    result = [
        {
            "id": topic,
            "from_name": topic,
            "to_name": _TEXT,
            "type": "choices",
            "value": {"choices": names},
        }
        for topic, names in topics_of(label.said).items()
    ]
    annotation = {"result": result, "was_cancelled": False, "created_at": made, "updated_at": made}
    data = {_TEXT: whole_text(label.draft), **ours(record)}
    return {"id": record.number, "annotations": [annotation], "data": data}

"""What the forms of other tools have in common: the draft among the members of an object, and its way back.

An object of a tool is kept whole, but for the text of the draft, which stands masked in its own columns; so
it goes back as it came. A label that comes from elsewhere has members of ours beside those of the tool.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from api.batch.columns import recognise
from api.labels.cleaning import parted
from api.labels.record import Record
from model.draft import Draft

_LEVEL = ["本级", "层级", "级别", "level"]
_ANNOTATOR = ["annotator", "标注人", "标注员"]
_MADE = ["made", "标注时间"]
_REFERENCE = ["reference"]


@dataclass(frozen=True, slots=True)
class Told:
    """What an object says besides the labels.

    Attributes:
        title: of the draft.
        body: of the draft.
        texts: names of the members that hold the draft.
        level: 本级; empty where nothing is said.
        annotator: who said it; likewise.
        made: when; likewise.
        reference: by our own name of it; likewise.
    """

    title: str
    body: str
    texts: tuple[str, ...]
    level: str
    annotator: str
    made: str
    reference: str


def told_in(found: Mapping[str, Any]) -> Told:
    """Return what an object says of a draft: title and body, or one text whose first line is the title."""
    names = [name for name, value in found.items() if isinstance(value, str)]
    columns = recognise(names)
    title = found[names[columns.title]] if columns.title is not None else ""
    column = columns.whole if columns.whole is not None else next(iter(columns.body), None)
    whole = names[column] if column is not None else "data" if "data" in names else ""
    body = found[whole] if whole else ""
    if body == title or body.startswith(f"{title}\n"):
        _, body = parted(body) if "\n" not in title else ("", body[len(title) + 1 :])
    elif not title:
        title, body = parted(body)
    texts = [whole] if whole else []
    texts += [names[columns.title]] if columns.title is not None else []
    about = (_first(found, words) for words in (_LEVEL, _ANNOTATOR, _MADE, _REFERENCE))
    return Told(title, body, tuple(texts), *about)


def without(found: Mapping[str, Any], texts: Iterable[str]) -> dict[str, Any]:
    """Return an object without the draft: its place is kept by ``None``."""
    return {**found, **dict.fromkeys(texts)}


def with_text(found: Mapping[str, Any], draft: Draft, texts: Iterable[str]) -> dict[str, Any]:
    """Return an object with the draft where it stood, see :func:`without`."""
    columns = recognise([*found])
    own = [*found][columns.title] if columns.title is not None else None
    return {
        **found,
        **{name: draft.title if name == own else whole_text(draft) for name in texts},
    }


def whole_text(draft: Draft) -> str:
    """Return a draft as one text, its title on the first line."""
    return f"{draft.title}\n{draft.body}"


def ours(record: Record) -> dict[str, Any]:
    """Return the members that tell a label that does not come from the tool."""
    label = record.label
    found: dict[str, Any] = {
        "title": label.draft.title,
        "level": label.draft.level,
        "annotator": label.annotator,
        "made": label.made.isoformat(),
        "reference": record.reference,
    }
    return found | ({"extra": orjson.dumps(record.extra).decode()} if record.extra else {})


def is_ours(found: Mapping[str, Any]) -> bool:
    """Whether an object has the members of :func:`ours`."""
    return {"title", "level", "annotator", "made", "reference"} <= found.keys()


def extra_in(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return what else was kept of a label; it is written as one text, for tools show nothing deeper."""
    try:
        extra = orjson.loads(found.get("extra") or b"{}")
    except (orjson.JSONDecodeError, TypeError):
        return {}
    return extra if isinstance(extra, dict) else {}


def kept_of(record: Record, form: str) -> dict[str, Any] | None:
    """Return what was kept of an object of a tool; ``None`` for a label that does not come from there."""
    return dict(record.extra) if record.extra.get("form") == form else None


def names_in(value: Any) -> list[str]:
    """Return the names of labels in a value: one, or several in a list."""
    values = value if isinstance(value, list) else [value]
    return [str(each) for each in values if isinstance(each, str | int | float) and str(each).strip()]


def _first(found: Mapping[str, Any], words: list[str]) -> str:
    return next((str(found[word]) for word in words if isinstance(found.get(word), str)), "")


def one_list(entries: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """Yield the pieces of a JSON list, one entry a line."""
    yield b"["
    between = b"\n"
    for entry in entries:
        yield between + orjson.dumps(entry)
        between = b",\n"
    yield b"\n]\n"

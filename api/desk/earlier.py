"""The most similar drafts of earlier sessions, as a draft on the desk keeps them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import orjson
from pydantic import TypeAdapter

from model.similar.earlier import Alike


@dataclass(frozen=True, slots=True)
class EarlierDraft:
    """A draft of an earlier session that may be on the same matter.

    Attributes:
        title: identifiers of persons masked; may be empty.
        likeness: how likely it is on the same matter, 0 to 1.
        fields: what was known of it, such as 届次, 编号, 承办单位, 办理情况.
        shared: the longest words that both have, likewise masked; empty where there are none.
    """

    title: str
    likeness: float
    fields: Mapping[str, str]
    shared: str


_EARLIER = TypeAdapter(tuple[EarlierDraft, ...])


def told(found: Iterable[Alike]) -> tuple[EarlierDraft, ...]:
    """Return what is told of what was found in the index of earlier sessions, in the same order."""
    return tuple(
        EarlierDraft(alike.past.draft.title, alike.likeness, alike.past.fields, _longest(alike))
        for alike in found
    )


def earlier_json(found: Iterable[Alike]) -> bytes:
    """Return the same as JSON."""
    return orjson.dumps(_EARLIER.dump_python(told(found), mode="json"))


def earlier_of(content: bytes) -> tuple[EarlierDraft, ...]:
    """Return what :func:`earlier_json` stated."""
    return _EARLIER.validate_json(content)


def _longest(alike: Alike) -> str:
    words = (passage.other.text for passage in alike.passages)
    return max(words, key=len, default="")

"""The most similar drafts of earlier sessions, as a draft on the desk keeps them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import orjson
from pydantic import TypeAdapter

from api.batch.rows import DEPUTY
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
        EarlierDraft(alike.past.draft.title, alike.likeness, _unnamed(alike.past.fields), _longest(alike))
        for alike in found
    )


def _unnamed(fields: Mapping[str, str]) -> dict[str, str]:
    """Return what was known of an earlier draft but for who put it forward, whom nobody needs there."""
    return {name: value for name, value in fields.items() if name != DEPUTY}


def earlier_json(found: Iterable[Alike]) -> bytes:
    """Return the same as JSON."""
    return orjson.dumps(_EARLIER.dump_python(told(found), mode="json"))


def earlier_of(content: bytes) -> tuple[EarlierDraft, ...]:
    """Return what :func:`earlier_json` stated."""
    return _EARLIER.validate_json(content)


def _longest(alike: Alike) -> str:
    words = (passage.other.text for passage in alike.passages)
    return max(words, key=len, default="")

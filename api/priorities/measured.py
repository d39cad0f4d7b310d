"""What is measured of a draft as it passes by, small enough to keep of every one."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson

from api.priorities.candidates import Mark
from api.priorities.clauses import clauses
from api.priorities.conflict import conflict
from api.priorities.cost import Cost, cost
from api.priorities.people import People, people
from api.priorities.soon import soon
from api.priorities.urgent import urgent
from model.draft import Draft
from model.review import Review

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Measured:
    """The signs of one draft, each with the words that show it; a kilobyte or so.

    Attributes:
        people: how many it touches; ``None`` where nothing is said.
        conflict: mark for 矛盾突出.
        urgent: mark for 迫切.
        soon: mark for 近期能见效.
        cost: what it is said to cost; ``None`` where nothing is said.
    """

    people: People | None
    conflict: Mark
    urgent: Mark
    soon: Mark
    cost: Cost | None


NOTHING = Measured(
    people=None,
    conflict=Mark("矛盾突出", 0.0, "", ()),
    urgent=Mark("迫切", 0.0, "", ()),
    soon=Mark("近期能见效", 0.0, "", ()),
    cost=None,
)
"""Of a draft that is not ready and was not measured."""


def measure(draft: Draft, review: Review) -> Measured:
    """Measure one draft that is ready to be put forward (:func:`api.priorities.readiness.ready`).

    Best done in the process that reviewed it, which has its sentences at hand. Pure, and linear in the length
    of the text, of which the first 20,000 code points are read.

    Args:
        draft: as it was reviewed; what is quoted of it is masked.
        review: of it.
    """
    shown = draft.masked
    told = tuple(clauses(shown))
    asked = cost(shown, told)
    return Measured(
        people(shown, told),
        conflict(shown, told),
        urgent(shown, told, review.triage),
        soon(review, asked),
        asked,
    )


def to_json(measured: Measured) -> bytes:
    """Return the JSON of what was measured."""
    return orjson.dumps(measured)


def from_json(content: bytes) -> Measured:
    """Return what was measured, from its JSON.

    Raises:
        pydantic.ValidationError: it is none.
    """
    measured: Measured = _adapter().validate_json(content)
    return measured


@cache
def _adapter() -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter  # noqa: PLC0415 - who only measures need not wait for it

    return TypeAdapter(Measured)

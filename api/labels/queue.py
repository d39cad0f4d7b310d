"""The drafts on the desk to label next (待标): chosen first by what lists hold, then by their texts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.batch.packed import unpack_json
from api.storage.database import Database
from api.storage.desk_schema import PieceRow, PieceTextRow
from api.storage.learning_schema import LabelRow
from model.content import rubric

MOST: Final = 200
"""Drafts in a queue: more than anybody labels in one sitting, and by then there is more to know."""

_LOOKED_AT: Final = 3000
"""Drafts of which the texts are looked at."""
_DOUBTED: Final = 2400
"""How many of these have a flag in doubt, if there are so many; units may be in doubt in the others."""
_REMEMBERED: Final = 1500
"""The newest labelled texts that a draft is compared with."""
_AT_ONCE: Final = 500
_SPREAD: Final = 2654435761
"""Knuth's multiplier: takes numbers from all over the desk, always the same ones."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A draft whose label is wanted.

    Attributes:
        piece_id: its number on the desk.
        reasons: in Chinese, why; at least one.
    """

    piece_id: int
    reasons: tuple[str, ...]


def to_label(database: Database, most: int = MOST) -> tuple[Wanted, ...]:
    """Return the drafts whose label would teach most, in the order in which to label them.

    Of a group on the same matter one is enough, and none where one of them is labelled.
    """
    from training.local import to_label as choosing  # noqa: PLC0415 - loads what learns

    with database.session() as session:
        candidates = [
            choosing.Candidate(number, title, body, *_judged(review))
            for number, title, body, review in _texts(session, _first_choice(session))
        ]
        known = _labelled_texts(session)
    names = {flag: own.name for flag, own in rubric().flags.items()}
    found = choosing.worth_labelling(candidates, known, names, most)
    return tuple(Wanted(each.key, each.reasons) for each in found)


def unlabelled(database: Database, wanted: Iterable[int]) -> frozenset[int]:
    """Return those drafts that are still on the desk and that nobody has labelled."""
    numbers = list(wanted)
    asked = select(PieceRow.id).where(PieceRow.id.in_(numbers), ~_labelled())
    with database.session() as session:
        return frozenset(session.scalars(asked))


def _labelled() -> Any:
    return select(LabelRow.id).where(LabelRow.piece_id == PieceRow.id, LabelRow.withdrawn.is_(None)).exists()


def _first_choice(session: Session) -> list[int]:
    """Return the drafts to look at: what lists hold tells which of them have a flag in doubt."""
    columns = (PieceRow.id, PieceRow.group_id, PieceRow.too_broad, PieceRow.vague, PieceRow.infeasible)
    done = set(session.scalars(select(PieceRow.group_id).where(PieceRow.group_id.is_not(None), _labelled())))
    doubted: list[tuple[int, int, int]] = []
    for number, group, *states in session.execute(select(*columns).where(~_labelled()).order_by(PieceRow.id)):
        if group is not None:
            if group in done:
                continue
            done.add(group)
        doubted.append((-states.count("拿不准"), number * _SPREAD % (1 << 32), number))
    doubted.sort()
    unsure = [each for each in doubted if each[0]]
    others = doubted[len(unsure) :]
    kept = unsure[: max(_DOUBTED, _LOOKED_AT - len(others))]
    return sorted(number for *_, number in [*kept, *others[: _LOOKED_AT - len(kept)]])


def _texts(session: Session, numbers: Sequence[int]) -> Iterator[tuple[int, str, str, bytes]]:
    columns = (PieceRow.id, PieceRow.title, PieceTextRow.body, PieceTextRow.review)
    asked = select(*columns).join(PieceTextRow).order_by(PieceRow.id)
    for start in range(0, len(numbers), _AT_ONCE):
        some = PieceRow.id.in_(numbers[start : start + _AT_ONCE])
        yield from (
            (number, title, body, review)
            for number, title, body, review in session.execute(asked.where(some))
        )


def _labelled_texts(session: Session) -> list[tuple[str, str]]:
    """Return title and body of the drafts that were labelled last."""
    asked = select(LabelRow.title, LabelRow.body).where(LabelRow.withdrawn.is_(None))
    found = session.execute(asked.order_by(LabelRow.id.desc()).limit(_REMEMBERED))
    return list(dict.fromkeys((title, body) for title, body in found))


def _judged(review: bytes) -> tuple[dict[Any, float], tuple[tuple[str, float], ...]]:
    """Return what a packed review says of flags and units, without checking all the rest of it."""
    told = orjson.loads(unpack_json(review))
    return (
        {each["flag"]: each["probability"] for each in told["flags"]},
        tuple((each["unit"], each["probability"]) for each in told["units"]["candidates"]),
    )

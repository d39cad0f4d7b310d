"""Labels that look mistaken: found by a model that has not learnt them, and what people decide about them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import orjson
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.batch.packed import unpack_json
from api.errors import NotThere
from api.home import home
from api.labels.of_today import of_today
from api.labels.record import Record, record_of
from api.labels.store import standing_records
from api.storage.database import Database
from api.storage.desk_schema import PieceTextRow
from api.storage.learning_schema import LabelRow, TrainingRow
from api.storage.schema import LAST_NUMBER
from api.trail.recording import record
from model.bundle import Bundle, load_bundle
from model.content import rubric
from model.reviewer import Reviewer
from training.default import bundle_in_use

if TYPE_CHECKING:
    from training.local.mistaken import Examined, Mistaken, View

ABOUT: Final[Mapping[str, str]] = {
    **{flag: own.name for flag, own in rubric().flags.items()},
    "main": "主办",
}
"""What a label may be doubted for, in Chinese."""

_CONFIRMED: Final = "confirmed"
"""In the ``extra`` of a label: what somebody has looked at again and confirmed."""


@dataclass(frozen=True, slots=True)
class Doubted:
    """One word of a label that looks mistaken.

    Attributes:
        record: the label.
        piece_id: the draft on the desk it is about, if it is about one.
        mistaken: what was said, what is likelier, and why.
    """

    record: Record
    piece_id: int | None
    mistaken: "Mistaken"


class Doubts:
    """What looks mistaken, found once for each state of the labels and the model; threads share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._state: object = None
        self._found: tuple[Mistaken, ...] = ()

    def now(self, database: Database) -> tuple[Doubted, ...]:
        """Return what looks mistaken and was neither withdrawn nor confirmed, the surest first.

        Raises:
            ExtraMissing: cleanlab is not installed.
            BundleError: the model in use cannot be read.
        """
        with self._lock:
            folder = bundle_in_use(home())
            with database.session() as session:
                state = (folder.name, session.scalar(select(func.max(LabelRow.id))))
            if state != self._state:
                self._found = _found(database, load_bundle(folder))
                self._state = state
            return tuple(_standing(database, self._found))


def confirm(database: Database, by: tuple[int, str], number: int, about: str) -> None:
    """Note that a label was looked at again and is right: it is doubted no more.

    Args:
        database: where it is.
        by: number and shown name of the account.
        number: of the label.
        about: key of :data:`ABOUT`.

    Raises:
        NotThere: there is no such label, or it was withdrawn.
    """
    with database.writing() as session:
        row = _row(session, number, about)
        extra = orjson.loads(row.extra or b"{}")
        row.extra = orjson.dumps(extra | {_CONFIRMED: sorted({*extra.get(_CONFIRMED, []), about})})
        told = f"复核第 {number} 条标注的“{ABOUT[about]}”，确认没有标错"
        record(session, by[1], "confirm_label", told, {"label": number, "about": about}, by[0])


def withdraw(database: Database, by: tuple[int, str], number: int, about: str) -> None:
    """Withdraw a label as mistaken; arguments as for :func:`confirm`."""
    with database.writing() as session:
        row = _row(session, number, about)
        row.withdrawn = datetime.now(UTC)
        told = f"撤回第 {number} 条标注：“{ABOUT[about]}”像是标错了"
        record(session, by[1], "withdraw_label", told, {"label": number, "about": about}, by[0])


def _row(session: Session, number: int, about: str) -> LabelRow:
    row = session.get(LabelRow, number) if 0 < number <= LAST_NUMBER else None
    if row is None or row.withdrawn is not None or about not in ABOUT:
        raise NotThere("没有这一条标注，或者已经撤回了", remedy="请回到标注情况，看看还有哪些")
    return row


def _standing(database: Database, found: "tuple[Mistaken, ...]") -> Iterator[Doubted]:
    with database.session() as session:
        for each in found:
            row = session.get(LabelRow, each.number)
            if row is None or row.withdrawn is not None:
                continue
            known = record_of(row)
            if each.about not in known.extra.get(_CONFIRMED, ()):
                yield Doubted(known, row.piece_id, each)


def _found(database: Database, bundle: Bundle) -> "tuple[Mistaken, ...]":
    from training.local.mistaken import look_mistaken  # noqa: PLC0415 - loads what learns

    return look_mistaken(list(_examined(database, bundle)), bundle)


def _examined(database: Database, bundle: Bundle) -> "Iterator[Examined]":
    """Yield the labels with what a model thinks of them that has not learnt them, where there is one.

    That is the review on the desk, or else a review now, by the fast tier: it takes a millisecond, and judges
    labels as well as the full one does.
    """
    from training.local.mistaken import Examined, View  # noqa: PLC0415 - loads what learns

    records = list(standing_records(database))
    first: dict[str, datetime] = {}
    for each in records:
        digest = each.label.digest
        first[digest] = min(first.get(digest, each.label.made), each.label.made)
    with database.session() as session:
        learnt, reviews = _learnt(session), dict(_reviews(session))
    views: dict[int, View] = {}
    for each in records:
        told = reviews.get(each.number)
        if told and not _may_know(learnt, str(told["model"]), first[each.label.digest]):
            views[each.number] = _view(told)
    left = [
        each
        for each in records
        if each.number not in views and not _may_know(learnt, bundle.version, first[each.label.digest])
    ]
    for each, review in zip(left, Reviewer(bundle).review_many(own.label.draft for own in left), strict=True):
        flags = {judged.flag: judged.probability for judged in review.flags}
        units = tuple((own.unit, own.probability) for own in review.units.candidates)
        views[each.number] = View(flags, units)
    for each, label in zip(records, of_today(database, [each.label for each in records]), strict=True):
        yield Examined(each.number, label, views.get(each.number))


def _learnt(session: Session) -> Mapping[str, datetime]:
    """Return for each model that has learnt labels of the place until when these were made."""
    rows = session.execute(
        select(TrainingRow.version, TrainingRow.began, TrainingRow.created).where(TrainingRow.version != "")
    )
    return {_hash(version): began or created for version, began, created in rows}


def _may_know(learnt: Mapping[str, datetime], version: str, made: datetime) -> bool:
    until = learnt.get(_hash(version))
    return until is not None and made <= until


def _hash(version: str) -> str:
    """Return what both tiers of a model have in common."""
    return version.rpartition("-")[2]


def _reviews(session: Session) -> Iterator[tuple[int, dict[str, Any]]]:
    asked = select(LabelRow.id, PieceTextRow.review).join(
        PieceTextRow, PieceTextRow.piece_id == LabelRow.piece_id
    )
    for number, review in session.execute(asked.where(LabelRow.withdrawn.is_(None)).order_by(LabelRow.id)):
        told = orjson.loads(unpack_json(review))
        yield number, {"model": told["model"], "flags": told["flags"], "units": told["units"]["candidates"]}


def _view(told: Mapping[str, Any]) -> "View":
    from training.local.mistaken import View  # noqa: PLC0415 - loads what learns

    return View(
        {each["flag"]: each["probability"] for each in told["flags"]},
        tuple((each["unit"], each["probability"]) for each in told["units"]),
    )

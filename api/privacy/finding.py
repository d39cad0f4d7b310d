"""Finding all that rests on what somebody wants deleted."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, joinedload

from api.batches.places import folder_of, inputs_of, work_of
from api.errors import BatchError
from api.privacy.asked import Asked, Going
from api.privacy.frozen import with_texts
from api.privacy.hiding import names_in
from api.privacy.past import count_past
from api.storage.database import Database
from api.storage.desk_schema import BatchRow, PieceRow, UnreadRow
from api.storage.learning_schema import LabelRow
from api.storage.persons_schema import PersonRow
from api.storage.schema import AccountRow, SubmissionRow
from model.draft import Draft
from model.identifiers import mask
from training.local.label import digest_of

_AT_ONCE = 500
_Of = TypeVar("_Of", int, str)
_UNDER_WAY = ("waiting", "running", "filing")


def find(database: Database, home: Path, asked: Asked) -> Going:
    """Return what goes if what is asked for is deleted.

    Args:
        database: of the service.
        home: the data folder.
        asked: what shall go.

    Raises:
        BatchError: some of it is in a batch that is being scored.
        EarlierError: the drafts of earlier sessions cannot be read.
    """
    with database.session() as session:
        accounts = _accounts(session, asked)
        submissions = _submissions(session, asked, accounts)
        rows = _pieces(session, asked, submissions)
        submissions |= _submissions_of(session, rows)
        batches = _whole_batches(session, asked, rows)
        drafts = [
            *(Draft(row.title, row.text.body, row.level) for row in rows),
            *(Draft(row.title, row.body, row.level).masked for row in submissions.values()),
        ]
        texts = {digest_of(draft) for draft in drafts}
        titles = {draft.title for draft in drafts if draft.title}
        labels = _labels(session, asked, [row.id for row in rows], texts)
        for number in asked.labels:
            if row := session.get(LabelRow, number):
                texts.add(row.digest)
                titles.add(row.title)
        unread = _unread(session, asked, batches)
        files = [*_uploaded(rows, batches), *(path for number in batches for path in _files_of(number))]
    return Going(
        {row.id: row.title for row in rows},
        {number: mask(row.title) for number, row in submissions.items()},
        batches,
        labels,
        unread,
        tuple(accounts),
        frozenset(texts),
        frozenset(titles),
        tuple(dict.fromkeys(files)),
        with_texts(home, frozenset(texts)),
        count_past([home / "earlier", *asked.similar], frozenset(texts), asked.deputies),
    )


def _accounts(session: Session, asked: Asked) -> dict[int, str]:
    """Return the accounts of deputies with one of the names; those of the office are no business of ours."""
    own = select(AccountRow).where(AccountRow.role == "deputy", AccountRow.display.in_(asked.deputies))
    return {row.id: row.display for row in session.scalars(own)}


def _submissions(session: Session, asked: Asked, accounts: Iterable[int]) -> dict[int, SubmissionRow]:
    ways: list[ColumnElement[bool]] = [
        SubmissionRow.id.in_(asked.submissions),
        SubmissionRow.account_id.in_(list(accounts)),
        SubmissionRow.id.in_(
            select(PieceRow.submission_id).where(
                PieceRow.id.in_(asked.pieces), PieceRow.submission_id.is_not(None)
            )
        ),
    ]
    if asked.before:
        ways.append(SubmissionRow.submitted < asked.before)
    return {row.id: row for row in session.scalars(select(SubmissionRow).where(or_(*ways)))}


def _submissions_of(session: Session, rows: Iterable[PieceRow]) -> dict[int, SubmissionRow]:
    numbers = [row.submission_id for row in rows if row.submission_id]
    found: dict[int, SubmissionRow] = {}
    for some in _some(numbers):
        asked = select(SubmissionRow).where(SubmissionRow.id.in_(some))
        found |= {row.id: row for row in session.scalars(asked)}
    return found


def _pieces(session: Session, asked: Asked, submissions: Iterable[int]) -> list[PieceRow]:
    ways: list[ColumnElement[bool]] = [
        PieceRow.id.in_(asked.pieces),
        PieceRow.batch_id.in_(asked.batches),
        PieceRow.id.in_(_named(session, asked.deputies)),
    ]
    if asked.before:
        ways.append(PieceRow.received < asked.before)
    numbers = set(session.scalars(select(PieceRow.id).where(or_(*ways))))
    for some in _some(list(submissions)):
        numbers.update(session.scalars(select(PieceRow.id).where(PieceRow.submission_id.in_(some))))
    rows: list[PieceRow] = []
    for some in _some(sorted(numbers)):
        own = select(PieceRow).options(joinedload(PieceRow.text)).where(PieceRow.id.in_(some))
        rows += session.scalars(own.order_by(PieceRow.id)).all()
    _refuse_what_is_under_way(session, {row.batch_id for row in rows if row.batch_id} | set(asked.batches))
    return rows


def _named(session: Session, deputies: Iterable[str]) -> list[int]:
    numbers = []
    for name in deputies:
        likely = select(PersonRow).where(PersonRow.deputy.contains(name, autoescape=True))
        numbers += [row.piece_id for row in session.scalars(likely) if name in names_in(row.deputy)]
    return numbers


def _refuse_what_is_under_way(session: Session, batches: set[int]) -> None:
    state = BatchRow.state.in_(_UNDER_WAY)
    busy = session.scalars(select(BatchRow.id).where(BatchRow.id.in_(batches), state)).all()
    if busy:
        told = "、".join(map(str, busy))
        raise BatchError(f"批次 {told} 还在审读，里面的现在删不了", remedy="请等它审读完，或先在页上停下")


def _whole_batches(session: Session, asked: Asked, rows: Iterable[PieceRow]) -> dict[int, str]:
    """Return the batches of which nothing is left: with them go all their files."""
    going: dict[int, int] = {}
    for row in rows:
        if row.batch_id:
            going[row.batch_id] = going.get(row.batch_id, 0) + 1
    there = dict.fromkeys(going, 0)
    for some in _some(list(going)):
        counted = select(PieceRow.batch_id, func.count()).where(PieceRow.batch_id.in_(some))
        there |= {
            number or 0: count for number, count in session.execute(counted.group_by(PieceRow.batch_id))
        }
    numbers = {number for number, count in going.items() if count == there[number]} | set(asked.batches)
    finished = BatchRow.state.not_in(_UNDER_WAY)
    if asked.before:
        empty = ~select(PieceRow.id).where(PieceRow.batch_id == BatchRow.id).exists()
        own = select(BatchRow.id).where(BatchRow.created < asked.before, empty, finished)
        numbers.update(session.scalars(own))
    named = select(BatchRow.id, BatchRow.name).where(BatchRow.id.in_(numbers))
    return dict(session.execute(named).all())


def _labels(session: Session, asked: Asked, pieces: list[int], texts: set[str]) -> tuple[int, ...]:
    numbers = set(session.scalars(select(LabelRow.id).where(LabelRow.id.in_(asked.labels))))
    for some in _some(pieces):
        numbers.update(session.scalars(select(LabelRow.id).where(LabelRow.piece_id.in_(some))))
    for digests in _some(sorted(texts)):
        numbers.update(session.scalars(select(LabelRow.id).where(LabelRow.digest.in_(digests))))
    return tuple(sorted(numbers))


def _unread(session: Session, asked: Asked, batches: Iterable[int]) -> tuple[int, ...]:
    ways: list[ColumnElement[bool]] = [UnreadRow.batch_id.in_(list(batches))]
    ways += [UnreadRow.file.contains(name, autoescape=True) for name in asked.deputies]
    return tuple(session.scalars(select(UnreadRow.id).where(or_(*ways)).order_by(UnreadRow.id)))


def _uploaded(rows: Iterable[PieceRow], batches: Iterable[int]) -> Iterator[Path]:
    """Yield the file that each draft came in; a table or an archive goes with all others that are in it."""
    whole = set(batches)
    for row in rows:
        if row.batch_id and row.batch_id not in whole:
            place, inputs = inputs_of(row.batch_id), inputs_of(row.batch_id)
            for part in Path(row.text.file).parts:
                place /= part
                if place.is_file() and place.resolve().is_relative_to(inputs.resolve()):
                    yield place
                    break
            work = work_of(row.batch_id)
            yield from (path for path in work.parent.glob(f"{work.name}*") if path.is_file())


def _files_of(number: int) -> Iterator[Path]:
    folder = folder_of(number)
    yield from sorted(path for path in folder.rglob("*") if path.is_file() or path.is_symlink())


def _some(numbers: list[_Of]) -> Iterator[list[_Of]]:
    for start in range(0, len(numbers), _AT_ONCE):
        yield numbers[start : start + _AT_ONCE]

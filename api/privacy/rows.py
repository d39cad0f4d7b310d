"""Deleting what goes from the database, and mending what is left around it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import orjson
from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from api.privacy.asked import Going
from api.storage.desk_schema import (
    ActionRow,
    BatchRow,
    ChangeRow,
    GroupRow,
    PieceRow,
    PieceTextRow,
    TickRow,
    UnreadRow,
)
from api.storage.learning_schema import LabelRow, TrainingRow
from api.storage.persons_schema import PersonRow
from api.storage.schema import AccountRow, RecoveryRow, SessionRow, SubmissionRow, TokenRow

_AT_ONCE = 500
_GONE = "（已删除）"


def delete_rows(session: Session, going: Going) -> None:
    """Delete what goes, within a transaction; what is left is as if it had never been there."""
    pieces = list(going.pieces)
    groups = _groups_of(session, pieces)
    _blank_actions(session, going)
    for table in (TickRow.piece_id, ChangeRow.piece_id):
        _delete(session, table, pieces)
    _delete(session, LabelRow.id, going.labels)
    for table in (PersonRow.piece_id, PieceTextRow.piece_id, PieceRow.id):
        _delete(session, table, pieces)
    _delete(session, SubmissionRow.id, list(going.submissions))
    _mend_groups(session, groups)
    _delete(session, UnreadRow.id, going.unread)
    _delete_batches(session, list(going.batches))
    _blank_comparisons(session, going.titles)
    _empty_accounts(session, going.accounts)


def rename_snapshot(session: Session, old: str, new: str) -> None:
    """Let trainings name what is left of the labels they learnt from."""
    session.execute(update(TrainingRow).where(TrainingRow.snapshot == old).values(snapshot=new))


def forget_earlier(session: Session, titles: frozenset[str]) -> None:
    """Take drafts of earlier sessions that were deleted out of what other drafts are shown beside."""
    if not titles:
        return
    asked = select(PieceTextRow).where(PieceTextRow.earlier != b"[]")
    for row in session.scalars(asked).yield_per(_AT_ONCE):
        found = orjson.loads(row.earlier)
        left = [each for each in found if each["title"] not in titles]
        if len(left) < len(found):
            row.earlier = orjson.dumps(left)


def blank_names_of_batches(session: Session, names: Sequence[str]) -> None:
    """Take names of persons out of the names of batches that stay."""
    for name in names:
        likely = select(BatchRow).where(BatchRow.name.contains(name, autoescape=True))
        for row in session.scalars(likely):
            row.name = row.name.replace(name, _GONE)


def _groups_of(session: Session, pieces: Sequence[int]) -> set[int]:
    found: set[int] = set()
    for some in _some(pieces):
        asked = select(PieceRow.group_id).where(PieceRow.id.in_(some), PieceRow.group_id.is_not(None))
        found.update(number for number in session.scalars(asked) if number is not None)
    return found


def _blank_actions(session: Session, going: Going) -> None:
    """Take the titles of what goes out of the sentences that tell what was done: who did it when stays."""
    told = select(ActionRow).where(ActionRow.told.contains("“"))
    for row in session.scalars(told).yield_per(_AT_ONCE):
        first, *parts = row.told.split("“")
        row.told = first + "".join(_blank(part, going.titles) for part in parts)


def _blank(part: str, titles: frozenset[str]) -> str:
    """Return what follows a quotation mark without the title, or the beginning of one, that stands there."""
    quoted, closing, rest = part.partition("”")
    beginning = quoted.rstrip("…")
    if closing and beginning and any(title.startswith(beginning) for title in titles):
        return _GONE + rest
    return "“" + part


def _mend_groups(session: Session, groups: Iterable[int]) -> None:
    """Leave groups whole: with two members at least, one of which stands for the others."""
    for number in groups:
        group = session.get(GroupRow, number)
        left = session.scalars(
            select(PieceRow).where(PieceRow.group_id == number).order_by(PieceRow.id)
        ).all()
        merged = [row for row in left if row.merged]
        for row in left:
            row.version += 1
            if len(merged) == 1:
                row.merged = False
            if len(left) == 1:
                row.group_id, row.merged, row.text.likeness = None, False, 0.0
        if group is None or group.representative in {row.id for row in left if len(left) > 1}:
            continue
        if len(left) < 2:
            session.flush()
            session.delete(group)
        else:
            group.representative = (merged or left)[0].id
            for row in left:
                row.text.likeness = 0.0


def _delete_batches(session: Session, batches: Sequence[int]) -> None:
    for some in _some(batches):
        session.execute(update(GroupRow).where(GroupRow.batch_id.in_(some)).values(batch_id=None))
    _delete(session, BatchRow.id, batches)
    left = Counter(session.scalars(select(UnreadRow.batch_id)))
    for row in session.scalars(select(BatchRow).where(BatchRow.unread > 0)):
        row.unread = min(row.unread, left[row.id]) if left[row.id] else 0


def _blank_comparisons(session: Session, titles: frozenset[str]) -> None:
    for row in session.scalars(select(TrainingRow).where(TrainingRow.comparison != b"")):
        stated = orjson.loads(row.comparison)
        left = [each for each in stated.get("changed", []) if each["title"] not in titles]
        if len(left) < len(stated.get("changed", [])):
            row.comparison = orjson.dumps(stated | {"changed": left})


def _empty_accounts(session: Session, accounts: Sequence[int]) -> None:
    """Keep the row, to which actions may refer, and nothing of the person in it; nobody can sign in by it."""
    for number in accounts:
        row = session.get_one(AccountRow, number)
        row.name, row.display, row.password, row.disabled = (
            f"deleted-{number}",
            f"已删除的第 {number} 号账号",
            "",
            True,
        )
        row.second_factor = row.second_step = None
        for table in (SessionRow, TokenRow, RecoveryRow):
            session.execute(delete(table).where(table.account_id == number))


def _delete(session: Session, column: InstrumentedAttribute[int], numbers: Sequence[int]) -> None:
    for some in _some(numbers):
        condition: ColumnElement[bool] = column.in_(some)
        session.execute(delete(column.class_).where(condition).execution_options(synchronize_session=False))


def _some(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), _AT_ONCE):
        yield numbers[start : start + _AT_ONCE]

"""Whether a data folder is whole: what is looked at after every kill, whatever was killed."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy import func, select, text

from api.desk.standing import standing_of
from api.models.used import used
from api.storage.database import Database
from api.storage.desk_schema import BatchRow, ChangeRow, PieceRow, PieceTextRow
from api.storage.schema import SubmissionRow
from api.trail.verifying import verify
from model.bundle import load_bundle
from model.errors import BundleError
from training.default import bundle_in_use

_AS_SUBMISSION = {"open": "submitted", "returned": "returned", "accepted": "accepted"}


def broken_database(database: Database) -> Iterator[str]:
    """Say what is wrong with a database by itself: its pages, its references, the trail."""
    with database.session() as session:
        if database.on_sqlite:
            said = session.scalars(text("PRAGMA quick_check(5)")).all()
            yield from (f"数据库损坏：{each}" for each in said if each != "ok")
            for row in session.execute(text("PRAGMA foreign_key_check")).all():
                yield f"{row[0]} 表第 {row[1]} 行指向的一行不在"
        lone = select(func.count()).select_from(PieceRow).outerjoin(PieceTextRow)
        if count := session.scalar(lone.where(PieceTextRow.piece_id.is_(None))):
            yield f"{count} 件没有正文"
    yield from (f"留痕第 {fault.step} 步：{fault.problem}" for fault in verify(database).faults)


def broken_desk(database: Database) -> Iterator[str]:
    """Say what is half done at the desk: of each draft, each decision and each submission."""
    with database.session() as session:
        changes: dict[int, list[ChangeRow]] = {}
        for change in session.scalars(select(ChangeRow).order_by(ChangeRow.id)):
            changes.setdefault(change.piece_id, []).append(change)
        for piece in session.scalars(select(PieceRow)):
            own = changes.get(piece.id, [])
            state = standing_of(own[-1].after).state if own else "open"
            if (piece.version, piece.state) != (1 + len(own), state):
                yield f"第 {piece.id} 件改到一半：第 {piece.version} 版，{len(own)} 次改动，{piece.state}"
        own_row, its_piece = (SubmissionRow.id, SubmissionRow.state), PieceRow.id
        asked = select(*own_row, func.count(its_piece), func.min(PieceRow.state))
        joined = asked.outerjoin(PieceRow, PieceRow.submission_id == SubmissionRow.id)
        for number, handed_in, count, at_the_desk in session.execute(joined.group_by(SubmissionRow.id)):
            if count != 1:
                yield f"第 {number} 次提交在审核台上有 {count} 件"
            elif handed_in != _AS_SUBMISSION[at_the_desk]:
                yield f"第 {number} 次提交是 {handed_in}，审核台上是 {at_the_desk}"


def broken_batches(database: Database, expected: Mapping[int, int]) -> Iterator[str]:
    """Say which batches have a draft twice, or lack one.

    Args:
        database: where they are.
        expected: how many drafts each batch that came to its end has, by its number.
    """
    with database.session() as session:
        for number, count in expected.items():
            found = Counter(session.scalars(select(PieceRow.number).where(PieceRow.batch_id == number)))
            state = session.scalar(select(BatchRow.state).where(BatchRow.id == number))
            if state != "done":
                yield f"第 {number} 批是 {state}"
            if found != Counter(range(1, count + 1)):
                yield f"第 {number} 批应有 {count} 件，有 {found.total()} 件，不同的 {len(found)} 件"


def broken_models(folder: Path, known: frozenset[str]) -> Iterator[str]:
    """Say whether not exactly one whole model of those there may be is in use.

    Args:
        folder: data folder.
        known: versions that there may be.
    """
    try:
        bundle = load_bundle(bundle_in_use(folder))
    except BundleError as error:
        yield f"没有完整的模型在用：{error}"
        return
    if bundle.version not in known:
        yield f"在用的 {bundle.version} 不是该有的"


def broken_use(database: Database, folder: Path) -> Iterator[str]:
    """Say whether the trail, after somebody has looked, names another model than the one in use."""
    with database.session() as session:
        told = used(session)
    if told[-1:] != (bundle_in_use(folder).name,):
        yield f"留痕里在用的是 {told[-1] if told else '没有'}，实际是 {bundle_in_use(folder).name}"

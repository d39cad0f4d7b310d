"""A desk on which something was decided: two accounts, a batch, a group, and decisions of known days."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import update

from api.accounts import accounts
from api.batch.rows import Scored
from api.desk.deciding import act
from api.desk.standing import Standing
from api.storage.database import Database
from api.storage.desk_schema import GroupRow, PieceRow, PieceState, UnreadRow
from tests.api.desk.desks import add_batch, put_on_desk
from tests.api.web.browsing import PASSWORD


@dataclass(frozen=True)
class Office:
    """What is on the desk.

    Attributes:
        database: where it is.
        reviewer: number of the account of 李审核.
        other: number of the account of 周主任.
        batch: number of the batch.
        pieces: numbers of its drafts.
    """

    database: Database
    reviewer: int
    other: int
    batch: int
    pieces: tuple[int, ...]

    def decide(self, state: PieceState, *pieces: int, opinion: str = "", at: datetime | None = None) -> None:
        """Decide about drafts as 李审核; ``at`` tells when it was, if not now."""
        self._act(pieces, lambda before: replace(before, state=state, opinion=opinion))
        if at:
            with self.database.writing() as session:
                session.execute(update(PieceRow).where(PieceRow.id.in_(pieces)).values(decided=at))

    def group(self, *pieces: int, merged: bool = False) -> int:
        """Put drafts into a group, of which the first stands for the others."""
        with self.database.writing() as session:
            row = GroupRow(batch_id=self.batch, representative=pieces[0], near_copies=False)
            session.add(row)
            session.flush()
            number = row.id
        self._act(pieces, lambda before: replace(before, group=number, merged=merged))
        return number

    def unread(self, name: str) -> None:
        """Let a file of the batch have been unreadable."""
        with self.database.writing() as session:
            session.add(
                UnreadRow(
                    batch_id=self.batch, number=999, file=name, sheet="", row=0, kind="DraftDamaged",
                    problem="文件已损坏", remedy="请重新取得这份文件",
                )
            )  # fmt: skip

    def _act(self, pieces: Sequence[int], change: Callable[[Standing], Standing]) -> None:
        with self.database.session() as session:
            versions = {number: session.get_one(PieceRow, number).version for number in pieces}
        act(self.database, self.reviewer, "test", "试", versions, change)


def office(database: Database, scored: Sequence[Scored], batch: str = "第三次会议") -> Office:
    """Put drafts on the desk of two people."""
    reviewer = accounts.add(database, "shen", "李审核", "reviewer", PASSWORD).id
    other = accounts.add(database, "zhou", "周主任", "administrator", PASSWORD).id
    number = add_batch(database, reviewer, batch)
    return Office(database, reviewer, other, number, put_on_desk(database, scored, number))

"""Groups on the desk: drafts on the same matter with their reviews, put there as a batch files them."""

from collections.abc import Iterable
from dataclasses import replace

from api.batch.rows import Entry, Origin, Scored
from api.desk.grouping import Seen
from api.desk.whole import members_in
from api.storage.database import Database
from api.storage.desk_schema import GroupRow, PieceRow
from model.draft import Draft
from model.review import Review
from model.reviewer import Reviewer
from tests.api.desk.desks import put_on_desk
from tests.model.similar.drafts import BRIDGE, DOCTORS, LAMPS, LAMPS_TOO, OTHER_LAMPS, shortened

DEPUTIES = ("王建国", "李秀兰", "张卫东", "赵敏", "钱程", "孙丽")
MATTERS = (LAMPS, LAMPS_TOO, shortened(LAMPS), OTHER_LAMPS, BRIDGE, DOCTORS)
"""The first three are on one matter, the third nearly a copy of the first."""


def scored(reviewer: Reviewer, drafts: Iterable[Draft] = MATTERS) -> tuple[Scored, ...]:
    """Review drafts, each of another deputy."""
    return tuple(
        Scored(
            Entry(number, Origin("收件.xlsx"), draft, {"代表": DEPUTIES[number - 1]}), reviewer.review(draft)
        )
        for number, draft in enumerate(drafts, 1)
    )


def led_by(each: Scored, unit: str) -> Scored:
    """Return the same with another unit as 主办."""
    review: Review = each.review
    main = replace(review.units.main, unit=unit)
    return replace(each, review=replace(review, units=replace(review.units, main=main, co=())))


def put_group(
    database: Database, given: Iterable[Scored], batch_id: int | None = None, *, near_copies: bool = False
) -> tuple[int, tuple[int, ...]]:
    """Put drafts on the desk as one group, the first standing for it; return its number and theirs."""
    numbers = put_on_desk(database, given, batch_id)
    with database.writing() as session:
        group = GroupRow(batch_id=batch_id, representative=numbers[0], near_copies=near_copies)
        session.add(group)
        session.flush()
        for number in numbers:
            session.get_one(PieceRow, number).group_id = group.id
        return group.id, numbers


def seen(database: Database, group: int) -> Seen:
    """Look at a group."""
    with database.session() as session:
        return Seen(group, {row.id: row.version for row in members_in(session, group)})

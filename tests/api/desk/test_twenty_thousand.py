"""Twenty thousand drafts on the desk: the list answers at once, and all of it can be done in one go."""

import time

import pytest
from sqlalchemy import insert, select

from api.batch.rows import Scored
from api.desk.listing import PAGE, Wanted, listed, neighbours
from api.storage.database import Database
from api.storage.desk_schema import PieceRow, PieceTextRow
from tests.api.desk.desks import put_on_desk

MANY = 20_000
_GENEROUS = 1.0  # seconds of processor time; it takes a twentieth of it


def fill(database: Database, scored: tuple[Scored, ...]) -> None:
    """Put drafts on the desk again and again, under numbers of their own."""
    put = put_on_desk(database, scored)
    for row, number in ((PieceRow, PieceRow.id), (PieceTextRow, PieceTextRow.piece_id)):
        names = [column.name for column in row.__table__.columns]
        with database.writing() as session:
            for start in range(len(put), MANY, len(put)):
                copied = [number + start if name == number.key else getattr(row, name) for name in names]
                again = select(*copied).where(number <= min(len(put), MANY - start))
                session.execute(insert(row).from_select(names, again))


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(),
        Wanted(page=400),
        Wanted(state="open", flag="vague"),
        Wanted(sort="-flags"),
        Wanted(text="路"),
    ],
)
def test_the_list_answers_at_once(
    database: Database, scored_session: tuple[Scored, ...], wanted: Wanted
) -> None:
    fill(database, scored_session)
    listed(database, wanted)
    began = time.process_time()
    found = listed(database, wanted)
    assert time.process_time() - began < _GENEROUS
    assert len(found.rows) == PAGE
    assert sum(found.counts["state"].values()) == found.total
    first = found.rows[0]
    assert neighbours(database, wanted, first.id).before == (found.page - 1) * PAGE

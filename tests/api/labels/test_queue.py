"""The queue of drafts to label: none that is labelled, one of a group, quick on a crowded desk."""

import time

import pytest
from sqlalchemy import insert, select, update

from api.batch.rows import Scored
from api.labels import queue
from api.labels.queue import to_label, unlabelled
from api.storage.database import Database
from api.storage.desk_schema import GroupRow, PieceRow, PieceTextRow
from tests.api.desk.desks import put_on_desk
from tests.api.desk.pieces import say, somebody
from training.local.said import Said

Session = tuple[Scored, ...]


@pytest.fixture
def account(database: Database) -> int:
    return somebody(database)


def numbers(database: Database) -> list[int]:
    return [each.piece_id for each in to_label(database)]


def test_a_draft_leaves_the_queue_when_it_is_labelled(
    database: Database, scored_session: Session, account: int
) -> None:
    put_on_desk(database, scored_session[:40])
    before = numbers(database)
    first = before[0]
    assert unlabelled(database, before) == frozenset(before)
    say(database, account, first, Said(main="财政局"))
    assert first not in numbers(database)
    assert unlabelled(database, before) == frozenset(before[1:])


def test_of_a_group_one_is_enough(database: Database, scored_session: Session) -> None:
    put = put_on_desk(database, scored_session[:30])
    with database.writing() as session:
        group = GroupRow(batch_id=None, representative=put[0], near_copies=False)
        session.add(group)
        session.flush()
        session.execute(update(PieceRow).where(PieceRow.id.in_(put[:10])).values(group_id=group.id))
    assert set(numbers(database)) & set(put[:10]) <= {put[0]}


def test_nothing_on_the_desk_nothing_to_label(database: Database) -> None:
    assert numbers(database) == []


def test_each_has_a_reason_and_the_next_asking_gives_the_same(
    database: Database, scored_session: Session
) -> None:
    put_on_desk(database, scored_session[:40])
    found = to_label(database)
    assert all(each.reasons for each in found)
    assert to_label(database) == found


def test_of_a_crowded_desk_the_doubtful_are_looked_at_and_some_of_all_the_others(
    database: Database, scored_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = put_on_desk(database, scored_session[:60])
    with database.writing() as session:
        session.execute(update(PieceRow).values(too_broad="不成立", vague="不成立", infeasible="不成立"))
        session.execute(update(PieceRow).where(PieceRow.id.in_(put[::4])).values(vague="拿不准"))
    monkeypatch.setattr(queue, "_LOOKED_AT", 12)
    monkeypatch.setattr(queue, "_DOUBTED", 8)
    with database.session() as session:
        chosen = queue._first_choice(session)
    assert len(chosen) == 12
    assert len(set(chosen) & set(put[::4])) == 8


def test_twenty_thousand_drafts_take_less_than_five_seconds(
    sqlite_tables: bytes, tmp_path_factory: pytest.TempPathFactory, scored_session: Session
) -> None:
    file = tmp_path_factory.mktemp("crowded") / "lianshen.sqlite3"
    file.write_bytes(sqlite_tables)
    database = Database.open(f"sqlite:///{file}")
    put_on_desk(database, scored_session)
    _multiply(database, 20_000)
    to_label(database, 1)  # loads what learns
    began = time.process_time()
    found = to_label(database)
    took = time.process_time() - began
    database.close()
    assert found
    assert took <= 5


def _multiply(database: Database, whole: int) -> None:
    """Fill the desk with the drafts on it, over and over."""
    with database.writing() as session:
        pieces = [dict(row) for row in session.execute(select(PieceRow.__table__)).mappings()]
        texts = [dict(row) for row in session.execute(select(PieceTextRow.__table__)).mappings()]
        for round_ in range(1, whole // len(pieces)):
            step = round_ * len(pieces)
            session.execute(
                insert(PieceRow), [row | {"id": row["id"] + step, "submission_id": None} for row in pieces]
            )
            session.execute(
                insert(PieceTextRow), [row | {"piece_id": row["piece_id"] + step} for row in texts]
            )

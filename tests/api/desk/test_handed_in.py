"""What deputies hand in comes to the desk, once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from sqlalchemy import func, select

from api.desk.handed_in import ORIGIN, put_missing
from api.desk.pieces import of_submission
from api.desk.standing import Standing
from api.storage.database import Database
from api.storage.desk_schema import PieceRow
from api.submissions import submit
from tests.api.desk.pieces import somebody
from tests.api.reviews import CLEAN, DRAFT, FLAWED
from training.local.said import Said


def count(database: Database) -> int:
    with database.session() as session:
        return session.scalar(select(func.count(PieceRow.id))) or 0


def test_where_nothing_waits_nothing_is_put(database: Database) -> None:
    assert (put_missing(database), count(database)) == (0, 0)


def test_a_draft_comes_with_its_author_and_masked(database: Database) -> None:
    zhang = somebody(database, "zhang", "张代表", "deputy")
    submission = submit(database, zhang, DRAFT, FLAWED)
    assert put_missing(database) == 1
    found = of_submission(database, submission.id)
    assert found is not None
    assert found.entry.draft == DRAFT.masked
    assert "13812345678" not in found.entry.draft.body
    assert (found.entry.fields, str(found.entry.origin), found.entry.number) == (
        {"代表": "张代表"},
        ORIGIN,
        0,
    )
    assert (found.model, found.batch_id, found.received) == (FLAWED, None, submission.submitted)
    assert found.standing == Standing("open", "", Said(), None, merged=False)


def test_each_is_put_there_once(database: Database) -> None:
    zhang = somebody(database, "zhang", "张代表", "deputy")
    submit(database, zhang, DRAFT, FLAWED)
    submit(database, zhang, replace(DRAFT, title="关于修桥的建议"), CLEAN)
    assert put_missing(database) == 2
    submit(database, zhang, replace(DRAFT, title="关于路灯的建议"), CLEAN)
    assert (put_missing(database), put_missing(database), count(database)) == (1, 0, 3)


def test_many_who_do_it_at_once_put_each_there_once(database: Database) -> None:
    zhang = somebody(database, "zhang", "张代表", "deputy")
    for number in range(5):
        submit(database, zhang, replace(DRAFT, title=f"关于第 {number} 条路的建议"), CLEAN)
    with ThreadPoolExecutor(8) as hands:
        done = [hands.submit(put_missing, database) for _ in range(8)]
    assert sum(each.result() for each in done) == 5
    assert count(database) == 5

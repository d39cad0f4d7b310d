"""The process that scores batches: killed, ended, started again; nothing lost, nothing done twice."""

import signal
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from api.batches import table
from api.batches.places import work_of
from api.jobs.queue import Queue
from api.storage.database import Database
from api.storage.migrate import migrate
from tests.api.batches.uploaded import add_batch, add_reviewer, batch_in, numbers_on_desk
from tests.api.cli.scores import title, write_drafts
from tests.api.jobs.consuming import BY_ALL_CORES, consumer, wait_until
from tests.model.bundles import made
from training.train import keep

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends signals")

ROWS = 300


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    keep(made(), folder)
    monkeypatch.setenv("LIANSHEN_HOME", str(folder))
    return folder


@pytest.fixture
def reviewer_id(database: Database) -> int:
    return add_reviewer(database)


def uploaded(database: Database, account: int, folder: Path, count: int = ROWS) -> int:
    return add_batch(database, account, {"建议.jsonl": write_drafts(folder / "rows.jsonl", count, (2, 7))})


def expected(count: int = ROWS) -> list[int]:
    return [number for number in range(1, count + 1) if number not in {2, 7}]


def counted(home: Path) -> list[str]:
    file = home / "counted"
    return file.read_text("utf-8").splitlines() if file.exists() else []


def test_killed_again_and_again_it_goes_on_and_no_draft_is_lost_or_comes_twice(
    own_home: Path, database: Database, database_url: str, reviewer_id: int, tmp_path: Path
) -> None:
    number = uploaded(database, reviewer_id, tmp_path)
    reached = 0
    # What is kept is in a file beside the batch, whatever the database: one kill shows as much of PostgreSQL.
    for more in (60, 120) if database_url.startswith("sqlite") else (120,):
        with consumer(own_home, database_url, BY_ALL_CORES, pace=0.02) as working:
            wait_until(partial(_scored, database, number, min(reached + more, ROWS - 2)))
            working.kill()  # on a busy machine it may have come to the filing by now
        assert batch_in(database, number).state in {"running", "filing"}
        reached = batch_in(database, number).scored
    with consumer(own_home, database_url, BY_ALL_CORES):
        wait_until(lambda: not batch_in(database, number).under_way and not work_of(number).exists())
    batch = batch_in(database, number)
    assert (batch.state, batch.scored, batch.unread) == ("done", ROWS - 2, 2)
    assert numbers_on_desk(database, number) == expected()
    assert [each.number for each in table.unread_of(database, number)] == [2, 7]
    assert set(counted(own_home)) == {title(each) for each in expected()}
    assert len(counted(own_home)) < 2 * ROWS, "what was kept is not scored again"


def _scored(database: Database, number: int, count: int) -> bool:
    return batch_in(database, number).scored >= count


def test_batches_wait_for_each_other_and_one_that_waits_outlives_a_restart(
    own_home: Path, sqlite_url: str, tmp_path: Path
) -> None:
    with closing(Database.open(sqlite_url)) as database:
        migrate(database)
        account = add_reviewer(database)
        first, second = (uploaded(database, account, tmp_path, 60) for _ in range(2))
        with consumer(own_home, sqlite_url, pace=0.05):
            wait_until(lambda: batch_in(database, first).state == "running")
            assert batch_in(database, second).state == "waiting"
        with consumer(own_home, sqlite_url):
            wait_until(lambda: batch_in(database, second).state != "waiting")
            assert batch_in(database, first).state == "done"
            queue = Queue(f"sqlite:///{own_home / 'jobs.sqlite3'}")
            third = uploaded(database, account, tmp_path, 20)
            queue.put(third)
            queue.put(first)
            queue.close()
            wait_until(lambda: not batch_in(database, third).under_way)
        assert [numbers_on_desk(database, number) for number in (first, second, third)] == [
            expected(60),
            expected(60),
            expected(20),
        ]


@pytest.mark.parametrize("how", ["signal", "service"])
def test_it_ends_in_order_when_it_is_told_to_or_the_service_is_gone(
    how: str, own_home: Path, sqlite_url: str, tmp_path: Path
) -> None:
    with closing(Database.open(sqlite_url)) as database:
        migrate(database)
        number = uploaded(database, add_reviewer(database), tmp_path)
        with consumer(own_home, sqlite_url, pace=0.03) as working:
            wait_until(lambda: batch_in(database, number).scored > 0)
            if how == "signal":
                working.process.send_signal(signal.SIGTERM)
            else:
                assert working.process.stdin
                working.process.stdin.close()
                working.process.stdin = None
            assert working.end() == 0
            assert working.said == b""
        assert batch_in(database, number).state == "running"
        assert batch_in(database, number).scored < ROWS


def test_a_wrong_setting_is_told_in_one_line(own_home: Path, sqlite_url: str) -> None:
    with consumer(own_home, sqlite_url, jobs_url="amqp://x") as working:
        assert working.end() == 1
    assert " 错误 LIANSHEN_JOBS_URL：任务队列的地址看不懂。" in working.said.decode()
    assert len(working.said.splitlines()) == 1

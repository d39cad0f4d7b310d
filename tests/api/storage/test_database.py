"""What can be relied on when reading and writing."""

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from api.errors import StorageError
from api.storage.database import Database
from api.storage.migrate import migrate
from api.storage.schema import AttemptRow, SessionRow

NOON_IN_BEIJING = datetime(2026, 3, 5, 12, tzinfo=timezone(timedelta(hours=8)))


def test_times_come_back_in_utc(database: Database) -> None:
    with database.writing() as session:
        session.add(AttemptRow(subject="a", failures=1, last=NOON_IN_BEIJING))
    with database.session() as session:
        last = session.scalars(select(AttemptRow.last).where(AttemptRow.last >= NOON_IN_BEIJING)).one()
    assert last == NOON_IN_BEIJING
    assert last.tzinfo is UTC


def test_what_a_failed_writer_did_is_undone(database: Database) -> None:
    def fail() -> None:
        with database.writing() as session:
            session.add(AttemptRow(subject="a", failures=1, last=NOON_IN_BEIJING))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.session() as session:
        assert session.get(AttemptRow, "a") is None


def test_a_reference_to_nothing_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError), database.writing() as session:
        session.add(SessionRow(digest="d", account_id=77, ends=NOON_IN_BEIJING))


def test_many_threads_write_at_once(database: Database) -> None:
    """Each reads before it writes, which SQLite refuses at once to one whose reading is out of date."""
    with database.writing() as session:
        session.add(AttemptRow(subject="a", failures=0, last=NOON_IN_BEIJING))

    def one_more(_: int) -> None:
        with database.writing() as session:
            session.execute(select(AttemptRow)).all()
            more = update(AttemptRow).where(AttemptRow.subject == "a")
            session.execute(more.values(failures=AttemptRow.failures + 1))

    with ThreadPoolExecutor(20) as writers:
        list(writers.map(one_more, range(200)))
    with database.session() as session:
        assert session.get_one(AttemptRow, "a").failures == 200


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    database = Database.open("postgres://clerk:s3cret@127.0.0.1:1/lianshen?application_name=s3cret")
    with pytest.raises(StorageError, match="连不上") as caught:
        migrate(database)
    assert caught.value.where == "postgresql://clerk:***@127.0.0.1:1/lianshen"
    assert "s3cret" not in str(caught.value) + repr(database)
    assert "s3cret" not in str(caught.value.__cause__)


def test_a_database_that_is_not_there_is_named(postgresql: str) -> None:
    database = Database.open(f"postgresql://postgres@/nowhere?host={postgresql}")
    with pytest.raises(StorageError, match="nowhere：数据库连不上或用不了"):
        migrate(database)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite3").write_text("会议纪要" * 1000, "utf-8")
    database = Database.open(f"sqlite:///{tmp_path}/a.sqlite3")
    with pytest.raises(StorageError, match=r"a\.sqlite3：数据库文件用不了"):
        migrate(database)
    database.close()


def test_a_file_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(StorageError, match=r"lianshen\.sqlite3：数据库文件建不起来"):
        Database.open(f"sqlite:///{tmp_path}/a/lianshen.sqlite3")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "看不懂"),
        ("lianshen.sqlite3", "看不懂"),
        ("postgresql://a:s3cret@[::1/x", "看不懂"),
        ("postgresql://a:s3cret@host:port/x", "看不懂"),
        ("mysql://a:s3cret@host/x", "“mysql”开头"),
        ("postgresql+asyncpg://a:s3cret@host/x", "“postgresql[+]asyncpg”开头"),
        ("sqlite://", "写明文件"),
        ("sqlite:///:memory:", "写明文件"),
        ("sqlite:///a.db?mode=ro", "写明文件"),
    ],
)
def test_an_address_that_will_not_do_is_explained(url: str, said: str) -> None:
    with pytest.raises(StorageError, match=said) as caught:
        Database.open(url)
    assert "s3cret" not in str(caught.value)


def test_only_its_owner_may_read_the_file(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path}/数据/lianshen.sqlite3")
    migrate(database)
    with database.writing() as session:
        session.execute(text("DELETE FROM attempts"))
        files = list((tmp_path / "数据").iterdir())
        assert len(files) == 3
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    database.close()


def test_sqlite_writes_ahead(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path}/a.sqlite3")
    migrate(database)
    database.close()
    with sqlite3.connect(tmp_path / "a.sqlite3") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_a_reader_does_not_wait_for_a_writer(database: Database) -> None:
    with database.writing() as writing, database.session() as reading:
        writing.add(AttemptRow(subject="a", failures=1, last=NOON_IN_BEIJING))
        writing.flush()
        assert reading.get(AttemptRow, "a") is None

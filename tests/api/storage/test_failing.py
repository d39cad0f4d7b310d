"""What is said where the database cannot go on: real failures of both kinds of database."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import exc, text

from api.errors import StorageError
from api.http.problems import problem_of
from api.storage import database as databases
from api.storage.database import Database
from api.storage.failing import what_fails
from api.storage.migrate import migrate

_WRITE = "INSERT INTO attempts VALUES ('{}', 1, '2026-01-01 00:00:00+00:00')"


@pytest.fixture
def file(tmp_path: Path, sqlite_tables: bytes) -> Path:
    path = tmp_path / "lianshen.sqlite3"
    path.write_bytes(sqlite_tables)
    return path


def write(database: Database, subject: str = "a") -> None:
    with database.writing() as session:
        session.execute(text(_WRITE.format(subject)))


def fill(database: Database) -> None:
    for number in range(2000):
        write(database, str(number))


@contextmanager
def opened(url: str) -> Iterator[Database]:
    database = Database.open(url)
    try:
        yield database
    finally:
        database.close()


def test_a_database_that_somebody_keeps_to_themselves_is_busy(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "_WAIT", 0.05)
    with opened(f"sqlite:///{file}") as database, closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="数据库正忙，等了很久还没有轮到") as caught:
            write(database)
        other.rollback()
        write(database)
    problem = problem_of(caught.value)
    assert (problem.status, problem.headers["Retry-After"]) == (503, "5")
    assert problem.detail == "数据库正忙，等了很久还没有轮到。请过几秒再试；还不行，请与管理员联系。"


def test_no_free_connection_is_being_busy_too(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "_WAIT", 0.05)
    with opened(f"sqlite:///{file}") as database:
        taken = [database.engine.connect() for _ in range(15)]
        with pytest.raises(StorageError, match="数据库正忙"), database.session() as session:
            session.execute(text("SELECT 1"))
        for connection in taken:
            connection.close()


def test_a_full_disk_is_called_so_and_what_was_written_stays(file: Path) -> None:
    with opened(f"sqlite:///{file}") as database:
        write(database)
        with database.engine.connect() as connection:  # the one that the writers get, too
            connection.exec_driver_sql("PRAGMA max_page_count = 1")
        with pytest.raises(StorageError, match="磁盘满了，数据库写不下。请腾出空间"):
            fill(database)
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        write(database, "b")
        with database.session() as session:
            assert session.scalar(text("SELECT count(*) FROM attempts WHERE subject IN ('a', 'b')")) == 2


def test_a_database_that_can_only_be_read_is_called_so(file: Path) -> None:
    with opened(f"sqlite:///{file}") as database:
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(StorageError, match="数据库只能读，写不进去"):
            write(database)


def test_a_postgresql_that_can_only_be_read_is_called_so(postgresql_url: str) -> None:
    with opened(postgresql_url) as database:
        migrate(database)
        with psycopg.connect(postgresql_url, autocommit=True) as owner:
            name = owner.info.dbname
            owner.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on".encode())
        database.close()
        with pytest.raises(StorageError, match="数据库只能读，写不进去。请检查连的是不是主库"):
            write(database)


def test_a_postgresql_that_broke_off_is_connected_to_again(postgresql_url: str) -> None:
    with opened(postgresql_url) as database:
        migrate(database)
        write(database)
        with psycopg.connect(postgresql_url, autocommit=True) as owner:
            owner.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        write(database, "b")  # by another connection, without a word


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("connection failed: SSL error: certificate verify failed", "数据库的证书核对不过，没有连"),
        (
            'server certificate for "db" does not match host name "database"',
            "数据库的证书核对不过，没有连",
        ),
        ('root certificate file "/etc/ca.crt" does not exist', "数据库的证书核对不过，没有连"),
        ("connection requires a valid client certificate", "数据库没有认服务的客户证书"),
        ("SSL error: tlsv1 alert unknown ca", "数据库没有认服务的客户证书"),
        ('could not open certificate file "/etc/client.pem"', "数据库没有认服务的客户证书"),
        ("SSL connection has been closed unexpectedly", "数据库连不上或用不了"),
        ("consuming input failed: SSL SYSCALL error: EOF detected", "数据库连不上或用不了"),
        ("connection refused", "数据库连不上或用不了"),
    ],
)
def test_a_connection_that_is_lost_is_not_told_as_one_that_is_not_trusted(said: str, told: str) -> None:
    error = exc.OperationalError("select 1", {}, psycopg.OperationalError(said))
    assert what_fails(error, on_sqlite=False)[0] == told

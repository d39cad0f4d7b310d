"""The short form of the other parts: fifty people at once, a full disk, a folder to read alone."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from api.errors import StorageError
from api.faults.clients import Ledger, at_work, lost, unclear
from api.faults.clock import moving_service
from api.faults.disk import filled, read_only, small_disk
from api.faults.home import Home
from api.faults.soundness import broken_database, broken_desk
from api.faults.starting import starts
from api.faults.victims import Victims
from api.storage.database import Database
from api.storage.migrate import migrate


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk") as there:
        if not there:
            pytest.skip("nobody but root may mount a small disk")
        yield tmp_path / "disk"


def test_fifty_people_write_at_once_and_none_is_turned_away(furnished_home: Home, tmp_path: Path) -> None:
    own, ledger = furnished_home.copied(tmp_path / "home"), Ledger()
    victims = Victims(tmp_path / "said", own.environment)
    with moving_service(victims) as (address, _), own.database() as database:
        with at_work(address, own, database, ledger, each=5), closing(sqlite3.connect(own.file)) as other:
            time.sleep(0.3)
            other.execute("BEGIN IMMEDIATE")  # another program keeps the file to itself
            time.sleep(0.3)
            other.rollback()
            time.sleep(0.3)
        assert ledger.failed == []
        assert ledger.saved
        assert [*lost(database, ledger.saved), *broken_database(database), *broken_desk(database)] == []
    assert "locked" not in (tmp_path / "said").read_text("utf-8")


def test_a_disk_that_is_full_for_a_moment_loses_nothing(
    furnished_home: Home, tmp_path: Path, disk: Path
) -> None:
    own, ledger = furnished_home.copied(disk / "home"), Ledger()
    victims = Victims(tmp_path / "said", own.environment)
    with moving_service(victims) as (address, _), own.database() as database:
        with at_work(address, own, database, ledger, steadfast=True):
            time.sleep(0.2)
            with filled(disk):
                while not ledger.failed:
                    time.sleep(0.05)
            freed, before = time.monotonic(), len(ledger.saved)
            while len(ledger.saved) == before and time.monotonic() < freed + 20:
                time.sleep(0.05)
        assert len(ledger.saved) > before, "it goes on by itself"
        assert list(unclear(ledger.failed, "磁盘满了")) == []
        assert [*lost(database, ledger.saved), *broken_database(database), *broken_desk(database)] == []


def test_a_folder_only_to_read_is_told_of(furnished_home: Home, disk: Path) -> None:
    own = furnished_home.copied(disk / "home")
    assert read_only(disk, only=True)
    try:
        database = Database.open(own.url)
        with pytest.raises(StorageError, match="数据库文件打不开。请检查文件和所在的文件夹能不能读写"):
            migrate(database)
        database.close()
    finally:
        read_only(disk, only=False)


def test_the_service_is_killed_and_started_with_the_model_in_use(
    furnished_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.faults.starting._TIMES", 1)
    monkeypatch.setenv("LIANSHEN_HOME", str(furnished_home.folder))
    part = starts(furnished_home, tmp_path, lambda _stage, _share: None)
    assert part.violations == ()
    assert part.told == (f"模型：{furnished_home.models[0]}（快速档）；审核台上 2,000 件",)
    assert [(each.processes, each.count) for each in part.starts] == [(1, 1), (2, 1)]
    assert all(each.processor > 0 and 0 < each.median <= each.most for each in part.starts)


def test_without_a_model_no_start_is_measured(
    furnished_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANSHEN_HOME", str(tmp_path / "empty"))
    part = starts(furnished_home, tmp_path, lambda _stage, _share: None)
    assert (part.left_out, part.starts) == ("还没有训练过模型；请先运行 lianshen train", ())

"""What a backup holds, how it lies, and when it is refused."""

import json
import os
import sqlite3
import stat
import threading
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import text

from api.backup import writing
from api.backup.checking import look_into
from api.backup.listing import known_backups
from api.backup.manifest import DATABASE
from api.backup.reading import Opened
from api.backup.recording import BACKED_UP
from api.errors import BackupDamaged, BackupError, OutputRefused, StorageError
from api.screen.backups import write_written
from api.screen.paper import Paper
from api.storage.database import Database
from api.storage.schema import AttemptRow
from api.trail.listing import steps
from api.trail.verifying import verify
from tests.api.backup.offices import NOON, SNAPSHOT, WORDS, Office, furnished, office_at
from tests.api.storage.schemas.make import load, revisions


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("office")
    template = folder / "意见函.docx"
    template.write_bytes(b"a template")
    return furnished(office_at(folder / "home", letter_template=template))


def names(path: Path) -> set[str]:
    with ZipFile(path) as archive:
        return set(archive.namelist())


def test_everything_that_belongs_into_it_is_in_it(office: Office) -> None:
    written = office.back_up(moment=NOON)
    versions = sorted(path.name for path in (office.home / "models").glob("f*-*"))
    bundles = {f"home/models/{version}/{file}" for version in versions
               for file in ("arrays.safetensors", "manifest.json", "model.json")}  # fmt: skip
    assert names(written.path) == bundles | {
        "说明.txt",
        "manifest.json",
        "database.sqlite3",
        "home/models/current",
        f"home/snapshots/{SNAPSHOT}.jsonl",
        "home/batches/1/inputs/第一团/关于红绿灯的建议.txt",
        "home/earlier/000001-3f2a90c1b7de/drafts.json",
        "home/secret.key",
        "settings/letter_template/意见函.docx",
    }
    assert written.manifest.model == (office.home / "models" / "current").read_text()
    assert written.manifest.rows["labels"] == 1
    assert written.manifest.missing == ("batches/2/inputs/",)  # the row was there, its files never were


def test_it_stands_in_the_trail_who_made_one(office: Office) -> None:
    written = office.back_up(moment=NOON + timedelta(seconds=2))
    opened = Database.open(office.url)
    newest, sound = steps(opened, most=1)[0], verify(opened).sound
    opened.close()
    told = (newest.kind, newest.actor, newest.told)
    assert told == (BACKED_UP, "命令行（wang）", f"备份了全部数据：{written.path.name}")
    assert json.loads(newest.details)["files"] == len(written.manifest.files)
    assert (written.unrecorded, sound) == ("", True)


def test_one_is_made_where_the_trail_cannot_be_written(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise StorageError("磁盘满了，数据库写不下", where="", remedy="")

    monkeypatch.setattr("api.backup.recording.record", full)
    written = office.back_up(moment=NOON + timedelta(seconds=3))
    assert written.path.exists()
    sheet = Paper(colour=False, columns=None)
    write_written(sheet, written)
    assert "磁盘满了，数据库写不下，这次备份没有记进留痕。" in sheet.text()


def test_a_database_of_an_earlier_version_is_backed_up_and_not_written_into(tmp_path: Path) -> None:
    old = office_at(tmp_path / "old")
    old.home.mkdir()
    load(revisions()[-1], old.url)
    before = Path(old.url.removeprefix("sqlite:///")).read_bytes()
    assert old.back_up().unrecorded == "数据库的表还是以前版本的"
    assert Path(old.url.removeprefix("sqlite:///")).read_bytes() == before


def test_only_its_owner_may_read_it(office: Office) -> None:
    written = office.back_up(moment=NOON + timedelta(seconds=1))
    assert stat.S_IMODE(written.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(written.path.parent.stat().st_mode) == 0o700


def test_it_is_a_state_that_was_while_others_write(office: Office, tmp_path: Path) -> None:
    """Each transaction writes two rows: a backup holds both or neither, and no writer waits for it."""
    database, stop = Database.open(office.url), threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            with database.writing() as session:
                for half in "ab":
                    session.add(AttemptRow(subject=f"{half}{number}", failures=1, last=NOON))
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        counts = [office.back_up(tmp_path / f"{number}.zip").manifest.rows["attempts"] for number in range(3)]
    finally:
        stop.set()
        writer.join()
    with database.writing() as session:
        session.execute(text("DELETE FROM attempts"))
    database.close()
    assert all(count % 2 == 0 for count in counts)
    assert counts[0] < counts[2]


def test_words_that_were_deleted_are_not_in_it(office: Office, tmp_path: Path) -> None:
    database = Database.open(office.url)
    with database.writing() as session:
        session.execute(text("PRAGMA secure_delete = OFF"))
        session.add(AttemptRow(subject="已经删去的字", failures=1, last=NOON))
    with database.writing() as session:
        session.execute(text("DELETE FROM attempts"))
    database.close()
    with ZipFile(office.back_up(tmp_path / "a.zip").path) as archive:
        content = archive.read(DATABASE)
    assert WORDS.encode() in content
    assert "已经删去的字".encode() not in content


def test_older_ones_go_when_only_so_many_are_to_be_kept(office: Office, tmp_path: Path) -> None:
    (tmp_path / "别的.zip").touch()
    paths = [office.back_up(tmp_path, keep=2, moment=NOON + timedelta(days=day)).path for day in range(4)]
    assert sorted(tmp_path.iterdir()) == sorted([*paths[2:], tmp_path / "别的.zip"])
    listed = {each.path: each for each in known_backups(office.home)}
    assert set(paths) & set(listed) == set(paths[2:])


def test_two_in_one_second_are_two(office: Office, tmp_path: Path) -> None:
    first, second = (office.back_up(tmp_path, moment=NOON).path for _ in range(2))
    assert sorted(tmp_path.iterdir()) == [first, second]


def test_one_that_lies_elsewhere_stays_known_while_its_disk_is_away(office: Office, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    written = office.back_up(disk)
    disk.rename(tmp_path / "away")
    (known,) = (each for each in known_backups(office.home) if each.path == written.path)
    assert (known.there, known.made) == (False, written.manifest.made)


def test_one_that_was_brought_here_is_known_by_its_name(office: Office) -> None:
    (office.home / "backups" / "lianshen-20250102-030405.zip").touch()
    oldest = known_backups(office.home)[-1]
    assert (oldest.path.name, oldest.made.year, oldest.there) == ("lianshen-20250102-030405.zip", 2025, True)


def test_what_did_not_reach_the_disk_as_it_was_is_no_backup(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def on_a_bad_disk(part: Path) -> Opened:
        with part.open("r+b") as file:
            file.seek(2000)
            file.write(b"\xff" * 8)
        return Opened(part)

    monkeypatch.setattr(writing, "Opened", on_a_bad_disk)
    with pytest.raises(BackupDamaged, match="已经损坏"):
        office.back_up(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_database_is_told_and_gives_no_backup(tmp_path: Path) -> None:
    office = furnished(office_at(tmp_path / "home"))
    file = office.home / "lianshen.sqlite3"
    content = bytearray(file.read_bytes())
    page = content.index(WORDS.encode()) // 4096 * 4096
    content[page : page + 200] = b"\xff" * 200
    file.write_bytes(content)
    with pytest.raises(BackupError, match="数据库"):
        office.back_up()
    assert list((office.home / "backups").glob("*.zip*")) == []


@pytest.mark.parametrize("to", ["a.zip", "nowhere/a.zip", "file/b"])
def test_a_place_that_will_not_do_is_told(office: Office, tmp_path: Path, to: str) -> None:
    (tmp_path / "a.zip").write_text("mine")
    (tmp_path / "file").touch()
    with pytest.raises((BackupError, OutputRefused)) as caught:
        office.back_up(tmp_path / to)
    assert str(tmp_path) in str(caught.value)
    assert (tmp_path / "a.zip").read_text() == "mine"


def test_where_nothing_is_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    """A backup by another setting than the service's would else be empty, and nobody would know."""
    with pytest.raises(BackupError, match="没有什么可备份的"):
        office_at(tmp_path / "home").back_up(tmp_path)
    assert not (tmp_path / "home").exists()
    (tmp_path / "home").mkdir()
    with pytest.raises(BackupError, match="没有什么可备份的"):
        office_at(tmp_path / "home").back_up()


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(*_: object) -> None:
        raise OSError(28, os.strerror(28), "a")

    monkeypatch.setattr(writing, "copied", no_space)


@pytest.mark.usefixtures("full")
def test_a_full_disk_leaves_nothing_behind(office: Office, tmp_path: Path) -> None:
    with pytest.raises(OutputRefused, match="磁盘满了"):
        office.back_up(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_copy_is_looked_through_as_a_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite3"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE a (b REFERENCES c (d))")
        connection.execute("CREATE TABLE c (d INTEGER PRIMARY KEY)")
        connection.execute("INSERT INTO a VALUES (7)")
    connection.close()
    with pytest.raises(BackupDamaged, match="指着不存在的"):
        look_into(file)

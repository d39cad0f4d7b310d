"""What comes back from a backup: everything, into either kind of database, or nothing at all."""

import os
import signal
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from api.backup import restoring, switching
from api.backup.listing import known_backups
from api.backup.manifest import MANIFEST
from api.errors import BackupDamaged, RestoreRefused, StorageError
from api.home import home as home_of
from api.models.listing import listed
from api.models.switching import Models
from api.storage.database import Database
from api.trail.verifying import verify
from model.bundle import load_bundle
from tests.api.backup.dying import NEVER, killed_at
from tests.api.backup.offices import SNAPSHOT, Office, furnished, office_at, rows_of
from training.default import bundle_in_use


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return furnished(office_at(tmp_path_factory.mktemp("office") / "home"))


@pytest.fixture(scope="module")
def backup(office: Office) -> Path:
    return office.back_up().path


@pytest.fixture
def elsewhere(tmp_path: Path) -> Office:
    """Another machine, on which nothing is yet."""
    return office_at(tmp_path / "另一台" / "home")


def files(office: Office) -> dict[str, bytes]:
    return {
        path.relative_to(office.home).as_posix(): path.read_bytes()
        for folder in ("models", "snapshots", "batches", "earlier")
        for path in (office.home / folder).rglob("*")
        if path.is_file()
    }


def test_everything_comes_back_on_another_machine(office: Office, backup: Path, elsewhere: Office) -> None:
    restored = elsewhere.restore(backup)
    assert (restored.aside, restored.migrated, restored.left) == (None, False, ())
    unfinished = ("models/.writing-88/model.json", "batches/incoming-77/inputs/没有传完.txt")
    expected = {name: content for name, content in files(office).items() if name not in unfinished}
    del expected["batches/1/scoring.work"]
    assert files(elsewhere) == expected
    assert (elsewhere.home / "secret.key").read_bytes() == (office.home / "secret.key").read_bytes()
    private = ("secret.key", "lianshen.sqlite3")
    assert {(elsewhere.home / name).stat().st_mode & 0o777 for name in private} == {0o600}
    assert load_bundle(bundle_in_use(elsewhere.home)).version == bundle_in_use(office.home).name
    before, after = rows_of(office.url), rows_of(elsewhere.url)
    assert before.pop("batches") != after.pop("batches")  # what was half on the desk is scored anew
    assert after == before
    left = {path.name for path in elsewhere.home.iterdir()}
    assert left == {
        "batches",
        "earlier",
        "lianshen.sqlite3",
        "models",
        "restore.lock",
        "secret.key",
        "snapshots",
    }


def test_the_trail_tells_of_it_and_stays_whole(backup: Path, elsewhere: Office) -> None:
    elsewhere.restore(backup)
    database = Database.open(elsewhere.url)
    with database.session() as session:
        kind, actor = session.execute(text("SELECT kind, actor FROM trail ORDER BY id DESC LIMIT 1")).one()
        states = session.scalars(text("SELECT state FROM batches ORDER BY id")).all()
    assert (kind, actor, verify(database).sound) == ("restore", "王主任", True)
    assert states == ["done", "waiting"]
    assert len(listed(Models(database, elsewhere.home))) == 2
    database.close()


def test_it_goes_from_one_kind_of_database_to_the_other_and_back(
    office: Office, backup: Path, tmp_path: Path, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGTZ", "Asia/Shanghai")  # a server that is not in UTC
    server = office_at(tmp_path / "server", postgresql_url)
    server.restore(backup)
    again = office_at(tmp_path / "again")
    again.restore(server.back_up().path)
    first, last = rows_of(office.url), rows_of(again.url)
    assert rows_of(server.url) == last
    assert first.pop("batches") != last.pop("batches")
    assert first == last
    for each in (server, again):  # numbers go on where they were, that of a revoked token is not used again
        database = Database.open(each.url)
        with database.writing() as session:
            numbers = (
                "INSERT INTO tokens (digest, account_id, label, created) VALUES ('x', 1, 'x', '2026-01-01')"
            )
            assert session.scalar(text(f"{numbers} RETURNING id")) == 3
        database.close()


def test_numbers_of_what_was_deleted_stay_given_from_one_kind_of_database_to_the_other(
    backup: Path, elsewhere: Office, tmp_path: Path, postgresql_url: str
) -> None:
    """The newest group is deleted, once on SQLite and once on PostgreSQL; no copy gives its number again."""
    server, again = office_at(tmp_path / "server", postgresql_url), office_at(tmp_path / "again")
    elsewhere.restore(backup)
    first = _group_and_delete(elsewhere)
    server.restore(elsewhere.back_up().path)
    assert _group_and_delete(server) == first + 1
    again.restore(server.back_up().path)
    assert _group_and_delete(again) == first + 2


def _group_and_delete(office: Office) -> int:
    """Make a group and delete it; return the number it was given."""
    database = Database.open(office.url)
    new = "INSERT INTO groups (batch_id, representative, near_copies) VALUES (1, 1, false) RETURNING id"
    with database.writing() as session:
        number = session.scalars(text(new)).one()
        session.execute(text("DELETE FROM groups WHERE id = :number"), {"number": number})
    database.close()
    return int(number)


def test_what_is_here_is_replaced_only_if_asked_and_put_aside(backup: Path, elsewhere: Office) -> None:
    elsewhere.restore(backup)
    (elsewhere.home / "batches/1/inputs/只在这里.txt").write_text("只在这里")
    before = rows_of(elsewhere.url)
    with pytest.raises(RestoreRefused, match=r"已经有数据.*--replace"):
        elsewhere.restore(backup)
    restored = elsewhere.restore(backup, replace=True)
    assert restored.aside
    assert (restored.aside / "batches/1/inputs/只在这里.txt").read_text() == "只在这里"
    assert rows_of(f"sqlite:///{restored.aside / 'lianshen.sqlite3'}") == before
    assert "batches" in (restored.aside / "说明.txt").read_text("utf-8")
    assert not (elsewhere.home / "batches/1/inputs/只在这里.txt").exists()
    (known,) = (each for each in known_backups(elsewhere.home) if each.kind == "replaced")
    assert known.path == restored.aside


def test_tables_of_postgresql_are_put_aside_and_others_left_alone(
    backup: Path, tmp_path: Path, postgresql_url: str
) -> None:
    server = office_at(tmp_path / "server", postgresql_url)
    server.restore(backup)
    database = Database.open(server.url)
    with database.writing() as session:
        session.execute(text("CREATE TABLE huey_of_somebody (id int)"))
        session.execute(text("UPDATE labels SET annotator = '还原以前'"))
    with pytest.raises(RestoreRefused, match="服务还开着"):
        server.restore(backup, replace=True)
    database.close()
    restored = server.restore(backup, replace=True)
    assert restored.aside
    schema = restored.aside.name.replace("-", "_")
    assert schema in (restored.aside / "说明.txt").read_text("utf-8")
    database = Database.open(server.url)
    with database.session() as session:
        assert session.scalar(text(f"SELECT annotator FROM {schema}.labels")) == "还原以前"  # noqa: S608
        assert session.scalar(text("SELECT annotator FROM labels")) == "李四"
        assert session.scalar(text("SELECT count(*) FROM huey_of_somebody")) == 0
    database.close()


def test_what_an_older_program_left_in_postgresql_is_put_aside_with_the_rest(
    backup: Path, tmp_path: Path, postgresql_url: str
) -> None:
    server = office_at(tmp_path / "server", postgresql_url)
    server.restore(backup)
    database = Database.open(server.url)
    with database.writing() as session:  # ``trail_end`` came later than that
        session.execute(text("UPDATE alembic_version SET version_num = '0005'"))
    database.close()
    restored = server.restore(backup, replace=True)
    assert restored.aside
    database = Database.open(server.url)
    with database.session() as session:
        found = inspect(session.connection())
        assert found.has_table("trail_end")
        assert found.has_table("trail_end", schema=restored.aside.name.replace("-", "_"))
    database.close()


def test_nothing_is_restored_under_a_running_service(backup: Path, elsewhere: Office) -> None:
    elsewhere.restore(backup)
    database = Database.open(elsewhere.url)
    with database.session() as session:
        session.execute(text("SELECT 1"))
    with pytest.raises(RestoreRefused, match="请先停下服务"):
        elsewhere.restore(backup, replace=True)
    database.close()
    assert elsewhere.restore(backup, replace=True).aside


def rewritten(backup: Path, target: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """Write a backup anew; files for which ``change`` returns nothing are left out."""
    with zipfile.ZipFile(backup) as source, zipfile.ZipFile(target, "w") as written:
        for name in source.namelist():
            if (content := change(name, source.read(name))) is not None:
                written.writestr(name, content)
    return target


def cut(backup: Path, target: Path) -> Path:
    content = backup.read_bytes()
    target.write_bytes(content[: len(content) * 2 // 3])
    return target


def flipped(backup: Path, target: Path) -> Path:
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    target.write_bytes(content)
    return target


def word(backup: Path, target: Path) -> Path:
    return rewritten(backup, target, lambda name, content: content if name.startswith("说明") else None)


def without_a_file(backup: Path, target: Path) -> Path:
    return rewritten(backup, target, lambda name, content: None if SNAPSHOT in name else content)


def with_another_file(backup: Path, target: Path) -> Path:
    return rewritten(backup, target, lambda name, content: content + b"x" if SNAPSHOT in name else content)


def escaping(backup: Path, target: Path) -> Path:
    return saying(backup, target, f"home/snapshots/{SNAPSHOT}.jsonl", "home/snapshots/../../../escaped")


def saying(backup: Path, target: Path, now: str, instead: str) -> Path:
    """Write a backup anew that says something else of itself."""

    def change(name: str, content: bytes) -> bytes:
        return content.replace(now.encode(), instead.encode()) if name == MANIFEST else content

    return rewritten(backup, target, change)


def of_another_format(backup: Path, target: Path) -> Path:
    return saying(backup, target, '"format": 1', '"format": 99')


def with_other_counts(backup: Path, target: Path) -> Path:
    return saying(backup, target, '"labels": 1', '"labels": 2')


def of_somebody_else(backup: Path, target: Path) -> Path:
    return saying(backup, target, '"lianshen"', '"others"')


def not_there(_backup: Path, target: Path) -> Path:
    return target


@pytest.mark.parametrize(
    "spoil",
    [
        cut,
        flipped,
        word,
        without_a_file,
        with_another_file,
        escaping,
        of_another_format,
        with_other_counts,
        of_somebody_else,
        not_there,
    ],
)
def test_a_damaged_or_foreign_file_is_refused_before_anything_is_touched(
    backup: Path, elsewhere: Office, spoil: Callable[[Path, Path], Path], tmp_path: Path
) -> None:
    with pytest.raises(BackupDamaged) as caught:
        elsewhere.restore(spoil(backup, tmp_path / "坏的.zip"))
    assert "坏的.zip" in str(caught.value)
    assert not elsewhere.home.exists() or {path.name for path in elsewhere.home.iterdir()} <= {"restore.lock"}
    assert not list(tmp_path.rglob("escaped"))


def test_a_backup_of_a_newer_program_is_refused(backup: Path, elsewhere: Office, tmp_path: Path) -> None:
    newer = saying(backup, tmp_path / "新的.zip", '"schema": "0', '"schema": "9')
    with pytest.raises(RestoreRefused, match="更新的版本"):
        elsewhere.restore(newer)
    assert not elsewhere.home.exists()


def test_files_of_settings_go_where_the_settings_are_here(office: Office, tmp_path: Path) -> None:
    template = tmp_path / "函.docx"
    template.write_text("ours")
    with_template = office_at(office.home, letter_template=template)
    backup = with_template.back_up(tmp_path / "a.zip").path
    named = office_at(tmp_path / "b", letter_template=tmp_path / "c" / "d.docx", secret_file=tmp_path / "key")
    assert named.restore(backup).left == ()
    assert (tmp_path / "c" / "d.docx").read_text() == "ours"
    assert (tmp_path / "key").read_bytes() == (office.home / "secret.key").read_bytes()
    template.write_text("mine")
    kept = office_at(tmp_path / "e", letter_template=template)
    assert "没有换" in kept.restore(backup).left[0]
    assert template.read_text() == "mine"
    unnamed = office_at(tmp_path / "f")
    assert "LIANSHEN_LETTER_TEMPLATE" in unnamed.restore(backup).left[0]
    assert (unnamed.home / "settings" / "函.docx").read_text() == "ours"


def test_killed_while_it_takes_its_place_it_is_there_whole_for_whoever_looks_next(
    backup: Path, elsewhere: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it may die stands in :mod:`tests.api.backup.test_switching`; this is once through everything."""
    elsewhere.restore(backup)
    monkeypatch.setenv("LIANSHEN_HOME", str(elsewhere.home))
    (elsewhere.home / "batches/1/inputs/旧.txt").write_text("旧")
    real, steps = os.rename, [0]

    def half_way(source: Path, target: Path) -> None:
        real(source, target)
        steps[0] += 1
        if steps[0] == 3:
            os.kill(os.getpid(), signal.SIGKILL)

    def restored_half() -> None:
        monkeypatch.setattr(os, "rename", half_way)
        elsewhere.restore(backup, replace=True)

    assert killed_at(0, lambda: elsewhere.restore(backup, replace=True))
    assert (home_of() / "batches/1/inputs/旧.txt").exists()
    assert killed_at(NEVER, restored_half)
    assert not (home_of() / "batches/1/inputs/旧.txt").exists()
    assert load_bundle(bundle_in_use(elsewhere.home))
    assert {row[4] for row in rows_of(elsewhere.url)["labels"]} == {"李四"}
    assert list(elsewhere.home.glob(".restoring*")) == []


def test_of_postgresql_the_commit_decides(
    backup: Path, tmp_path: Path, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = office_at(tmp_path / "home", postgresql_url)
    monkeypatch.setenv("LIANSHEN_HOME", str(here.home))

    def die(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def before_the_commit() -> None:
        def decide_and_die(home: Path, plan: switching.Plan) -> None:
            switching.decide(home, plan)
            die()

        monkeypatch.setattr(restoring, "decide", decide_and_die)
        here.restore(backup)

    def after_the_commit() -> None:
        monkeypatch.setattr(restoring, "finish_alone", die)
        here.restore(backup)

    assert killed_at(NEVER, before_the_commit)
    assert switching.unfinished(here.home)
    monkeypatch.setenv("LIANSHEN_DATABASE_URL", "")
    with pytest.raises(StorageError, match="LIANSHEN_DATABASE_URL"):
        home_of()
    monkeypatch.setenv("LIANSHEN_DATABASE_URL", postgresql_url)
    assert not (home_of() / "models").exists()
    assert killed_at(NEVER, after_the_commit)
    assert (home_of() / "models" / "current").exists()
    assert {row[4] for row in rows_of(here.url)["labels"]} == {"李四"}

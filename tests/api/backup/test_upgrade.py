"""The way from an earlier version to this one and back, step by step as docs/upgrade.md tells it."""

import json
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from api.backup import readying, restoring
from api.backup.checking import look_into
from api.backup.manifest import DATABASE
from api.cli import main
from api.doctor.examining import examine
from api.doctor.finding import Finding
from api.errors import RestoreRefused, StorageError
from api.storage import migrate as migrating
from api.storage.database import Database
from api.storage.migrate import LATEST, migrate
from model.bundle import save_bundle
from tests.api.backup.offices import Office, office_at, rows_of
from tests.api.storage.schemas.make import load, revisions
from tests.model.bundles import made
from training.promoting import put_in_use

_LAST_BUT_ONE = revisions()[-1] if revisions()[-1] < LATEST else revisions()[-2]


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A data folder as the version before this one left it, its model in a format of then."""
    monkeypatch.setenv("LIANSHEN_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("LIANSHEN_DATABASE_URL", raising=False)
    office = office_at(tmp_path / "home")
    load(_LAST_BUT_ONE, office.url)
    folder = save_bundle(made(), office.home / "models")
    put_in_use(folder)
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "format": 2}))
    return office


def found(office: Office) -> dict[str, Finding]:
    return {each.name: each for each in examine(office.home)}


def typed(*arguments: str) -> str:
    result = CliRunner().invoke(main, arguments, prog_name="lianshen")
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_way_up_and_back(old: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows_of(old.url)
    findings = found(old)
    assert findings["数据库"].state == "要留意"
    assert "lianshen backup" in findings["数据库"].remedy
    assert (findings["模型"].state, "lianshen train" in findings["模型"].remedy) == ("不行", True)

    backup = json.loads(typed("backup", "--format", "json"))
    assert backup["manifest"]["schema"] == _LAST_BUT_ONE
    assert rows_of(old.url) == before  # a backup upgrades nothing

    shutil.rmtree(old.home / "models")
    put_in_use(save_bundle(made(1), old.home / "models"))  # stands for: lianshen train
    assert "shen" in typed("users", "list")  # the first command that uses the database upgrades it
    findings = found(old)
    bad = [name for name, each in findings.items() if each.state == "不行"]
    assert bad == ["两步验证"]  # whose invented secret no key of this office has sealed
    assert findings["数据库"].state == "好"
    assert "诸葛为民" in repr(rows_of(old.url))
    upgraded = old.back_up().path

    monkeypatch.setattr(migrating, "LATEST", _LAST_BUT_ONE)  # from here on the former program is at work
    monkeypatch.setattr(restoring, "LATEST", _LAST_BUT_ONE)
    monkeypatch.setattr(readying, "record", lambda *_: 0)  # which notes no end of the trail
    opened = Database.open(old.url)
    with pytest.raises(StorageError, match="更新的版本用过"):
        migrate(opened)
    opened.close()
    with pytest.raises(RestoreRefused, match="更新的版本"):
        old.restore(upgraded, replace=True)
    restored = old.restore(Path(backup["path"]), replace=True)
    assert restored.aside
    after = rows_of(old.url)
    steps, steps_before = after.pop("trail"), before.pop("trail")
    assert steps[: len(steps_before)] == steps_before
    assert after == before
    assert (restored.aside / "lianshen.sqlite3").exists()


@pytest.mark.parametrize(
    ("revision", "kind"),
    [*((each, "sqlite_url") for each in revisions()), (revisions()[0], "postgresql_url")],
)
def test_a_backup_of_any_earlier_schema_is_restored_into_the_one_of_today(
    revision: str, kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = str(request.getfixturevalue(kind))
    old, new = office_at(tmp_path / "old", url), office_at(tmp_path / "new")
    old.home.mkdir()
    load(revision, old.url)
    backup = old.back_up().path
    with ZipFile(backup) as archive:
        archive.extract(DATABASE, tmp_path)
    assert look_into(tmp_path / DATABASE).revision == revision
    assert new.restore(backup).migrated == (revision < LATEST)
    opened = Database.open(old.url)
    migrate(opened)
    opened.close()
    assert rows_of(new.url) == rows_of(old.url)

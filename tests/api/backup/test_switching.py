"""The last step of a restore, broken off anywhere: the old or the new is there, never a mixture."""

import shutil
from pathlib import Path

import pytest

from api.backup.switching import Move, Plan, decide, finish, finish_alone, refuse_immovable, unfinished
from api.errors import RestoreRefused, StorageError
from api.home import RESTORING
from tests.api.backup.dying import killed_at


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def made_ready(home: Path) -> Plan:
    """Lay out a home with old things, and new ones beside them; the last of these replaces nothing."""
    shutil.rmtree(home, ignore_errors=True)
    staging, aside = home / ".restoring-1", home / "replaced-20261126-120000"
    for folder, content in ((home, "old"), (staging, "new")):
        for name in ("models/a", "batches/1/b"):
            (folder / name).parent.mkdir(parents=True)
            (folder / name).write_text(content)
        (folder / "lianshen.sqlite3").write_text(content)
    (home / "lianshen.sqlite3-wal").write_text("old")
    (staging / "snapshots").mkdir()
    names = ("lianshen.sqlite3", "models", "batches", "snapshots")
    moves = [Move(None, home / "lianshen.sqlite3-wal", aside / "lianshen.sqlite3-wal")]
    moves += [Move(staging / name, home / name, aside / name) for name in names]
    return Plan("1", "", tuple(moves))


def state(home: Path) -> set[str]:
    found = {
        path.read_text() for path in (home / "models/a", home / "batches/1/b", home / "lianshen.sqlite3")
    }
    assert (home / "snapshots").exists() == ("new" in found)
    assert (home / "lianshen.sqlite3-wal").exists() == ("old" in found)
    return found


def test_killed_at_any_step_it_leaves_the_old_or_the_new(home: Path) -> None:
    ends = []
    for step in range(100):
        plan = made_ready(home)

        def work(plan: Plan = plan) -> None:
            decide(home, plan)
            finish_alone(home, "")

        died = killed_at(step, work)
        if unfinished(home):
            finish(home, "")
        (found,) = state(home)
        ends.append(found)
        if not died:
            break
    assert ends == sorted(ends, reverse=True)  # once decided, always new
    assert (ends[0], ends[-1]) == ("old", "new")
    assert len(ends) > 10


def test_killed_again_while_it_is_finished_it_is_finished_all_the_same(home: Path) -> None:
    decide(home, made_ready(home))
    for step in range(5):
        assert killed_at(step % 2 + 1, lambda: finish(home, ""))
    finish(home, "")
    assert state(home) == {"new"}
    assert sorted(path.name for path in (home / "replaced-20261126-120000").iterdir()) == [
        "batches",
        "lianshen.sqlite3",
        "lianshen.sqlite3-wal",
        "models",
    ]
    assert list(home.glob(".restoring*")) == []


def test_what_cannot_be_moved_now_is_told_and_done_later(home: Path) -> None:
    plan = made_ready(home)
    decide(home, plan)
    (home / "replaced-20261126-120000").write_text("in the way")
    with pytest.raises(StorageError, match="最后一步没有做完"):
        finish(home, "")
    (home / "replaced-20261126-120000").unlink()
    finish(home, "")
    assert state(home) == {"new"}


def test_a_plan_that_is_none_is_told(home: Path) -> None:
    home.mkdir()
    (home / RESTORING).write_text("{")
    with pytest.raises(StorageError, match="读不出来"):
        finish(home, "")


def test_a_disk_of_its_own_is_left_alone() -> None:
    with pytest.raises(RestoreRefused, match="另一个磁盘"):
        refuse_immovable((Move(None, Path("/proc"), Path("/elsewhere")),))

"""The short form of ``lianshen faults``: each kind of work killed a few times, and the checks of it."""

import random
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from api.errors import ServiceFailed
from api.faults import importing, migrating, saving, scoring
from api.faults.home import Home
from api.faults.kind import Kind
from api.faults.learning import Retraining, Switching
from api.faults.migrating import MigratingSqlite
from api.faults.saving import Saving
from api.faults.scoring import Scoring
from api.faults.victims import Victims

Make = Callable[[random.Random, Home, Path], Kind]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring, "_DRAFTS", 90)
    monkeypatch.setattr(importing, "_DRAFTS", 60)
    monkeypatch.setattr(importing, "_LABELS", 90)
    monkeypatch.setattr(migrating, "_ROWS", 5)
    monkeypatch.setattr(saving, "_AT_ONCE", 0.2)
    monkeypatch.setattr(saving, "_STARTING", 0.3)


@pytest.mark.parametrize(
    ("make", "kills"),
    [
        (Saving, 3),
        (Scoring, 2),
        (importing.Batches, 2),
        (importing.Labels, 2),
        (importing.Units, 2),
        (Retraining, 2),
        (Switching, 4),
        (lambda lots, _, place: MigratingSqlite(lots, place), 4),
    ],
    ids=["saving", "scoring", "batches", "labels", "units", "retraining", "switching", "migrating"],
)
def test_nothing_is_lost_and_nothing_is_half_done(
    furnished_home: Home, tmp_path: Path, make: Make, kills: int
) -> None:
    kind = make(random.Random(7), furnished_home, tmp_path)  # noqa: S311 - no secret hangs on it
    for _ in range(10 * kills):  # some come to their end before they are killed
        if kind.tally.kills >= kills:
            break
        kind.kill()
    kind.close()
    told = kind.told()
    assert told.violations == ()
    assert told.kills >= kills


def test_a_switch_that_is_half_done_is_found(furnished_home: Home, tmp_path: Path) -> None:
    kind = Switching(random.Random(7), furnished_home, tmp_path)  # noqa: S311 - as above
    (tmp_path / "home" / "models" / kind._home.models[0] / "model.json").unlink()
    (tmp_path / "home" / "models" / kind._home.models[1] / "model.json").unlink()
    kind.kill()
    assert any("没有完整的模型在用" in each for each in kind.told().violations)


def test_a_run_that_loses_a_draft_or_doubles_one_is_found(furnished_home: Home, tmp_path: Path) -> None:
    kind = Scoring(random.Random(7), furnished_home, tmp_path)  # noqa: S311 - as above
    lines = kind._expected.splitlines(keepends=True)
    kind._output.write_bytes(b"".join([*lines[:-1], lines[0]]))
    kind._compare("结果")
    assert kind.told().violations == ("结果和不受打扰的不同：90 行，其中重复 1 行，应有 90 行",)


def test_who_ends_unkilled_but_in_vain_is_told_apart_from_who_is_killed(tmp_path: Path) -> None:
    victims = Victims(tmp_path / "said", {})
    assert victims.copy(partial(int, "3"), None) is False
    with pytest.raises(ServiceFailed, match="它自己停了（70）：ZeroDivisionError"):
        victims.copy(lambda: 1 // 0, None)
    assert victims.copy(partial(time.sleep, 60), 0.01)

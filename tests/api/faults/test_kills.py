"""The short form of ``lianshen faults``: each kind of work killed a few times, and the checks of it."""

import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest

from api.errors import ServiceFailed
from api.faults import importing, migrating, saving, scoring
from api.faults.home import Home
from api.faults.kind import Kind
from api.faults.learning import Retraining, Switching
from api.faults.migrating import MigratingSqlite
from api.faults.result import Killed
from api.faults.saving import Saving
from api.faults.scoring import Scoring
from api.faults.victims import Victims

Make = Callable[[random.Random, Home, Path], Kind]


def small() -> None:
    """Let each kind of work be short."""
    scoring._DRAFTS = 90
    importing._DRAFTS, importing._LABELS = 60, 90
    migrating._ROWS = 5
    saving._AT_ONCE, saving._STARTING = 0.2, 0.3


@pytest.fixture(scope="module")
def apart() -> Iterator[Executor]:
    """A process to kill copies of: this one has threads of other tests that a copy would wait for."""
    with ProcessPoolExecutor(1, get_context("spawn"), small) as pool:
        yield pool


def lots() -> random.Random:
    return random.Random(7)  # noqa: S311 - no secret hangs on it


def on_sqlite(lots: random.Random, _home: Home, place: Path) -> Kind:
    return MigratingSqlite(lots, place)


def killed(make: Make, kills: int, home: Home, place: Path) -> Killed:
    kind = make(lots(), home, place)
    for _ in range(10 * kills):  # some come to their end before they are killed
        if kind.tally.kills >= kills:
            break
        kind.kill()
    kind.close()
    return kind.told()


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
        (on_sqlite, 4),
    ],
    ids=["saving", "scoring", "batches", "labels", "units", "retraining", "switching", "migrating"],
)
def test_nothing_is_lost_and_nothing_is_half_done(
    apart: Executor, furnished_home: Home, tmp_path: Path, make: Make, kills: int
) -> None:
    told = apart.submit(killed, make, kills, furnished_home, tmp_path).result()
    assert told.violations == ()
    assert told.kills >= kills


def without_models(home: Home, place: Path) -> Killed:
    kind = Switching(lots(), home, place)
    for version in kind._home.models:
        (place / "home" / "models" / version / "model.json").unlink()
    kind.kill()
    return kind.told()


def test_a_switch_that_is_half_done_is_found(apart: Executor, furnished_home: Home, tmp_path: Path) -> None:
    told = apart.submit(without_models, furnished_home, tmp_path).result()
    assert any("没有完整的模型在用" in each for each in told.violations)


def with_a_line_twice(home: Home, place: Path) -> Killed:
    kind = Scoring(lots(), home, place)
    lines = kind._expected.splitlines(keepends=True)
    kind._output.write_bytes(b"".join([*lines[:-1], lines[0]]))
    kind._compare("结果")
    return kind.told()


def test_a_run_that_loses_a_draft_or_doubles_one_is_found(
    apart: Executor, furnished_home: Home, tmp_path: Path
) -> None:
    told = apart.submit(with_a_line_twice, furnished_home, tmp_path).result()
    assert told.violations == ("结果和不受打扰的不同：90 行，其中重复 1 行，应有 90 行",)


def test_who_ends_unkilled_but_in_vain_is_told_apart_from_who_is_killed(tmp_path: Path) -> None:
    victims = Victims(tmp_path / "said", {})
    assert victims.copy(partial(int, "3"), None) is False
    with pytest.raises(ServiceFailed, match="它自己停了（70）：ZeroDivisionError"):
        victims.copy(lambda: 1 // 0, None)
    assert victims.copy(partial(time.sleep, 60), 0.01)

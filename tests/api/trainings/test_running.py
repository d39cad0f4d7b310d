"""A training as a job: from frozen labels to a compared model, stopped, failing, killed, and never in use."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.errors import TrainingBusy
from api.storage.database import Database
from api.trail.listing import steps
from api.trainings import running
from api.trainings.alone import alone, free
from api.trainings.running import run_training
from api.trainings.table import By, Training, ask, ask_to_stop, find, newest
from api.units.importing import import_units
from model.bundle import load_bundle
from model.unit_list import bundled_units
from tests.api.cli.program import start
from tests.api.jobs.consuming import consumer, wait_until
from tests.api.trainings.standing_in import StandIn, add_labels
from tests.api.units.lists import text
from tests.model.bundles import made
from training.default import bundle_in_use
from training.local.snapshot import FOLDER, read_snapshot
from training.train import keep

BY = By("王主任")
PROCESS = """
import os, sys
from pathlib import Path
from tests.api.trainings.standing_in import killed_at

killed_at(Path(os.environ["LIANSHEN_HOME"]))
from api.trainings.process import run
run()
"""
CONSUMER = f"""
import sys
from api.jobs import trainings
from api.jobs.consumer import run

trainings.PROGRAM = (sys.executable, "-c", {PROCESS!r})
trainings._EVERY = 0.1
run()
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    keep(made(), tmp_path)
    return tmp_path


@pytest.fixture
def labelled(database: Database) -> Database:
    add_labels(database, 6)
    return database


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    own = StandIn()
    monkeypatch.setattr(running, "means", own.means)
    return own


def training(database: Database, number: int) -> Training:
    found = find(database, number)
    assert found
    return found


def untouched(home: Path) -> bool:
    return load_bundle(bundle_in_use(home)).training.seed == 0


def test_it_learns_from_the_frozen_labels_compares_and_puts_nothing_in_use(
    labelled: Database, home: Path, stand_in: StandIn
) -> None:
    told: list[tuple[str, float]] = []
    number = ask(labelled, BY)
    run_training(labelled, home, number, also=lambda stage, share: told.append((stage, share)))
    done = training(labelled, number)
    old, new = bundle_in_use(home).name, done.version
    assert (done.state, done.share, done.problem, done.against) == ("done", 1.0, "", old)
    assert done.comparison
    assert (done.comparison.old, done.comparison.new) == (old, new)
    assert load_bundle(home / "models" / new).training.seed == 7
    assert untouched(home)
    assert stand_in.snapshots == [done.snapshot]
    kept = read_snapshot(home / FOLDER / f"{done.snapshot}.jsonl")
    assert (len(kept.labels), kept.units) == (6, bundled_units())
    assert {label.said.main for label in kept.labels} == {"交通运输局"}
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert [step.told for step in steps(labelled)] == [
        f"再训练完成：学了 6 件标注过的草稿，得到 {new}，和 {old} 比较过，按规则可以启用"
    ]


def test_of_two_asked_for_at_once_the_second_is_told_who_is_at_it(labelled: Database) -> None:
    number = ask(labelled, BY)
    with pytest.raises(TrainingBusy, match=f"王主任 已经在训练了（第 {number} 次）"):
        ask(labelled, By("李主任"))


def test_only_one_process_trains(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(TrainingBusy, match="同一时间只能训练一个"):  # noqa: SIM117
        with alone(tmp_path):
            pass
    assert free(tmp_path)


def test_without_labels_it_says_so(database: Database, home: Path, stand_in: StandIn) -> None:
    number = ask(database, BY)
    run_training(database, home, number)
    done = training(database, number)
    assert (done.state, "还没有标注" in done.problem, stand_in.snapshots) == ("failed", True, [])
    ask(database, BY)


def test_a_list_of_units_alone_is_something_to_learn(
    database: Database, home: Path, stand_in: StandIn, tmp_path: Path
) -> None:
    import_units(database, text(tmp_path / "单位.csv"), "李")
    number = ask(database, BY)
    run_training(database, home, number)
    done = training(database, number)
    assert (done.state, done.problem, stand_in.snapshots) == ("done", "", [done.snapshot])
    kept = read_snapshot(home / FOLDER / f"{done.snapshot}.jsonl")
    assert kept.labels == ()
    assert "数据局" in kept.units


@pytest.mark.parametrize("step", ["retrain", "found", "compare"])
def test_it_stops_when_somebody_wants_it(
    labelled: Database, home: Path, stand_in: StandIn, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = ask(labelled, BY)

    def stop(begun: str) -> None:
        if begun == step:
            ask_to_stop(labelled, number)

    stand_in.before = stop
    monkeypatch.setattr("api.trainings.progress._EVERY", 0.0)
    run_training(labelled, home, number)
    assert training(labelled, number).state == "cancelled"
    assert untouched(home)
    assert [each.told for each in steps(labelled)] == ["停下了一次再训练"]


def test_one_that_nobody_has_begun_is_stopped_at_once(labelled: Database, home: Path) -> None:
    number = ask(labelled, BY)
    assert ask_to_stop(labelled, number)
    assert training(labelled, number).state == "cancelled"
    run_training(labelled, home, number)
    assert not ask_to_stop(labelled, number)


@pytest.mark.parametrize("step", ["retrain", "found", "compare"])
@pytest.mark.parametrize(
    "why",
    [
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘满了。正在用的模型没有动。"),
        (PermissionError(errno.EACCES, "Permission denied"), "文件读写不了"),
        (MemoryError(), "内存不够"),
        (ZeroDivisionError(), "程序出了意外的错误（ZeroDivisionError）。正在用的模型没有动。"),
    ],
)
def test_why_it_failed_stands_in_its_row_and_the_model_in_use_stays(
    labelled: Database, home: Path, stand_in: StandIn, step: str, why: tuple[Exception, str]
) -> None:
    error, said = why

    def fail(begun: str) -> None:
        if begun == step:
            raise error

    stand_in.before = fail
    number = ask(labelled, BY)
    run_training(labelled, home, number)
    done = training(labelled, number)
    assert (done.state, said in done.problem) == ("failed", True)
    assert untouched(home)
    stand_in.before = lambda _step: None
    again = ask(labelled, BY)
    run_training(labelled, home, again)
    assert training(labelled, again).state == "done"


def test_what_people_say_meanwhile_is_left_for_the_next(
    labelled: Database, home: Path, stand_in: StandIn
) -> None:
    """A process that dies leaves the snapshot; whoever takes the training up learns from that one."""

    def die(_step: str) -> None:
        raise KeyboardInterrupt

    number = ask(labelled, BY)
    stand_in.before = die
    with pytest.raises(KeyboardInterrupt):
        run_training(labelled, home, number)
    assert training(labelled, number).state == "running"
    add_labels(labelled, 9)
    stand_in.before = lambda _step: None
    run_training(labelled, home, number)
    first, second = stand_in.snapshots
    assert first == second == training(labelled, number).snapshot
    assert training(labelled, number).state == "done"


def test_a_model_that_lies_there_already_is_not_made_again(
    labelled: Database, home: Path, stand_in: StandIn
) -> None:
    def die(step: str) -> None:
        if step == "compare":
            raise KeyboardInterrupt

    number = ask(labelled, BY)
    stand_in.before = die
    with pytest.raises(KeyboardInterrupt):
        run_training(labelled, home, number)
    stand_in.before = lambda _step: None
    run_training(labelled, home, number)
    assert (training(labelled, number).state, len(stand_in.snapshots)) == ("done", 1)


def test_step_by_step_each_goes_on_where_the_one_before_left_off(
    labelled: Database, home: Path, stand_in: StandIn
) -> None:
    number, steps_ = ask(labelled, BY), list[str]()
    stand_in.before, stand_in.lacking = steps_.append, True
    done = []
    while training(labelled, number).under_way:
        run_training(labelled, home, number, one_step=True)
        done.append(tuple(dict.fromkeys(steps_)))
        steps_.clear()
    assert done == [("retrain",), ("found",), ("found", "compare")]
    assert training(labelled, number).state == "done"


def begun(home: Path) -> list[str]:
    file = home / "steps"
    return [line.split()[0] for line in file.read_text("utf-8").splitlines()] if file.exists() else []


@pytest.fixture
def own_file(sqlite_tables: bytes, home: Path) -> Iterator[Database]:
    (home / "lianshen.sqlite3").write_bytes(sqlite_tables)
    database = Database.open(f"sqlite:///{home}/lianshen.sqlite3")
    add_labels(database, 6)
    yield database
    database.close()


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
def test_killed_at_any_step_the_next_consumer_brings_it_to_its_end(own_file: Database, home: Path) -> None:
    number = ask(own_file, BY)
    with consumer(home, f"sqlite:///{home}/lianshen.sqlite3", CONSUMER) as working:
        wait_until(lambda: begun(home) == ["retrain"])
        working.kill()
    assert training(own_file, number).state == "running"
    with consumer(home, f"sqlite:///{home}/lianshen.sqlite3", CONSUMER):
        wait_until(lambda: "compare" in begun(home))
        process = int((home / "steps").read_text("utf-8").split()[-1])
        os.kill(process, signal.SIGKILL)  # the training alone; the consumer begins it again
        wait_until(lambda: not training(own_file, number).under_way)
    done = training(own_file, number)
    assert (done.state, done.problem) == ("done", "")
    assert begun(home).count("compare") == 2
    assert untouched(home)


def test_a_process_that_finds_another_at_it_leaves_it_alone(own_file: Database, home: Path) -> None:
    number = ask(own_file, BY)
    environment = {"LIANSHEN_HOME": str(home)}
    with alone(home), start(PROCESS, str(number), environment=environment, stdin=subprocess.PIPE) as process:
        assert process.wait(timeout=120) == 0
    assert training(own_file, number).state == "waiting"
    assert [each.id for each in newest(own_file)] == [number]

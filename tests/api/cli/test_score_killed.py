"""``lianshen score`` killed at any instant: nothing is lost, nothing kept is done again."""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import psutil
import pytest

from api.batch.work import Work, work_file
from api.errors import BatchError
from tests.api.cli.conftest import Lianshen
from tests.api.cli.program import start
from tests.api.cli.scores import COUNTED, rows_of, title, write_drafts
from tests.model.bundles import made
from training.train import keep

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends signals")

ROWS = 400
UNREADABLE = (1, 7, 8, 9, 200, 399, 400)
KILLS = 3
AT_ONCE = 0.005
"""Seconds between two looks at a run."""


@pytest.fixture(scope="module")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    keep(made(), folder)
    return folder


class Runs:
    """The same run, begun again and again, and what was reviewed in each."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.output = folder / "结果.jsonl"
        self.work = work_file(self.output)
        self._environment = {"LIANSHEN_HOME": str(home), "COUNTED": str(folder / "counted")}
        self._counted = folder / "counted"
        self._arguments = ("score", "drafts.jsonl", "-o", "结果.jsonl", "--workers", "2")
        write_drafts(folder / "drafts.jsonl", ROWS, UNREADABLE)

    def begin(self, most: int | None = None, pace: float | None = None) -> subprocess.Popen[bytes]:
        """Start it; where it is told to, it waits after so many drafts, or takes longer over each."""
        self._counted.write_text("", "utf-8")
        told = {name: str(value) for name, value in (("MOST", most), ("PACE", pace)) if value}
        return start(
            COUNTED,
            *self._arguments,
            environment=self._environment | told,
            cwd=self.output.parent,
            stderr=subprocess.PIPE,
        )

    def reviewed(self) -> list[str]:
        return self._counted.read_text("utf-8").splitlines()

    def kept(self) -> int:
        """Return the number of the last entry that is kept."""
        try:
            work = Work.look(self.work)
        except BatchError:  # killed before there was one
            return 0
        last = work.done.last
        work.close()
        return last

    def kill_after(self, more: int) -> None:
        """Go on until so many more drafts are reviewed."""
        before = self.kept()
        done = {title(number) for number in range(1, before + 1)}
        assert kill(self.begin(more + 30), lambda: len(self.reviewed()) >= more)
        assert done.isdisjoint(self.reviewed()), "what is kept is not reviewed again"
        assert self.kept() >= before
        assert not self.output.exists()


@pytest.fixture
def runs(made_home: Path, tmp_path: Path) -> Runs:
    return Runs(made_home, tmp_path)


@pytest.fixture(scope="module")
def expected(made_home: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What a run gives that nobody disturbs."""
    undisturbed = Runs(made_home, tmp_path_factory.mktemp("undisturbed"))
    process = undisturbed.begin()
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors.decode()
    assert sorted(undisturbed.reviewed()) == sorted(
        title(number) for number in range(1, ROWS + 1) if number not in UNREADABLE
    )
    return undisturbed.output.read_bytes()


def kill(process: subprocess.Popen[bytes], when: Callable[[], bool]) -> bool:
    """Kill a run at a moment; return whether it was still running."""
    while process.poll() is None and not when():
        time.sleep(AT_ONCE)
    if process.poll() is not None:
        process.communicate()
        return False
    family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    process.kill()
    process.communicate()
    _, alive = psutil.wait_procs(family, timeout=20)
    assert not alive, "processes outlive the run they work for"
    return True


def test_a_run_killed_again_and_again_gives_what_an_undisturbed_one_does(runs: Runs, expected: bytes) -> None:
    for moment in (0.0, 0.8):  # while it starts, which leaves nothing in the way
        began = time.monotonic()
        kill(runs.begin(), partial(_later_than, began + moment))
    lots = random.Random(6)  # noqa: S311 - no secret hangs on it
    for _ in range(KILLS):
        runs.kill_after(lots.randrange(1, 90))
    assert 0 < runs.kept() < ROWS
    process = runs.begin()
    process.communicate(timeout=120)
    assert process.returncode == 0
    assert runs.output.read_bytes() == expected
    assert [path.name for path in runs.output.parent.glob("结果*")] == ["结果.jsonl"]
    assert [row["number"] for row in rows_of(runs.output)] == list(range(1, ROWS + 1))


def _later_than(moment: float) -> bool:
    return time.monotonic() >= moment


def test_a_run_killed_while_it_writes_goes_on_from_its_reviews(runs: Runs, expected: bytes) -> None:
    part = runs.output.with_name("结果.jsonl.part")

    def writes() -> (
        bool
    ):  # there is one for an instant before anything is reviewed, to try whether one may be
        return part.exists() and len(runs.reviewed()) == ROWS - len(UNREADABLE)

    if kill(runs.begin(), writes):
        assert not runs.output.exists()
        process = runs.begin()
        process.communicate(timeout=120)
        assert runs.reviewed() == []
    assert runs.output.read_bytes() == expected


def test_ctrl_c_keeps_what_is_done_and_says_how_to_go_on(runs: Runs, expected: bytes) -> None:
    process = runs.begin(pace=0.03)  # a machine however busy looks before the other 300 are done
    while len(runs.reviewed()) < 100:
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    said = errors.decode()
    assert process.returncode == 130
    assert "已停下。" in said
    assert "再运行一次同样的命令，就接着做" in said
    assert "Traceback" not in said
    assert runs.kept() >= 32
    process = runs.begin()
    assert "接着上次做" in process.communicate(timeout=120)[1].decode()
    assert runs.output.read_bytes() == expected


def test_what_is_done_so_far_can_be_had_and_is_called_partial_and_nobody_joins_a_run_that_is_going_on(
    runs: Runs, lianshen: Lianshen
) -> None:
    assert kill(runs.begin(most=230), lambda: len(runs.reviewed()) >= 200)
    kept = runs.kept()
    assert 0 < kept < ROWS
    told = lianshen("score", "-o", runs.output, "--partial")
    some = runs.output.with_name("结果-未完成.jsonl")
    assert told.exit_code == 0
    assert "还没有做完" in told.stdout
    assert [row["number"] for row in rows_of(some)] == list(range(1, kept + 1))
    assert not runs.output.exists()
    assert runs.work.exists()
    with closing(Work.look(runs.work)):
        process = runs.begin()
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "另一个 lianshen score 正在做" in errors.decode()
    assert runs.reviewed() == []

"""A real cluster of two worker processes does what one machine does, whoever is killed."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.api.cli.program import LIANSHEN, start
from tests.api.cluster.drafts import on_one_machine, together, write_parts
from training.default import bundle_in_use

if TYPE_CHECKING:
    from distributed import LocalCluster

pytest.importorskip("distributed", reason="the extra cluster is not installed")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends signals")

PARTS, ROWS = 8, 150


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_parts(tmp_path_factory.mktemp("inputs") / "件", PARTS, ROWS)


@pytest.fixture(scope="module")
def expected(inputs: Path, made_home: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return on_one_machine(inputs, bundle_in_use(made_home), tmp_path_factory.mktemp("alone"))


class Runs:
    """The same run, begun again and again."""

    def __init__(self, cluster: "LocalCluster", home: Path, inputs: Path, output: Path) -> None:
        self.cluster, self.output = cluster, output
        self._home, self._inputs = home, inputs

    def begin(self, *more: str) -> subprocess.Popen[bytes]:
        arguments = ("score", str(self._inputs), "-o", str(self.output), "--cluster")
        return start(
            LIANSHEN,
            *arguments,
            self.cluster.scheduler_address,
            *more,
            environment={"LIANSHEN_HOME": str(self._home)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def end(self, process: subprocess.Popen[bytes]) -> str:
        """Wait for the end and return what was said."""
        said, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors.decode()
        return said.decode()

    def done(self) -> dict[str, int]:
        """Return the parts that are done, and when they were written."""
        marks = self.output.glob("_done/*.json")
        return {
            mark.name: (self.output / mark.stem).with_suffix(".jsonl").stat().st_mtime_ns for mark in marks
        }

    def lost(self) -> set[str]:
        """Return what workers that are gone were at, as the scheduler noticed."""
        assert self.cluster.scheduler is not None
        events = self.cluster.scheduler.get_events("all")
        return {key for _, event in events for key in event.get("processing-tasks", ())}

    def unfinished(self) -> list[Path]:
        return list(self.output.glob(".*.part"))


@pytest.fixture
def runs(cluster: "LocalCluster", made_home: Path, inputs: Path, tmp_path: Path) -> Runs:
    return Runs(cluster, made_home, inputs, tmp_path / "结果.jsonl")


def wait_until_at_work(runs: Runs, process: subprocess.Popen[bytes], done: int) -> None:
    """Wait until some parts are done, and both workers are at others."""
    while not (len(runs.done()) >= done and len(runs.unfinished()) == 2):
        assert process.poll() is None, process.communicate()
        time.sleep(0.001)


def test_a_worker_killed_midway_loses_and_doubles_nothing(runs: Runs, expected: bytes) -> None:
    process = runs.begin()
    wait_until_at_work(runs, process, done=2)
    victim = next(iter(runs.cluster.workers.values()))
    killed = victim.pid
    os.kill(killed, signal.SIGKILL)
    said = runs.end(process)
    assert runs.lost(), "it was at a part when it was killed"
    assert together(runs.output) == expected
    assert len(list(runs.output.glob("*.jsonl"))) == PARTS
    assert not runs.unfinished(), "what the killed worker left is tidied away"
    assert victim.pid != killed, "Dask started another in its place"
    manifest = json.loads((runs.output / "_manifest.json").read_bytes())
    assert manifest["scored"] + manifest["unread"] == PARTS * ROWS == len(expected.splitlines())
    assert f"审读了 {manifest['scored']:,} 件" in said


def test_a_run_that_was_killed_goes_on_where_it_was(runs: Runs, expected: bytes) -> None:
    process = runs.begin()
    wait_until_at_work(runs, process, done=2)
    process.kill()
    process.communicate()
    done = runs.done()
    assert not (runs.output / "_manifest.json").exists()
    runs.end(runs.begin())
    assert together(runs.output) == expected
    assert runs.done().items() >= done.items(), "what is done is not done again"

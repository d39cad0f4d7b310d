"""A cluster of this machine: a scheduler, and two workers that are processes of their own."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from api.cli.score import score
from tests.model.bundles import made
from training.train import keep

if TYPE_CHECKING:
    from distributed import LocalCluster

Score = Callable[..., Result]


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator["LocalCluster"]:
    distributed = pytest.importorskip("distributed", reason="the extra cluster is not installed")
    scratch = tmp_path_factory.mktemp("workers")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=":0", local_directory=str(scratch)
    ) as started:
        yield started


@pytest.fixture(scope="session")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which a model made by hand is in use."""
    folder = tmp_path_factory.mktemp("made-home")
    keep(made(), folder)
    return folder


@pytest.fixture
def on_cluster(cluster: "LocalCluster", made_home: Path, monkeypatch: pytest.MonkeyPatch) -> Score:
    """Run ``lianshen score --cluster`` in this process, on the cluster."""
    monkeypatch.setenv("LIANSHEN_HOME", str(made_home))

    def run(*arguments: str | Path) -> Result:
        said = [os.fspath(each) for each in arguments]
        return CliRunner().invoke(
            score, [*said, "--cluster", cluster.scheduler_address], standalone_mode=False
        )

    return run

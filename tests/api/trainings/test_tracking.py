"""Runs in MLflow's own store: figures and hashes, and no word of a draft."""

import logging
from pathlib import Path

import pytest

from api.trainings import tracking
from api.trainings.tracking import EXPERIMENT, check_tracking, track
from model.errors import ExtraMissing
from tests.api.models.compared import comparison
from tests.api.sending_on import sending_on

NEW, OLD = "fast-0123456789ab", "fast-ba9876543210"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MLFLOW_ALLOW_FILE_STORE", "true")
    return tmp_path / "runs"


def test_a_training_is_a_run_with_its_figures(store: Path) -> None:
    track(store.as_uri(), comparison(OLD, NEW, "某项明显变差"))
    track(store.as_uri(), comparison(OLD, NEW))
    from mlflow import MlflowClient  # noqa: PLC0415 - after its store was allowed

    client = MlflowClient(tracking_uri=store.as_uri())
    experiment = client.get_experiment_by_name(EXPERIMENT)
    assert experiment
    last, first = client.search_runs([experiment.experiment_id])
    assert (first.info.run_name, first.info.status) == (NEW, "FINISHED")
    assert first.data.params["may_be_promoted"] == "False"
    assert last.data.params == {
        "version": NEW,
        "against": OLD,
        "snapshot": "5" * 64,
        "learnt": "240",
        "changed": "1",
        "may_be_promoted": "True",
    }
    assert last.data.metrics["new.local.main.top1"] == 0.82
    assert last.data.metrics["old.local.main.top1"] == 0.61
    written = b"".join(file.read_bytes() for file in store.rglob("*") if file.is_file()).decode()
    assert not any(word in written for word in ("垃圾", "大湾村", "农业农村局"))


def test_no_other_library_is_logged_by_its_client(store: Path) -> None:
    track(store.as_uri(), comparison(OLD, NEW))
    for name in ("", "alembic", "huey", "sqlalchemy", "sqlalchemy.engine"):
        logger = logging.getLogger(name)
        assert not [each for each in logger.handlers if type(each) is logging.StreamHandler]
        assert logger.propagate


def test_without_an_address_nothing_is_done(store: Path) -> None:
    track("", comparison(OLD, NEW))
    assert not store.exists()


def test_a_store_that_is_away_is_a_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    track("http://clerk:s3cret@127.0.0.1:1", comparison(OLD, NEW))
    (line,) = [record.getMessage() for record in caplog.records if record.name == "lianshen"]
    assert line.startswith("LIANSHEN_MLFLOW_URI 指的 MLflow 用不了（")
    assert "s3cret" not in line
    assert caplog.records[-1].levelno == logging.WARNING


def test_a_store_sends_nobody_elsewhere(caplog: pytest.LogCaptureFixture) -> None:
    with sending_on("http://127.0.0.1:1") as (elsewhere, reached), sending_on(elsewhere) as (address, asked):
        track(address, comparison(OLD, NEW))
    assert asked
    assert reached == []
    assert "用不了" in caplog.text


def test_that_the_library_is_not_there_is_said_before_the_training(monkeypatch: pytest.MonkeyPatch) -> None:
    check_tracking("http://127.0.0.1:5000")
    monkeypatch.setattr(tracking, "find_spec", lambda _name: None)
    check_tracking("")
    with pytest.raises(ExtraMissing, match="没有装 MLflow 的客户端"):
        check_tracking("http://127.0.0.1:5000")

"""Telling an MLflow server of a training, where there is one: figures and hashes, no word of a draft.

Whatever goes wrong with it is a line in the log; the training is done all the same.
"""

import logging
import os
import re
import time
from importlib.util import find_spec

from api.connections.named import MLFLOW, to_mlflow
from model.errors import ExtraMissing
from training.local.comparison import Comparison

EXPERIMENT = "lianshen"
_NOT_IN_A_KEY = re.compile(r"[^\w\-. /]", re.ASCII)
_QUIET = {
    "MLFLOW_CONFIGURE_LOGGING": "false",  # else errors of SQLAlchemy and Huey are logged by it, words and all
    "MLFLOW_DISABLE_TELEMETRY": "true",  # it would tell its makers over the internet that it is used
    "MLFLOW_ALLOW_HTTP_REDIRECTS": "false",  # the server of the settings is asked, and no other
    "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "1",  # else a server that is away is waited for by the minute
    "MLFLOW_HTTP_REQUEST_TIMEOUT": "10",
}
_LOG = logging.getLogger("lianshen")


def check_tracking(uri: str) -> None:
    """See that what is needed is installed, and MLflow may be spoken to; before a training and not after it.

    Raises:
        ExtraMissing: there is an address, and the library is not installed.
        SettingsError: it is of another machine, and would be spoken to in the open.
    """
    if not uri:
        return
    to_mlflow(uri).refuse_open()
    if find_spec("mlflow") is None:
        remedy = f"请先装扩展 mlflow：pip install '.[mlflow]'，或去掉 {MLFLOW}"
        raise ExtraMissing("没有装 MLflow 的客户端", where=MLFLOW, remedy=remedy)


def track(uri: str, comparison: Comparison) -> None:
    """Log a training and its comparison as a run.

    Args:
        uri: of the server, or of a local store; nothing is done without.
        comparison: of the model that was made.
    """
    if not uri:
        return
    try:
        _log(uri, comparison)
    except Exception as error:  # each kind of store has errors of its own, whose messages may hold a password
        _LOG.warning("%s 指的 MLflow 用不了（%s），这次训练没有记到那里。", MLFLOW, type(error).__name__)


def _log(uri: str, comparison: Comparison) -> None:
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    from mlflow import MlflowClient  # noqa: PLC0415 - of an extra, and takes a second to import
    from mlflow.entities import Metric, Param  # noqa: PLC0415 - as above

    client, now = MlflowClient(tracking_uri=uri), time.time_ns() // 1_000_000
    found = client.get_experiment_by_name(EXPERIMENT)
    experiment = found.experiment_id if found else client.create_experiment(EXPERIMENT)
    run = client.create_run(experiment, run_name=comparison.new).info.run_id
    told = {
        "version": comparison.new,
        "against": comparison.old,
        "snapshot": comparison.snapshot,
        "learnt": str(comparison.learnt),
        "changed": str(len(comparison.changed)),
        "may_be_promoted": str(comparison.may_be_promoted),
    }
    values = {
        f"{side}.{_NOT_IN_A_KEY.sub('_', row.key)}": value
        for row in comparison.measures
        for side, value in (("new", row.new), ("old", row.old))
        if value is not None
    }
    metrics = [Metric(key, value, now, 0) for key, value in values.items()]
    client.log_batch(run, metrics, [Param(*each) for each in told.items()])
    client.set_terminated(run)

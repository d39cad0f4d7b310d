"""The end of a training: in its row and in the audit trail, in both or in neither."""

import logging
from collections.abc import Mapping
from datetime import UTC, datetime

from api.storage.database import Database
from api.storage.learning_schema import TrainingState
from api.trail.recording import record
from api.trainings.table import Training, change_in

TRAINED = "train"
"""Kind of the step in the trail."""
_LOG = logging.getLogger("lianshen")
STOPPED, FAILED = "停下了一次再训练", "一次再训练没有做成"


def end(
    database: Database,
    training: Training,
    state: TrainingState,
    said: str,
    details: Mapping[str, object] | None = None,
    **values: object,
) -> None:
    """Write down that a training has come to its end.

    Args:
        database: where it is.
        training: which.
        state: how it ended.
        said: what the trail says of it, in Chinese.
        details: what else it says.
        values: that are written into its row besides.
    """
    ended: dict[str, object] = {"state": state, "ended": datetime.now(UTC), **values}
    if state == "done":
        ended |= {"stage": "完成", "share": 1.0}
    more = {"training": training.id, "state": state, **(details or {})}
    with database.writing() as session:
        change_in(session, training.id, **ended)
        record(session, training.by, TRAINED, said, more, training.account_id)
    _LOG.log(
        logging.ERROR if state == "failed" else logging.INFO,
        "第 %d 次再训练：%s。",
        training.id,
        said,
        extra={
            "event": f"training_{state}",
            "training": training.id,
            "model": str(values.get("version", "")),
            "seconds": round((datetime.now(UTC) - (training.began or training.created)).total_seconds(), 1),
        },
    )

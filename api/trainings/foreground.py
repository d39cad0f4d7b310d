"""A training in the foreground, for the command line; the same job, done by whoever asked for it."""

from pathlib import Path

from api.storage.database import Database
from api.trainings.alone import alone
from api.trainings.ending import STOPPED, end
from api.trainings.progress import Report
from api.trainings.running import run_training
from api.trainings.table import By, Training, ask, find, under_way


def train_now(database: Database, home: Path, by: By, also: Report) -> Training:
    """Train, and return what came of it.

    One that is in the table already is taken up, for nobody is at it: its process died, or it still waits.

    Args:
        database: of the labels and the trainings.
        home: where the models are.
        by: who wants it.
        also: told how far it is.

    Raises:
        TrainingBusy: somebody else trains just now.
    """
    with alone(home):
        waiting = under_way(database)
        number = waiting[0] if waiting else ask(database, by)
        try:
            run_training(database, home, number, also=also)
        except KeyboardInterrupt:
            if (training := find(database, number)) and training.under_way:
                end(database, training, "cancelled", STOPPED)
            raise
    done = find(database, number)
    assert done  # noqa: S101 - no training is ever removed
    return done

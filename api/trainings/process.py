"""The process of one step of a training, started by the process that scores batches, and ended with it."""

import logging
import os
import sys
import threading

from api.connections.named import keep_to_named
from api.errors import TrainingBusy
from api.home import home
from api.logs import set_up_logs
from api.settings import read_settings
from api.storage.database import Database
from api.trainings.alone import alone
from api.trainings.running import run_training
from model.errors import LianshenError

_POLITE = 10
"""How much the processor prefers the pages to it, see :func:`os.nice`."""
_LOG = logging.getLogger("lianshen")


def run() -> None:
    """Do a step of the training whose number is the argument, unless who started this process ends before."""
    if hasattr(os, "nice"):
        os.nice(_POLITE)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        settings = read_settings()
        set_up_logs(settings)
        keep_to_named(settings)
        database = Database.open(settings.database_url.get_secret_value())
        with alone(home()):
            run_training(database, home(), int(sys.argv[1]), one_step=True)
    except TrainingBusy:  # on the command line; the training is found again when they are done
        return
    except LianshenError as error:
        _LOG.error("%s", error)
        sys.exit(1)


def _end_with_parent() -> None:
    """End at once when the parent is gone, however it ended: it holds the other end of our standard input.

    What is lost is begun anew; nothing that was there before is touched by a training.
    """
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)

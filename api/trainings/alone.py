"""One training at a time on a machine: whoever trains holds a lock, which the system frees when they die."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from api.errors import TrainingBusy
from model.bundle import unwritable

_LOCK = "training.lock"


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Train meanwhile, and nobody else.

    Raises:
        TrainingBusy: somebody else does.
        BundleError: the folder cannot be written to.
    """
    file = home / _LOCK
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = FileLock(file, timeout=0)
        lock.acquire()
    except Timeout as error:
        remedy = "请等它完成；在网页“模型”里能看到做到哪里，也能停下它"
        raise TrainingBusy("正在训练，同一时间只能训练一个", remedy=remedy) from error
    except OSError as error:
        raise unwritable(file, error) from error
    try:
        yield
    finally:
        lock.release()


def free(home: Path) -> bool:
    """Whether nobody trains just now."""
    try:
        with alone(home):
            return True
    except TrainingBusy:
        return False

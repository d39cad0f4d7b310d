"""Saying what to install where the libraries that only measurements need are missing."""

from collections.abc import Iterator
from contextlib import contextmanager

from model.errors import ExtraMissing


@contextmanager
def bench() -> Iterator[None]:
    """Import what measures inside of it.

    Raises:
        ExtraMissing: psutil, which comes with the extra ``bench``, is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name != "psutil":
            raise
        raise ExtraMissing("没有装 psutil", remedy="请先装扩展 bench：pip install '.[bench]'") from error

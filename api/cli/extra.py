"""Saying what to install where the libraries that only measurements need are missing."""

from collections.abc import Iterator
from contextlib import contextmanager

from model.errors import ExtraMissing


@contextmanager
def bench() -> Iterator[None]:
    """Import what measures inside of it.

    Raises:
        ExtraMissing: one of those that come with the extra ``bench`` is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name not in {"psutil", "time_machine"}:
            raise
        remedy = "请先装扩展 bench：pip install '.[bench]'"
        raise ExtraMissing(f"没有装 {error.name}", remedy=remedy) from error

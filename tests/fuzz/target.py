"""One parser of the program, as something that takes any bytes."""

import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass
from time import process_time
from traceback import extract_tb

from model.errors import LianshenError

SECONDS = 2.0
"""Of processor time that any input may take."""
MEGABYTES = 512
"""Of memory that any input may take."""
_PACKAGES = ("/api/", "/model/", "/training/")


@dataclass(frozen=True, slots=True)
class Target:
    """A parser.

    Attributes:
        name: in reports, and of its folder of inputs.
        read: takes the bytes; may raise :class:`~model.errors.LianshenError` and nothing else.
        seeds: good inputs, from which others are made.
    """

    name: str
    read: Callable[[bytes], object]
    seeds: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What an input did that none may do.

    Attributes:
        kind: the error and where it came from, or ``slow`` or ``large``; one finding is told once.
        told: for people.
    """

    kind: str
    told: str


def tried(target: Target, content: bytes) -> Finding | None:
    """Give an input to a parser; return what is wrong with what it did."""
    before, begun = _peak(), process_time()
    try:
        target.read(content)
    except LianshenError:
        pass
    except Exception as error:
        return Finding(_origin(error), f"{type(error).__name__}: {error}"[:200])
    taken, grown = process_time() - begun, _peak() - before
    if taken > SECONDS:
        return Finding("slow", f"{taken:.1f} s")
    return Finding("large", f"{grown} MB") if grown > MEGABYTES else None


def _peak() -> int:
    """Return the most memory this process ever had, in MB; only Linux and macOS tell."""
    unit = 1 << (20 if sys.platform == "darwin" else 10)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit


def _origin(error: BaseException) -> str:
    """Return the error and the last line of our own it passed through."""
    ours = [
        frame
        for frame in extract_tb(error.__traceback__)
        if any(each in frame.filename for each in _PACKAGES)
    ]
    last = ours[-1] if ours else extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} {'/'.join(last.filename.rsplit('/', 2)[-2:])}:{last.name}"

"""One parser of the program, as something that takes any bytes."""

import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from traceback import extract_tb

from model.errors import LianshenError

SECONDS = 2.0
"""Of processor time that any input may take."""
MEGABYTES = 512
"""Of memory that any input may take."""
_FORGET, _STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")
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


@dataclass(frozen=True, slots=True)
class Cost:
    """What an input took.

    Attributes:
        finding: what is wrong with what it did; ``None`` where nothing is.
        seconds: of processor time.
        megabytes: that the process had more at the most than before.
    """

    finding: Finding | None
    seconds: float
    megabytes: int


def tried(target: Target, content: bytes) -> Finding | None:
    """Give an input to a parser; return what is wrong with what it did."""
    return cost(target, content).finding


def cost(target: Target, content: bytes) -> Cost:
    """Give an input to a parser; return what it took."""
    finding = None
    before, begun = _forget_peak(), process_time()
    try:
        target.read(content)
    except LianshenError:
        pass
    except Exception as error:
        finding = Finding(_origin(error), f"{type(error).__name__}: {error}"[:200])
    taken, grown = process_time() - begun, max(0, _peak() - before)
    if finding is None and taken > SECONDS:
        finding = Finding("slow", f"{taken:.1f} s")
    if finding is None and grown > MEGABYTES:
        finding = Finding("large", f"{grown} MB")
    return Cost(finding, taken, grown)


def _forget_peak() -> int:
    """Begin the peak of memory anew, where the system lets us (Linux), and return it in MB.

    Elsewhere it is that of the whole life of the process, which an earlier input may have reached.
    """
    with suppress(OSError):
        _FORGET.write_text("5", "ascii")
    return _peak()


def _peak() -> int:
    """Return the most memory this process had, in MB."""
    with suppress(OSError):
        status = _STATUS.read_text("ascii", "replace")
        return int(status.partition("VmHWM:")[2].split()[0]) >> 10
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

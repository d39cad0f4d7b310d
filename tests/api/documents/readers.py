"""What a process that reads may do with a file in a test instead of reading it."""

from time import process_time, sleep
from typing import Never

from api.documents import confined
from api.documents.document import Document
from model.draft import Level
from model.errors import DraftError

ENDLESS = b"endless"
"""A file that is never read to its end."""


def waiting(name: str, content: bytes, title: str | None, level: Level | None) -> Document | DraftError:
    """Read a file, or wait for ever over :data:`ENDLESS`."""
    if content == ENDLESS:
        sleep(3600)
    return confined.read(name, content, title, level)


def spinning() -> Never:
    """Use the processor for ever."""
    while True:
        pass


def working(seconds: float) -> float:
    """Use the processor for some seconds, and return how many this process has used by then."""
    end = process_time() + seconds
    while process_time() < end:
        pass
    return process_time()


def hoarding(name: str) -> Document | DraftError:
    """Read a file for which there is not memory enough."""

    def fill(*_arguments: object, **_options: object) -> Never:
        hoard = [bytearray(1 << 20)]
        while True:
            hoard.append(bytearray(1 << 20))

    vars(confined)["read_bytes"] = fill  # in this process only, which ends of it
    return confined.read(name, b"", None, None)

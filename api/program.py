"""What ``lianshen`` runs: its commands take a moment to load, in which Ctrl-C is heard already."""

import signal
import sys
from types import FrameType
from typing import NoReturn

INTERRUPTED = 130
"""As shells report it: 128 + SIGINT."""


class _Heard:
    interrupt = False


def main() -> None:
    """Load the commands and run the one that is asked for; the process ends with its exit code."""
    # Where it is to be ignored, as in what a script started in the background, it stays so.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _hear)
    try:
        from api.cli import main as commands  # noqa: PLC0415 - takes the moment
    except BaseException:
        if _Heard.interrupt:
            end_interrupted()
        raise
    commands()


def interrupted() -> bool:
    """Whether the user pressed Ctrl-C; a library that was loading may have told it as an error of its own."""
    return _Heard.interrupt


def end_interrupted() -> NoReturn:
    """Say that the user interrupted the program, and end it."""
    sys.stderr.write("已中断\n")
    sys.exit(INTERRUPTED)


def _hear(number: int, frame: FrameType | None) -> None:
    _Heard.interrupt = True
    signal.default_int_handler(number, frame)

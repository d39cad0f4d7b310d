"""ClamAV's daemon for tests, with a single signature of our own, and others in its place that do not work."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import pytest

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
"""What every scanner takes for a virus, by agreement; in pieces, so that none takes this file for one."""
NAME = "Lianshen.Test.Eicar"
MOST = 1 << 20
"""Bytes of the largest file the daemon takes."""
_PATIENCE = 60
_SETTINGS = """
LocalSocket {folder}/clamd.ctl
DatabaseDirectory {folder}/db
LogFile {folder}/log
Foreground yes
StreamMaxLength 1M
MaxThreads 2
"""


@pytest.fixture(scope="module")
def clamd() -> Iterator[str]:
    """Where a daemon is, as the setting names it."""
    program = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
    if program is None:
        pytest.skip("clamd is not installed (Debian: clamav-daemon)")
    with tempfile.TemporaryDirectory(prefix="clamd", dir="/tmp") as place:  # a socket's path must be short
        folder = Path(place)
        (folder / "db").mkdir()
        (folder / "db" / "own.ndb").write_text(f"{NAME}:0:*:{EICAR.hex()}\n", "ascii")
        (folder / "clamd.conf").write_text(_SETTINGS.format(folder=folder), "ascii")
        process = subprocess.Popen(  # noqa: S603 - the program that is asked
            [program, "--config-file", str(folder / "clamd.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(folder, process)
            yield f"unix:{folder / 'clamd.ctl'}"
        finally:
            process.terminate()
            process.wait(_PATIENCE)


def _wait_for(folder: Path, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        assert process.poll() is None, (folder / "log").read_text("utf-8", "replace")
        assert time.monotonic() < until
        with suppress(OSError), socket.socket(socket.AF_UNIX) as probe:
            probe.connect(str(folder / "clamd.ctl"))
            return
        time.sleep(0.05)


@contextmanager
def stand_in(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """Give the address of one that does with every connection what it is told, one after the other."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=_answering, args=(listener, answer))
        thread.start()
        try:
            yield f"tcp:127.0.0.1:{listener.getsockname()[1]}"
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(_PATIENCE)


def _answering(listener: socket.socket, answer: Callable[[socket.socket], None]) -> None:
    with suppress(OSError):
        while True:
            connection, _ = listener.accept()
            with connection, suppress(OSError):
                answer(connection)

"""Two rsyslogd as the examples set them up, but for ports and folders, and who certifies them."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from tests.certificates import Authority
from tests.deploy.places import read
from tests.deploy.proxies import changed

SERVICE, RECEIVER = "lianshen.example", "logs.example"
_PATIENCE = 30
_MAIN = """
global(workDirectory="{folder}" processInternalMessages="on")
{inputs}
include(file="{folder}/lianshen.conf")
action(type="omfile" file="{folder}/own.log")
"""
_JOURNAL = """
module(load="imuxsock" SysSock.Use="off")
input(type="imuxsock" Socket="{folder}/syslog")
"""


def certified(authority: Authority, machine: str) -> dict[str, str]:
    """Have a machine certified; return what stands for what in the examples."""
    own = authority.issue(machine)
    files = {"ca.pem": authority.file, "certificate.pem": own.certificate, "private.key": own.key}
    return {f"/etc/lianshen/logs/{name}": str(file) for name, file in files.items()}


@contextmanager
def receiver(
    folder: Path, authority: Authority, port: int, name: str = RECEIVER, *, from_all: bool = False
) -> Iterator[Path]:
    """Run who receives logs, certified under a name, if need be from all; give the folder it writes into."""
    kept = folder / "kept"
    changes = {
        'port="6514"': f'port="{port}" address="127.0.0.1"',
        "/srv/lianshen-logs": str(kept),
        **certified(authority, name),
    }
    if from_all:
        changes |= {'AuthMode="x509/name"': 'AuthMode="anon"', '    permittedPeer="lianshen.example"\n': ""}
    with _rsyslogd(folder, changed(read("rsyslog/receiver.conf"), changes)):
        _answering(port)
        yield kept


@contextmanager
def sender(folder: Path, authority: Authority, port: int, name: str = SERVICE) -> Iterator[Path]:
    """Run who sends logs; give the socket at which it takes them from journald."""
    changes = {
        'target="logs.example"': 'target="127.0.0.1"',
        'port="6514"': f'port="{port}"',
        'action.resumeInterval="10"': 'action.resumeInterval="1"',
        **certified(authority, name),
    }
    text = changed(read("rsyslog/lianshen.conf"), changes)
    with _rsyslogd(folder, text, _JOURNAL.format(folder=folder)):
        _there(folder / "syslog")
        yield folder / "syslog"


def forward(journal: Path, line: str) -> None:
    """Hand on a line of the service as journald does."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sending:
        sending.connect(str(journal))
        sending.send(f"<14>{datetime.now().astimezone():%b %e %H:%M:%S} lianshen[1]: {line}".encode())


@contextmanager
def _rsyslogd(folder: Path, text: str, inputs: str = "") -> Iterator[None]:
    (folder / "lianshen.conf").write_text(text, "utf-8")
    (folder / "main.conf").write_text(_MAIN.format(folder=folder, inputs=inputs), "utf-8")
    program = shutil.which("rsyslogd")
    assert program
    command = [program, "-n", "-f", str(folder / "main.conf"), "-i", str(folder / "rsyslogd.pid")]
    checked = subprocess.run([*command, "-N1"], capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert checked.returncode == 0, checked.stderr
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)  # noqa: S603 - ours
    try:
        yield
    finally:
        process.terminate()
        process.wait(_PATIENCE)


def _answering(port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < until
            time.sleep(0.05)
        else:
            return


def _there(path: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while not path.exists():
        assert time.monotonic() < until
        time.sleep(0.05)

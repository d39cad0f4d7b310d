"""What the service logs arrives at another machine over TLS, and at none that is not the right one."""

import json
import shutil
import socket
import ssl
import stat
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.api.cli.program import LIANSHEN, start
from tests.api.web.browsing import hidden
from tests.certificates import Authority
from tests.deploy.places import example_here
from tests.deploy.proxies import free_port
from tests.deploy.rsyslogs import certified, forward, receiver, sender

pytestmark = pytest.mark.skipif(
    not shutil.which("rsyslogd") or not sorted(Path("/usr").glob("lib*/*/rsyslog/lmnsd_gtls.so")),
    reason="rsyslog and rsyslog-gnutls are not installed",
)
_PATIENCE = 60
_LINE = '{"event":"log_in_refused","line":"192.0.2.7"}'


def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Short ones: a socket's path may be of 108 characters."""
    found = tmp_path / "from", tmp_path / "to"
    for folder in found:
        folder.mkdir()
    return found


def arrived(kept: Path) -> str:
    return "".join(file.read_text("utf-8") for file in sorted(kept.glob("*.log")))


def waited(found: Callable[[], bool], seconds: float = _PATIENCE) -> bool:
    until = time.monotonic() + seconds
    while not found():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def test_a_refused_log_in_at_the_service_arrives_and_only_root_may_read_it(
    small_home: Path, tmp_path: Path
) -> None:
    source, target = folders(tmp_path)
    ours, port, logs = Authority(tmp_path, "ours"), free_port(), free_port()
    own = example_here(small_home, tmp_path, port) | {"LIANSHEN_SECURE_COOKIES": "false"}
    with receiver(target, ours, logs) as kept, sender(source, ours, logs) as journal:
        process = start(LIANSHEN, "serve", environment=own, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        try:
            assert process.stdout
            said = iter(process.stdout.readline, b"")
            assert any(json.loads(line)["event"] == "no_administrator" for line in said)
            _refused(port)
            for line in said:
                forward(journal, line.decode().rstrip("\n"))
                if b"log_in_refused" in line:
                    break
        finally:
            process.kill()
            process.communicate()
        assert waited(lambda: "log_in_refused" in arrived(kept))
        (told,) = (each for each in arrived(kept).splitlines() if "log_in_refused" in each)
        event = json.loads(told[told.index("{") :])
        assert (event["level"], event["event"], "zhang" in told) == ("warning", "log_in_refused", False)
        (file,) = kept.glob("*.log")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(kept.stat().st_mode) == 0o700
        assert "log_in_refused" not in (source / "own.log").read_text("utf-8")  # nowhere else in clear


def _refused(port: int) -> None:
    """Try to sign in to the service by a wrong password."""
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=_PATIENCE) as client:
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                form = hidden(client.get("/login").text, "/login")
                break
            except httpx.ConnectError:
                assert time.monotonic() < until
                time.sleep(0.1)
        answer = client.post("/login", data=form | {"name": "zhang", "password": "not the password"})
        assert answer.status_code == 401


@pytest.mark.parametrize(
    ("authority", "name"),
    [("others", "logs.example"), ("ours", "other.example")],
    ids=["certified by somebody else", "certified under another name"],
)
def test_who_is_not_the_right_one_gets_nothing_and_nothing_is_lost(
    tmp_path: Path, authority: str, name: str
) -> None:
    source, target = folders(tmp_path)
    ours, port = Authority(tmp_path, "ours"), free_port()
    theirs = ours if authority == "ours" else Authority(tmp_path, authority)
    with sender(source, ours, port) as journal:
        with receiver(target, theirs, port, name, from_all=True) as kept:
            forward(journal, _LINE)
            refused = waited(lambda: _complained(source))
            assert (refused, arrived(kept)) == (True, "")
        right = tmp_path / "right"
        right.mkdir()
        with receiver(right, ours, port) as kept:
            assert waited(lambda: _LINE in arrived(kept))


def _complained(source: Path) -> bool:
    own = source / "own.log"
    said = own.read_text("utf-8", "replace") if own.exists() else ""
    return any(word in said for word in ("not permitted to talk", "peer certificate", "peer name not"))


@pytest.mark.parametrize("sent_by", ["nobody", "somebody else"])
def test_who_is_not_certified_can_write_nothing(tmp_path: Path, sent_by: str) -> None:
    _, target = folders(tmp_path)
    ours, port = Authority(tmp_path, "ours"), free_port()
    context = ssl.create_default_context(cafile=None)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    if sent_by == "somebody else":
        files = certified(Authority(tmp_path, "others"), "lianshen.example")
        names = [files[f"/etc/lianshen/logs/{each}"] for each in ("certificate.pem", "private.key")]
        context.load_cert_chain(*names)
    with receiver(target, ours, port) as kept:
        try:
            with (
                socket.create_connection(("127.0.0.1", port), 5) as plain,
                context.wrap_socket(plain) as secret,
            ):
                secret.sendall(f"<14>1 - - lianshen - - - {_LINE}\n".encode())
                secret.recv(1)
        except OSError:  # it closes the connection
            pass
        assert not waited(lambda: bool(arrived(kept)), 2)


def test_in_clear_nothing_is_taken(tmp_path: Path) -> None:
    _, target = folders(tmp_path)
    port = free_port()
    with receiver(target, Authority(tmp_path, "ours"), port) as kept:
        with socket.create_connection(("127.0.0.1", port), 5) as plain:
            plain.sendall(f"<14>1 - - lianshen - - - {_LINE}\n".encode())
        assert not waited(lambda: bool(arrived(kept)), 2)

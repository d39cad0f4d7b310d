"""Two rsyslogd as the examples set them up, but for ports and folders, and who certifies them."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tests.deploy.places import read
from tests.deploy.proxies import changed

SERVICE, RECEIVER = "lianshen.example", "logs.example"
_PATIENCE = 30
_DAY = timedelta(days=1)
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


@dataclass(frozen=True, slots=True)
class Authority:
    """Who certifies machines."""

    key: ec.EllipticCurvePrivateKey
    name: x509.Name

    @classmethod
    def made(cls, name: str) -> "Authority":
        """Make one."""
        return cls(ec.generate_private_key(ec.SECP256R1()), _named(name))

    def write(self, folder: Path, machine: str) -> dict[str, str]:
        """Write what a machine needs; return what stands for what in the examples."""
        folder.mkdir(exist_ok=True)
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = (
            self._certificate(_named(machine), key.public_key())
            .add_extension(
                x509.SubjectAlternativeName([x509.DNSName(machine), x509.IPAddress(ip_address("127.0.0.1"))]),
                critical=False,
            )
            .add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]),
                critical=False,
            )
            .sign(self.key, hashes.SHA256())
        )
        own = (
            self._certificate(self.name, self.key.public_key())
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(self.key, hashes.SHA256())
        )
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        written = {
            "ca.pem": own.public_bytes(serialization.Encoding.PEM),
            "certificate.pem": certificate.public_bytes(serialization.Encoding.PEM),
            "private.key": private,
        }
        for name, content in written.items():
            (folder / name).write_bytes(content)
        return {f"/etc/lianshen/logs/{name}": str(folder / name) for name in written}

    def _certificate(self, name: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self.name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - _DAY)
            .not_valid_after(now + _DAY)
        )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


@contextmanager
def receiver(
    folder: Path, authority: Authority, port: int, name: str = RECEIVER, *, from_all: bool = False
) -> Iterator[Path]:
    """Run who receives logs, certified under a name, if need be from all; give the folder it writes into."""
    kept = folder / "kept"
    certified = authority.write(folder, name)
    changes = {
        'port="6514"': f'port="{port}" address="127.0.0.1"',
        "/srv/lianshen-logs": str(kept),
        **certified,
    }
    if from_all:
        changes |= {'AuthMode="x509/name"': 'AuthMode="anon"', '    permittedPeer="lianshen.example"\n': ""}
    with _rsyslogd(folder, changed(read("rsyslog/receiver.conf"), changes)):
        _answering(port)
        yield kept


@contextmanager
def sender(folder: Path, authority: Authority, port: int, name: str = SERVICE) -> Iterator[Path]:
    """Run who sends logs; give the socket at which it takes them from journald."""
    certified = authority.write(folder, name)
    changes = {
        'target="logs.example"': 'target="127.0.0.1"',
        'port="6514"': f'port="{port}"',
        'action.resumeInterval="10"': 'action.resumeInterval="1"',
        **certified,
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

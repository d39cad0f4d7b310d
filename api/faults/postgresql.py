"""A server of PostgreSQL of one's own, from the binaries that are installed, stopped and started again."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import psycopg

from api.errors import StorageError

_PATIENCE = 60.0
_LOOK = 0.02
_OWNER: Final = "postgres"
_numbers = count()


@dataclass(slots=True)
class Postgresql:
    """A server.

    Attributes:
        folder: of its socket and its data.
    """

    folder: Path
    _binaries: Path
    _process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it, and wait until it answers.

        Raises:
            StorageError: it does not.
        """
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.folder),
            "max_connections": "100",
        }
        options = [f"--{name}={value}" for name, value in settings.items()]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - PostgreSQL
                [self._binaries / "postgres", "-D", self.folder / "data", *options],
                stdout=log,
                stderr=log,
                user=_user(),
                cwd=self.folder,
            )
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                self.ask("SELECT 1")
            except psycopg.OperationalError as error:
                if self._process.poll() is not None or time.monotonic() > until:
                    said = (self.folder / "log").read_text("utf-8", "replace").rpartition("\n")[2]
                    raise StorageError("PostgreSQL 没有启动", remedy=said) from error
                time.sleep(_LOOK)
            else:
                return

    def stop(self, how: signal.Signals) -> None:
        """Stop it: ``SIGINT`` without waiting for clients, ``SIGQUIT`` at once, as a crash."""
        if self._process:
            self._process.send_signal(how)
            self._process.wait(_PATIENCE)

    def ask(self, statement: str) -> None:
        """Have its owner do something."""
        with psycopg.connect(
            f"host={self.folder} user={_OWNER} dbname={_OWNER}", autocommit=True
        ) as connection:
            connection.execute(statement.encode())

    def new(self, template: str = "template1") -> str:
        """Make a database; return its name."""
        name = f"faults{next(_numbers)}"
        self.ask(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is connected to it."""
        self.ask(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def url(self, name: str) -> str:
        """Return the address of a database."""
        return f"postgresql://{_OWNER}@/{name}?host={self.folder}"


def binaries() -> Path | None:
    """Return the folder of the newest server that is installed, if there is one."""
    there = shutil.which("postgres")
    if there and shutil.which("initdb"):
        return Path(there).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: path.parts[-3])
    return versions[-1].parent if versions else None


@contextmanager
def postgresql(found: Path) -> Iterator[Postgresql]:
    """Have a server meanwhile, which keeps what it acknowledges as it does by default.

    Args:
        found: folder of its binaries.
    """
    place = None if "TMPDIR" not in os.environ else "/tmp"  # noqa: S108 - a socket's path must be short
    with TemporaryDirectory(prefix="pg", dir=place, ignore_cleanup_errors=True) as folder:
        if _user():
            shutil.chown(folder, _OWNER, _OWNER)
        make: list[str | Path] = [found / "initdb", "--pgdata", Path(folder) / "data", "--username", _OWNER]
        make += ["--auth", "trust", "--no-sync", "--encoding", "UTF8", "--locale", "C"]
        subprocess.run(make, check=True, capture_output=True, user=_user(), cwd=folder)  # noqa: S603 - PostgreSQL
        server = Postgresql(Path(folder), found)
        server.start()
        try:
            yield server
        finally:
            server.stop(signal.SIGINT)


def _user() -> str | None:
    """Return who the server runs as: it refuses to be run by root."""
    return _OWNER if os.geteuid() == 0 else None

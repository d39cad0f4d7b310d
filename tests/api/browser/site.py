"""The real service in a process of its own, and what it leaves on the disk."""

import os
import re
import signal
import sqlite3
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx

from api.accounts import accounts
from api.accounts.roles import Role
from api.storage.database import Database

PASSWORD = "桥头 雨伞 四百米"  # noqa: S105 - of accounts that live as long as a test
PEOPLE: dict[str, tuple[str, Role]] = {
    "admin": ("周主任", "administrator"),
    "li": ("李审核", "reviewer"),
    "zhang": ("张代表", "deputy"),
}

_ROOT = Path(__file__).parents[3]
_LIANSHEN = "from api.cli import main; main(prog_name='lianshen')"
_READY = "按 Ctrl-C 停止"
_PATIENCE = 120  # seconds; other tests may keep the machine busy


class Site:
    """``lianshen serve`` with its database, its key, its temporary files and its output in one folder."""

    def __init__(
        self,
        home: Path,
        folder: Path,
        settings: dict[str, object],
        trusting: ssl.SSLContext | bool = True,
    ) -> None:
        self._trusting = trusting  # which certificates
        self.folder = folder
        self._home = home
        self._settings = settings
        self._log = folder / "output.txt"
        self._kept = folder / "kept.sqlite3"
        self._port = 0
        self._process: subprocess.Popen[bytes] | None = None
        (folder / "temporary").mkdir()
        (folder / "data").mkdir()

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"{'https' if 'certificate' in self._settings else 'http'}://127.0.0.1:{self._port}"

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self._process is not None and self._process.poll() is None

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._port

    @property
    def file(self) -> Path:
        """The database."""
        return self.folder / "data" / "lianshen.sqlite3"

    @property
    def first_key(self) -> str:
        """The one-time key that was printed at the start, below the address where it is typed."""
        said = self._log.read_text("utf-8")
        assert f"{self.address}/welcome " in said
        found = re.search(r"^  ([a-z2-9]{4}(?:-[a-z2-9]{4}){6})$", said, re.MULTILINE)
        assert found
        return found[1]

    @property
    def environment(self) -> dict[str, str]:
        """What the service is told, and any command that shall work on its data."""
        return {
            "LIANSHEN_HOME": str(self._home),
            "LIANSHEN_DATABASE_URL": f"sqlite:///{self.file}",
            "LIANSHEN_SECRET_FILE": str(self.folder / "data" / "secret.key"),
            "TMPDIR": str(self.folder / "temporary"),
            "PYTHONPATH": str(_ROOT),
        } | {
            f"LIANSHEN_{name.upper()}": str(value)
            for name, value in {"rate": 0, "account_rate": 0, **self._settings}.items()
        }

    def start(self) -> None:
        """Start, the second time on the same port, and wait until the service answers."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("LIANSHEN_")}
        command = [sys.executable, "-c", _LIANSHEN, "serve", "--port", str(self._port)]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - runs nothing but this project
                command,
                env=clean | self.environment,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + _PATIENCE
        while _READY not in (said := self._log.read_text("utf-8", "replace")):
            assert self._process.poll() is None, said
            assert time.monotonic() < until, said
            time.sleep(0.05)
        self._port = int(re.findall(r"https?://127\.0\.0\.1:(\d+)", said)[0])
        ready = httpx.get(f"{self.address}/readyz", timeout=_PATIENCE, verify=self._trusting)
        assert ready.is_success, self._log.read_text("utf-8", "replace")

    def stop(self) -> None:
        """Stop as Ctrl-C does."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    @contextmanager
    def database(self) -> Iterator[Database]:
        """Open the database beside the service, as ``lianshen users`` does."""
        opened = Database.open(f"sqlite:///{self.file}")
        try:
            yield opened
        finally:
            opened.close()

    def add_everybody(self) -> None:
        """Make one account of each role."""
        with self.database() as database:
            for name, (display, role) in PEOPLE.items():
                accounts.add(database, name, display, role, PASSWORD)

    def keep(self) -> None:
        """Keep what is in the database now, to go back to."""
        _copy(self.file, self._kept)

    def put_back(self) -> None:
        """Put the database back to what was kept; to start another service takes seconds."""
        _copy(self._kept, self.file)

    def files_with(self, words: str) -> list[Path]:
        """Return the files of the home and of this folder that hold the words."""
        wanted = words.encode()
        files = [path for folder in (self.folder, self._home) for path in folder.rglob("*") if path.is_file()]
        assert files
        return [path for path in files if wanted in path.read_bytes()]


def _copy(one: Path, other: Path) -> None:
    with closing(sqlite3.connect(one)) as source, closing(sqlite3.connect(other)) as target:
        source.backup(target)

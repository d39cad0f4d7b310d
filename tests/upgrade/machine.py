"""A machine in a folder, on which the command lines of the documentation are carried out as they stand.

Its ``/srv``, ``/etc`` and ``/usr/local`` are folders; its root and its user ``lianshen`` are whoever runs it;
in the place of systemd, which is not there, the line ``ExecStart`` of the unit is run.
"""

import os
import re
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.deploy.places import variables
from tests.upgrade.browser import CameOutOtherwise

_OWN = re.compile(r"(?<![\w./])/(?=(?:srv|etc|usr/local)/)")
_OWNERS = re.compile(r" -[og] lianshen| runuser -u lianshen --|runuser -u lianshen -- ")
_SYSTEM = ("systemd-sysusers", "userdel ")
"""What only the real root of a real machine does."""
_PATIENCE = 300


@dataclass
class Machine:
    """The machine.

    Attributes:
        root: the folder that it is.
        port: on which its service waits.
        words: what the reader puts for words of the documentation, such as the name of a backup.
    """

    root: Path
    port: int
    words: dict[str, str] = field(default_factory=dict)
    _service: "subprocess.Popen[bytes] | None" = None

    @property
    def _journal(self) -> Path:
        return self.root.with_suffix(".journal")

    def here(self, text: str) -> str:
        """Return a text with the places of this machine for those of a real one."""
        for word, own in self.words.items():
            text = text.replace(word, own)
        return _OWN.sub(f"{self.root.as_posix()}/", _OWNERS.sub("", text))

    def carry_out(self, lines: Iterable[str], folder: Path) -> str:
        """Carry lines out one after the other in a folder, and return what the last one printed.

        Raises:
            CameOutOtherwise: one of them failed.
        """
        said = ""
        for line in lines:
            began = time.monotonic()
            if line.startswith("systemctl "):
                said = self._systemctl(line)
            elif not line.startswith(_SYSTEM):
                said = self._run(["bash", "-c", self.here(line)], folder)
            print(f"{time.monotonic() - began:7.1f} s  {line}", flush=True)  # noqa: T201 - a script
        return said

    def lianshen(self, *words: str, stdin: str = "") -> str:
        """Run a command as ``lianshen-admin`` does."""
        return self._run(["lianshen-admin", *words], self.root, stdin)

    def set(self, name: str, value: str) -> None:
        """Write a setting down."""
        path = self.root / "etc/lianshen/lianshen.env"
        kept = re.sub(rf"^{name}=.*\n", "", path.read_text("utf-8"), flags=re.MULTILINE)
        path.write_text(f"{kept}{name}={value}\n", "utf-8")

    def close(self) -> None:
        """Stop the service if it still runs."""
        if self._service is not None:
            self._service.terminate()
            self._service.wait(_PATIENCE)
            self._service = None

    def _run(self, command: list[str], folder: Path, stdin: str = "") -> str:
        done = subprocess.run(  # noqa: S603 - the lines are our own
            command,
            cwd=folder,
            env=self._environment(),
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode > (command[-1].startswith("diff ")):
            raise CameOutOtherwise(f"{command[-1]}\n{done.stdout}{done.stderr}")
        return done.stdout

    def _environment(self) -> dict[str, str]:
        left_out = ("LIANSHEN_", "PYTHON", "PIP_FIND_LINKS", "PIP_NO_INDEX")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
        return kept | {"PATH": f"{self.root}/usr/local/sbin:{kept['PATH']}"}

    def _systemctl(self, line: str) -> str:
        if " lianshen" not in line or " status " in line:
            return ""
        if " stop " in line or " disable " in line:
            self.close()
            return ""
        unit = (self.root / "etc/systemd/system/lianshen.service").read_text("utf-8")
        (command,) = re.findall("^ExecStart=(.*)$", unit, re.MULTILINE)
        settings = variables(
            re.sub(
                "^#.*$", "", (self.root / "etc/lianshen/lianshen.env").read_text("utf-8"), flags=re.MULTILINE
            )
        )
        log = self._journal.open("ab")
        self._service = subprocess.Popen(  # noqa: S603 - as above
            command.split(), env=self._environment() | settings, cwd="/", stdout=log, stderr=log
        )
        self._wait()
        return ""

    def _wait(self) -> None:
        until = time.monotonic() + _PATIENCE
        while self._service and self._service.poll() is None and time.monotonic() < until:
            try:
                if httpx.get(f"http://127.0.0.1:{self.port}/readyz").is_success:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        tail = self._journal.read_text("utf-8")[-2000:]
        raise CameOutOtherwise(f"the service did not start: {tail}")

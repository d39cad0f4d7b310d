"""Which file of a backup goes where, and where what is there goes."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from api.backup.extra import named_file
from api.backup.manifest import DATABASE, HOME, SETTINGS
from api.backup.places import BASES, BESIDE, FOLDERS, KEY, QUEUE, aside_at
from api.backup.switching import STAGING, Move
from api.settings import PREFIX, Settings
from api.storage.address import SQLITE, read_address, shown

_ASIDE = "replaced"
_NOTE = "说明.txt"


@dataclass(slots=True)
class Target:
    """Where a backup is to be restored.

    Attributes:
        home: the data folder.
        settings: say where the database is, and name files that belong to it.
        now: when it is restored.
        mark: tells this restore from others.
        left: settings whose files were not put in their place, in words.
        outside: what was made ready elsewhere than in the data folder.
    """

    home: Path
    settings: Settings
    now: datetime
    mark: str
    left: list[str] = field(default_factory=list)
    outside: list[Path] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The database."""
        return self.settings.database_url.get_secret_value()

    @property
    def file(self) -> Path | None:
        """The database, if that is a file."""
        address = read_address(self.url)
        return Path(str(address.database)).absolute() if address.drivername == SQLITE else None

    @property
    def shown(self) -> str:
        """The database as people may see it."""
        return shown(read_address(self.url))

    @property
    def staging(self) -> Path:
        """The folder in which the backup is unpacked."""
        return self.home / f"{STAGING}{self.mark}"

    @property
    def aside(self) -> Path:
        """The folder for what is replaced."""
        return aside_at(self.home, self.now)

    @property
    def schema(self) -> str:
        """The schema of PostgreSQL for tables that are replaced."""
        return self.aside.name.replace("-", "_")

    @property
    def places(self) -> tuple[Path, ...]:
        """What a restore replaces."""
        own = tuple(self.home / name for name in (*FOLDERS, KEY))
        return own if self.file is None else (self.file, *own)

    def staged(self, name: str) -> Path:
        """Return where a file of a backup is unpacked, by its name there."""
        return self.staging / (name.removeprefix(HOME) if name.startswith(HOME) else name)

    def moves(self) -> tuple[Move, ...]:
        """Return what goes where, once everything is unpacked: first what is in the way of the database."""
        moves: list[Move] = []
        if self.file is not None:
            logs = [Path(f"{self.file}{more}") for more in BESIDE]
            moves += [Move(None, log, self._aside_of(log)) for log in logs]
            moves.append(self._beside(self.staging / DATABASE, self.file))
        for name in (*FOLDERS, BASES, KEY, QUEUE, *(QUEUE + more for more in BESIDE)):
            staged = self.staging / name
            if name == KEY and self.settings.secret_file:
                continue
            target = self.home.absolute() / name
            moves.append(Move(staged if staged.exists() else None, target, self._aside_of(target)))
        return (*moves, *self._of_settings())

    def note(self, moves: tuple[Move, ...], schema: str) -> tuple[Move, ...]:
        """Say what is put aside, in a folder that takes its place before everything else moves.

        Args:
            moves: that are planned.
            schema: for the tables that are there; empty where none are.

        Returns:
            The move of that folder; none where nothing is put aside.
        """
        going = [move for move in moves if move.aside and (move.target.exists() or move.target.is_symlink())]
        lines = [f"{move.target} → {move.aside}" for move in going]
        if schema:
            lines.append(f"{self.shown} 里原来的表 → 模式 {schema}")
        if not lines:
            return ()
        folder = self.staging / _ASIDE
        folder.mkdir(mode=0o700)
        said = f"{self.now.astimezone():%Y-%m-%d %H:%M} 还原备份时换下来的，确实不用了可以删去：\n"
        (folder / _NOTE).write_text(said + "\n".join(lines) + "\n", "utf-8")
        return (Move(folder, self.aside.absolute(), None),)

    def _aside_of(self, target: Path) -> Path:
        """Return where the old one goes: it must be on the same disk."""
        if target.parent == self.home.absolute():
            return self.aside.absolute() / target.name
        return target.with_name(f"{self.aside.name}-{target.name}")

    def _beside(self, staged: Path, target: Path) -> Move:
        """Return the move of a file, after bringing it to the disk it goes to, which would be no switch."""
        if target.parent != self.home.absolute():
            target.parent.mkdir(parents=True, exist_ok=True)
            beside = target.with_name(f"{STAGING}{self.mark}-{target.name}")
            self.outside.append(beside)
            shutil.move(staged, beside)
            with beside.open("r+b") as file:
                os.fsync(file.fileno())
            staged = beside
        return Move(staged, target, self._aside_of(target))

    def _of_settings(self) -> Iterator[Move]:
        """Yield the moves of files that settings name. None that is there already is replaced."""
        found = [(file.parent.name, file) for file in sorted((self.staging / SETTINGS).glob("*/*"))]
        if self.settings.secret_file and (self.staging / KEY).exists():
            found.append(("secret_file", self.staging / KEY))
        for name, staged in found:
            variable = f"{PREFIX}{name.upper()}"
            named = named_file(self.settings, name)
            target = (named or self.home / "settings" / staged.name).absolute()
            if target.exists():
                self.left.append(f"{target} 已经有了，没有换（{variable}）")
                continue
            if named is None:
                self.left.append(f"{target} 是原来 {variable} 所指的文件；要用它，请这样设")
            yield self._beside(staged, target)

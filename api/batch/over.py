"""What a run is over: only a run over the same things may go on where another stopped."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from model.draft import Level
from model.reviewer import Tier


@dataclass(frozen=True, slots=True)
class Stamp:
    """One input as it was found.

    Attributes:
        path: absolute.
        files: how many there are in it; 1 for a file.
        size: of all of them, in bytes.
        digest: over the names, sizes and times of change of the files.
    """

    path: str
    files: int
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Over:
    """Everything the result of a run depends on.

    Attributes:
        inputs: in the order given.
        mapping: which column a field is in, where the user said so.
        level: 本级 for all drafts, where the user said so.
        tier: that judges.
        model: version of the bundle.
        program: version of this program, which may read the same file differently.
    """

    inputs: tuple[Stamp, ...]
    mapping: Mapping[str, str]
    level: Level | None
    tier: Tier
    model: str
    program: str

    def differences(self, earlier: "Over") -> list[str]:
        """Say in Chinese what differs from an earlier run; nothing where it may go on."""
        found = _inputs_differ(self.inputs, earlier.inputs)
        pairs = {
            "列的对应（--map）": (dict(self.mapping), dict(earlier.mapping)),
            "本级（--level）": (self.level or "未指定", earlier.level or "未指定"),
            "档（--tier）": (self.tier, earlier.tier),
            "模型": (self.model, earlier.model),
            "程序的版本": (self.program, earlier.program),
        }
        return found + [
            f"{name}原来是 {_shown(before)}，现在是 {_shown(now)}"
            for name, (now, before) in pairs.items()
            if now != before
        ]


def over(  # noqa: PLR0913 - everything the result depends on
    inputs: Iterable[Path],
    *,
    mapping: Mapping[str, str],
    level: Level | None,
    tier: Tier,
    model: str,
    without: Collection[Path] = (),
) -> Over:
    """Take stock of what a run is to be over.

    Args:
        inputs: files and folders.
        mapping: as in :class:`Over`.
        level: as in :class:`Over`.
        tier: as in :class:`Over`.
        model: as in :class:`Over`.
        without: files and folders the run writes itself, resolved, that may lie in an input.
    """
    return Over(
        tuple(_stamp(path.resolve(), without) for path in inputs),
        dict(mapping),
        level,
        tier,
        model,
        version("lianshen"),
    )


def _stamp(path: Path, without: Collection[Path]) -> Stamp:
    """Return how an input looks from outside. The order in which a system lists a folder makes no odds."""
    files = size = mixed = 0
    for file in _files(path, without):
        state = file.stat()
        about = f"{file.relative_to(path).as_posix()}\0{state.st_size}\0{state.st_mtime_ns}"
        mixed ^= int.from_bytes(sha256(about.encode("utf-8", "surrogateescape")).digest())
        files += 1
        size += state.st_size
    return Stamp(os.fsencode(path).decode("utf-8", "replace"), files, size, f"{mixed:064x}")


def _files(path: Path, without: Collection[Path]) -> Iterator[Path]:
    if not path.is_dir():
        yield from [path] if path.is_file() else []
        return
    for place, folders, names in os.walk(path):
        folder = Path(place)
        folders[:] = [name for name in folders if folder / name not in without]
        for name in names:
            file = folder / name
            # What an office program puts beside a file while somebody looks at it is no input.
            if not name.startswith((".", "~$")) and file not in without and file.is_file():
                yield file


def _inputs_differ(now: tuple[Stamp, ...], before: tuple[Stamp, ...]) -> list[str]:
    if [stamp.path for stamp in now] != [stamp.path for stamp in before]:
        return ["所读的文件或文件夹不同"]
    return [
        f"“{new.path}”变了（原来 {old.files:,} 个文件、{old.size:,} 字节，"
        f"现在 {new.files:,} 个、{new.size:,} 字节）"
        for new, old in zip(now, before, strict=True)
        if new != old
    ]


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "、".join(f"{field}={column}" for field, column in value.items()) or "未指定"
    return str(value)

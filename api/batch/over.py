"""What a run is over: only a run over the same things may go on where another stopped."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from api.batch.sources import File, files, shown
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
    leaving_out: Collection[Path] = (),
) -> Over:
    """Take stock of what a run is to be over.

    Args:
        inputs: files and folders.
        mapping: as in :class:`Over`.
        level: as in :class:`Over`.
        tier: as in :class:`Over`.
        model: as in :class:`Over`.
        leaving_out: files and folders the run writes itself, which may lie in an input.
    """
    return Over(
        tuple(_stamp(path, leaving_out) for path in inputs),
        dict(mapping),
        level,
        tier,
        model,
        version("lianshen"),
    )


def _stamp(path: Path, leaving_out: Collection[Path]) -> Stamp:
    """Return how an input looks from outside: the files in it that are read, not what is in them."""
    count = size = 0
    digest = sha256()
    for file in files([path], leaving_out):
        about = [file.name]
        if isinstance(file, File):
            state = file.path.stat()
            about += [str(state.st_size), str(state.st_mtime_ns)]
            size += state.st_size
        count += 1
        digest.update("\0".join(about).encode("utf-8", "replace") + b"\n")
    return Stamp(shown(path.resolve()), count, size, digest.hexdigest())


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

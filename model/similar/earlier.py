"""Drafts of earlier sessions and how they were handled: an index that grows.

It is a folder with one folder for each time that drafts were added, ``000001-3f2a90c1b7de`` and so on::

    drafts.json          titles, bodies and fields as given; identifiers of persons in the texts are masked
    sketches.safetensors what is compared of them
    manifest.json        the format, what the sketches were made with, the SHA-256 of the other two

Nothing in it can run. Each of these folders is written whole or not at all and never changed, so that several
processes may add at the same time. Sketches of another version of the program are made anew from the drafts.
"""

import hashlib
import os
import shutil
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from safetensors import SafetensorError
from safetensors.numpy import load, save

from model.draft import Draft
from model.errors import EarlierDamaged, EarlierError, EarlierFormatError, EarlierNotFound
from model.similar import background
from model.similar.likeness import lay_out
from model.similar.matter import chances
from model.similar.nearest import Shelf
from model.similar.passages import Passage, shared_passages
from model.similar.rarity import rarity
from model.similar.sketch import VERSION, Sketches, join, sketch, sketch_all

FORMAT = 1
"""Raised whenever ``drafts.json`` of the former kind could no longer be read."""

MOST = 3
"""Earlier drafts shown for each."""
LEAST = 0.6
"""Chance of being on the same matter below which an earlier draft is not shown."""

_DRAFTS, _SKETCHES, _MANIFEST = "drafts.json", "sketches.safetensors", "manifest.json"
_SESSION, _NUMBER = "届次", "编号"
_UNIT, _OUTCOME = "承办单位", "办理情况"
_NEAREST = 12
_STAGING = ".writing-"


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier draft.

    Attributes:
        draft: its words, identifiers of persons masked.
        fields: what else was known of it, such as 编号, 届次, 承办单位, 办理情况.
    """

    draft: Draft
    fields: Mapping[str, str]

    @property
    def handled(self) -> str:
        """How it was handled, for people: the unit and what came of it; empty where nothing is known."""
        return "：".join(words for name in (_UNIT, _OUTCOME) if (words := self.fields.get(name, "").strip()))


@dataclass(frozen=True, slots=True)
class Alike:
    """An earlier draft that may be on the same matter.

    Attributes:
        past: the earlier draft.
        likeness: how likely it is on the same matter, 0 to 1.
        passages: what both say word for word; ``own`` is the draft asked about.
    """

    past: Past
    likeness: float
    passages: tuple[Passage, ...]


class Earlier:
    """The drafts of earlier sessions, to be looked through."""

    def __init__(self, pasts: Sequence[Past], sketches: Sketches) -> None:
        """Take drafts with their sketches, in the same order."""
        self._pasts = pasts
        weights = rarity([sketches])
        self._weights = weights
        self._rows = lay_out(sketches, weights)
        self._shelf = Shelf(sketches, weights)

    @classmethod
    def open(cls, folder: Path) -> "Earlier":
        """Read the index in a folder, after checking that not a byte of it changed.

        Of a draft that was added twice (the same 编号 of the same 届次, or without a 编号 the same words) the
        one added last is kept: by then it may say how it was handled.

        Raises:
            EarlierNotFound: there is none.
            EarlierFormatError: it was kept by a later version of the program.
            EarlierDamaged: a file of it is missing or changed.
            EarlierError: it cannot be read.
        """
        parts = [_read(part) for part in _parts(folder)]
        if not parts:
            raise EarlierNotFound("这里没有往届建议的索引", where=str(folder), remedy=_ADD)
        pasts = [past for own, _ in parts for past in own]
        last = {_key(past): number for number, past in enumerate(pasts)}
        kept = np.array(sorted(last.values()), np.intp)
        return cls([pasts[number] for number in kept], join([own for _, own in parts]).of(kept))

    def __len__(self) -> int:
        return len(self._pasts)

    def three_most_similar(self, draft: Draft, session: str = "") -> tuple[Alike, ...]:
        """Return the earlier drafts most like one, the most likely first; :data:`MOST` at most.

        Args:
            draft: identifiers of persons in it need not be masked.
            session: its own 届次, whose drafts are no earlier ones; empty where it is not known.
        """
        (found,) = self.most_alike([Past(draft, {_SESSION: session})])
        return found

    def most_alike(self, drafts: Sequence[Past]) -> list[tuple[Alike, ...]]:
        """Return for each draft the earlier ones most like it, the most likely first.

        Args:
            drafts: with their fields; those of their own 届次 are no earlier ones.

        Returns:
            At most :data:`MOST` for each.
        """
        masked = [past.draft.masked for past in drafts]
        sketches = sketch(masked)
        pairs = self._shelf.nearest(sketches, _NEAREST)
        likely = chances(lay_out(sketches, self._weights), self._rows, pairs)
        found: list[list[tuple[float, int]]] = [[] for _ in drafts]
        for number, other, chance in zip(*(column.tolist() for column in (*pairs, likely)), strict=True):
            session = drafts[number].fields.get(_SESSION)
            if chance >= LEAST and not (session and session == self._pasts[other].fields.get(_SESSION)):
                found[number].append((-chance, other))
        return [
            tuple(
                Alike(self._pasts[other], -chance, shared_passages(draft, self._pasts[other].draft))
                for chance, other in sorted(alike)[:MOST]
            )
            for draft, alike in zip(masked, found, strict=True)
        ]


def add(folder: Path, pasts: Iterable[Past]) -> int:
    """Add drafts to the index in a folder, which is made where there is none.

    Returns:
        How many were added.

    Raises:
        EarlierError: it cannot be written; nothing is left behind.
    """
    kept = [Past(past.draft.masked, dict(past.fields)) for past in pasts]
    if kept:
        _write(folder, kept, max((int(part.name[:6]) for part in _parts(folder)), default=0) + 1)
    return len(kept)


def _write(folder: Path, kept: Sequence[Past], number: int) -> None:
    """Write a part of an index, whole or not at all."""
    files = {
        _DRAFTS: orjson.dumps([_row(past) for past in kept]),
        _SKETCHES: save(_arrays(sketch_all([past.draft for past in kept]))),
    }
    manifest = {
        "format": FORMAT,
        "made_with": _made_with(),
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
    files[_MANIFEST] = orjson.dumps(manifest, option=orjson.OPT_INDENT_2)
    staging = folder / f"{_STAGING}{uuid.uuid4().hex}"
    try:
        staging.mkdir(parents=True)
        for name, content in files.items():
            (staging / name).write_bytes(content)
        digest = hashlib.sha256(files[_MANIFEST]).hexdigest()[:12]
        os.replace(staging, folder / f"{number:06}-{digest}")  # noqa: PTH105 - the atomic step
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise EarlierError(
            f"往届建议的索引写不进去（{reason}）", where=str(folder), remedy="请检查权限和磁盘空间"
        ) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def kept_in(folder: Path) -> list[Past]:
    """Return all drafts in a folder, also those that were added again; none where there is none.

    Raises:
        EarlierError: as :meth:`Earlier.open` raises them.
    """
    return [past for part in _parts(folder) for past in _read(part)[0]]


def forget(folder: Path, goes: Callable[[Past], bool]) -> int:
    """Take drafts out of the index in a folder for good.

    What is left of each part is written first and the part removed then: whoever is stopped in between has
    drafts twice, of which the index reads the later ones, and takes them out by doing it again.

    Args:
        folder: of the index.
        goes: which drafts.

    Returns:
        How many were taken out.

    Raises:
        EarlierError: it cannot be read or written.
    """
    gone = 0
    for part in _parts(folder):
        pasts = _read(part)[0]
        left = [past for past in pasts if not goes(past)]
        if len(left) < len(pasts):
            if left:
                _write(folder, left, int(part.name[:6]))
            _remove(part)
            gone += len(pasts) - len(left)
    return gone


def _remove(part: Path) -> None:
    try:
        shutil.rmtree(part)
    except OSError as error:
        raise EarlierError("往届建议的索引删不了", where=str(part), remedy="请检查它的权限") from error


_ADD = "请先运行 lianshen similar add 把往届的建议加进去"
_AGAIN = "请删去这个文件夹，再把那一批建议重新加进去"


def _parts(folder: Path) -> list[Path]:
    """Return the folders of an index in the order in which they were added."""
    try:
        found = [part for part in folder.iterdir() if part.name[:6].isdigit() and part.name[6:7] == "-"]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise EarlierError("往届建议的索引读不出来", where=str(folder), remedy="请检查它的权限") from error
    return sorted(found)


def _read(part: Path) -> tuple[list[Past], Sketches]:
    """Read what was added at one time."""
    files = {}
    for name in (_MANIFEST, _DRAFTS, _SKETCHES):
        try:
            files[name] = (part / name).read_bytes()
        except FileNotFoundError as error:
            raise _damaged(part, f"缺少文件 {name}") from error
        except OSError as error:
            raise EarlierError(f"文件 {name} 读不出来", where=str(part), remedy="请检查它的权限") from error
    manifest = _manifest(part, files[_MANIFEST])
    for name, content in files.items():
        if name != _MANIFEST and manifest["files"].get(name) != hashlib.sha256(content).hexdigest():
            raise _damaged(part, f"文件 {name} 被改动过")
    try:
        pasts = [Past(Draft(**row["draft"]), row["fields"]) for row in orjson.loads(files[_DRAFTS])]
        if manifest["made_with"] != _made_with():
            return pasts, sketch_all([past.draft for past in pasts])
        return pasts, Sketches(**load(files[_SKETCHES]))
    except (SafetensorError, ValueError, KeyError, TypeError) as error:
        raise _damaged(part, f"内容读不出来（{type(error).__name__}）") from error


def _manifest(part: Path, content: bytes) -> dict[str, Any]:
    try:
        manifest = orjson.loads(content)
        found, _, _ = manifest["format"], dict(manifest["files"]), manifest["made_with"]
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(part, f"{_MANIFEST} 不是合格的清单") from error
    if found != FORMAT:
        raise EarlierFormatError(
            f"往届建议的索引格式是 {found}，本程序只认格式 {FORMAT}",
            where=str(part),
            remedy="请换用新版本的程序，或者把往届的建议重新加进一个新文件夹",
        )
    return dict(manifest)


def _damaged(part: Path, problem: str) -> EarlierDamaged:
    return EarlierDamaged(f"往届建议的索引不可信：{problem}", where=str(part), remedy=_AGAIN)


def _made_with() -> str:
    return f"{VERSION}-{background.digest()}"


def _key(past: Past) -> tuple[str, ...]:
    if number := past.fields.get(_NUMBER):
        return past.fields.get(_SESSION, ""), number
    return past.fields.get(_SESSION, ""), past.draft.canonical_title, past.draft.canonical_body


def _row(past: Past) -> dict[str, Any]:
    draft = past.draft
    own = {"title": draft.title, "body": draft.body, "level": draft.level}
    return {"draft": own, "fields": dict(past.fields)}


def _arrays(sketches: Sketches) -> dict[str, np.ndarray[Any, Any]]:
    return {
        "ends": sketches.ends,
        "items": sketches.items,
        "marks": sketches.marks,
        "topics": sketches.topics,
    }

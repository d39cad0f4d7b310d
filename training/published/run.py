"""Measure all parts; what an interrupted run has measured already is not measured again."""

from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson

from model import content
from model.encoder import digest_of, read_manifest, shipped
from training.baselines.make import make
from training.baselines.names import FASTTEXT, LOGISTIC
from training.fit import Progress
from training.published.given import Given, digest
from training.published.outcome import Reached, reached, read_notes
from training.published.parts import Part, parts_of
from training.stages import within

_KEY = 12
"""Characters of a digest that tell models apart."""


@dataclass(frozen=True, slots=True)
class Figures:
    """All published figures.

    Attributes:
        program: version of lianshen.
        data: SHA-256 of the labelled data.
        encoder: what tells the encoder from others; empty where there is none.
        parts: what was measured, by the names of the parts.
        targets: whether what was aimed at was reached.
    """

    program: str
    data: str
    encoder: str
    parts: dict[str, Any]
    targets: tuple[Reached, ...]

    def to_json(self) -> str:
        """Return them as one JSON object."""
        return orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2).decode() + "\n"


def measure(folder: Path, given: Given, progress: Progress) -> Figures:
    """Measure all that can be measured, or read it where it was measured before.

    Args:
        folder: holds ``parts/``, a file for each part, and ``models/``; made if need be.
        given: what is measured on.
        progress: called as the work goes on.

    Raises:
        LianshenError: something given is not what it should be, or an extra is missing.
        OSError: the folder cannot be written to.
    """
    for name in (LOGISTIC, FASTTEXT):  # so that a missing extra is told at once
        make(name, None, progress)
    notes, data, encoder = read_notes(), content.fingerprint(), _encoder()
    (folder / "parts").mkdir(parents=True, exist_ok=True)
    chosen = parts_of(folder / "models" / f"{data[:_KEY]}-{encoder[:_KEY]}".rstrip("-"), given)
    figures = {}
    for number, part in enumerate(chosen):
        name = f"第 {number + 1}/{len(chosen)} 部分，{part.title}"
        told = within(progress, number / len(chosen), (number + 1) / len(chosen), name)
        figures[part.name] = _measured(part, folder / "parts", _stamp(part, data, encoder), told)
    progress("完成", 1.0)
    return Figures(version("lianshen"), data, encoder, figures, reached(figures, notes))


def _measured(part: Part, folder: Path, stamp: dict[str, Any], progress: Progress) -> Any:
    """Return the figures of a part; measures them unless they were kept under the same stamp."""
    path = folder / f"{part.name}.json"
    kept = _read(path)
    if kept.get("stamp") != stamp:
        made = orjson.dumps({"stamp": stamp, "figures": part.measure(progress)}, option=orjson.OPT_INDENT_2)
        staged = path.with_suffix(".new")
        staged.write_bytes(made)
        staged.replace(path)
        kept = orjson.loads(made)
    progress("完成", 1.0)
    return kept["figures"]


def _read(path: Path) -> dict[str, Any]:
    try:
        kept = orjson.loads(path.read_bytes())
    except (FileNotFoundError, orjson.JSONDecodeError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _stamp(part: Part, data: str, encoder: str) -> dict[str, Any]:
    """Return what the figures of a part hang on; equal figures are not measured again."""
    return {
        "program": version("lianshen"),
        "data": data,
        "encoder": encoder,
        "files": {path.name: digest(path) for path in part.uses},
    }


def _encoder() -> str:
    folder = shipped()
    return digest_of(read_manifest(folder)) if folder else ""

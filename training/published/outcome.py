"""Whether what was aimed at was reached, and if not, why."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from model import content
from model.errors import ContentError
from training.published.targets import KEYS, TARGETS, Target

NOTES = "figures-notes.toml"

_MISSING = {"dev": "没有写 --dev", "baselines-petitions": "没有写 --petitions"}
"""Why a part is not there, by its name."""
_ENCODED = ("auto", "encoder")
"""Parts that are there only with an encoder."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What came of one target.

    Attributes:
        key: of the target.
        about: what it is about.
        text: what is measured.
        kind: how the figure is written.
        bound: to be reached.
        most: whether it is the most there may be.
        value: measured; ``None`` where there was nothing to measure.
        low: lower end of its 95 % interval, where it has one.
        high: upper end.
        beside: what the fast tier came to, where it is the full one that has the target.
        met: whether it was reached, by the value alone; ``None`` where nothing was measured.
        reason: why not; empty where there is nothing to say.
    """

    key: str
    about: str
    text: str
    kind: str
    bound: float
    most: bool
    value: float | None
    low: float | None
    high: float | None
    beside: float | None
    met: bool | None
    reason: str


def reached(parts: Mapping[str, Any], notes: Mapping[str, str]) -> tuple[Reached, ...]:
    """Return what came of every target.

    Args:
        parts: what was measured, by the parts' names.
        notes: why a target was missed, by its key.
    """
    return tuple(_reached(about, each, parts, notes) for about, own in TARGETS.items() for each in own)


def _reached(about: str, target: Target, parts: Mapping[str, Any], notes: Mapping[str, str]) -> Reached:
    value, low, high = figure(parts, target.path)
    faster = target.path.replace(".full.", ".fast.")
    met = None if value is None else value <= target.bound if target.most else value >= target.bound
    reason = _unmeasured(parts, target) if met is None else "" if met else notes.get(target.key, "")
    return Reached(
        key=target.key,
        about=about,
        text=target.text,
        kind=target.kind,
        bound=target.bound,
        most=target.most,
        value=value,
        low=low,
        high=high,
        beside=figure(parts, faster)[0] if faster != target.path else None,
        met=met,
        reason=reason,
    )


def _unmeasured(parts: Mapping[str, Any], target: Target) -> str:
    """Say why there is no figure."""
    part = target.path.partition(".")[0]
    if part in _MISSING and part not in parts:
        return _MISSING[part]
    encoded = part in _ENCODED or ".full." in target.path
    return "没有编码器" if encoded and "encoder" not in parts else "没有可量的"


def figure(parts: Mapping[str, Any], path: str) -> tuple[float | None, float | None, float | None]:
    """Return a figure with its 95 % interval; ``None`` for what there is not.

    Args:
        parts: what was measured, by the parts' names.
        path: of the figure, keys with points between.
    """
    found: Any = parts
    for key in path.split("."):
        found = found.get(key) if isinstance(found, Mapping) else None
    if isinstance(found, Mapping):
        return found.get("value"), found.get("low"), found.get("high")
    return found, None, None


def read_notes() -> dict[str, str]:
    """Return why targets were missed, by their keys, from ``data/figures-notes.toml``.

    Raises:
        ContentError: it is no TOML, names no target, or says something else than words.
    """
    try:
        notes = tomllib.loads((content.FOLDER / NOTES).read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(f"不是合格的 TOML（{error}）", where=NOTES, remedy="请改正后再试") from error
    for key, words in notes.items():
        if key not in KEYS or not isinstance(words, str):
            raise ContentError(
                f"“{key}”不是一个目标，或者后面不是文字",
                where=NOTES,
                remedy="目标的名称见 training/published/targets.py",
            )
    return notes

"""What a comparison of two models says, as data: measures side by side, what changes, may it be promoted."""

from dataclasses import dataclass
from typing import Literal

import orjson
from pydantic import TypeAdapter

Standing = Literal["better", "same", "worse", "unknown"]
"""明显变好, 差不多, 明显变差, 无从比较: by whether the interval of the difference keeps clear of zero."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure of both models on the same held-back groups.

    Attributes:
        key: such as ``corpus.too_broad.f1``; ``corpus`` for the bundled drafts,
            ``local`` for labels of the place.
        name: in Chinese.
        count: drafts it is measured on.
        old: of the model in use; ``None`` where there is nothing to measure.
        new: of the other one, likewise.
        low: lower end of the 95 % interval of the difference, new less old, paired by draft.
        high: upper end.
        floor: below which the new model may not be promoted; ``None`` where there is none.
        smaller_is_better: as for errors of calibration.
        standing: how the new one stands to the old one.
    """

    key: str
    name: str
    count: int
    old: float | None
    new: float | None
    low: float | None
    high: float | None
    floor: float | None
    smaller_is_better: bool
    standing: Standing


@dataclass(frozen=True, slots=True)
class Changed:
    """A held-back draft of which the models say different things.

    Attributes:
        title: identifiers of persons masked.
        excerpt: the beginning of the body, likewise.
        said: what people said of it, in Chinese; empty where they did not.
        old: verdict, units and reasons by the model in use, one line each, in Chinese.
        new: likewise by the other one.
    """

    title: str
    excerpt: str
    said: tuple[str, ...]
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two models on the same held-back groups.

    Attributes:
        old: version of the model in use.
        new: version of the one that may take its place.
        snapshot: SHA-256 of the labels that the new one learnt from.
        learnt: how many labelled drafts these are.
        measures: overall; what the rule for promotion looks at.
        units: hits by unit.
        codes: F1 by reason code.
        changed: drafts whose verdict or unit changes.
        objections: in Chinese, why the new one may not be promoted; none if it may.
    """

    old: str
    new: str
    snapshot: str
    learnt: int
    measures: tuple[Compared, ...]
    units: tuple[Compared, ...]
    codes: tuple[Compared, ...]
    changed: tuple[Changed, ...]
    objections: tuple[str, ...]

    @property
    def may_be_promoted(self) -> bool:
        """Whether the rule allows a person to promote it."""
        return not self.objections


_COMPARISON = TypeAdapter(Comparison)


def comparison_json(comparison: Comparison) -> bytes:
    """Return a comparison as JSON."""
    return orjson.dumps(_COMPARISON.dump_python(comparison, mode="json"))


def comparison_of(content: bytes) -> Comparison:
    """Return what :func:`comparison_json` stated.

    Raises:
        ValueError: it is not that.
    """
    return _COMPARISON.validate_json(content)

"""All figures as they might come out: some targets reached, some missed, some not measured."""

from dataclasses import asdict
from typing import Any

import orjson

from tests.api.comparisons import COMPARISON
from tests.api.evaluations import EVALUATION
from tests.api.robustnesses import ROBUSTNESS
from tests.api.speeds import MEASURED
from training.published.outcome import reached
from training.published.run import Figures
from training.published.speed import figures_of as speed
from training.published.steadiness import figures_of as steadiness

NOTES = {"county-vague": "县里的写法有语料里没有的。"}

_DRAFTS = asdict(EVALUATION) | {"titles": None}
_TITLES = asdict(EVALUATION) | {"drafts": None}


def _estimate(value: float) -> dict[str, float]:
    return {"value": value, "low": value - 0.05, "high": value + 0.04}


def _flags(value: float) -> dict[str, Any]:
    return {
        flag: {"f1": _estimate(value), "average_precision": _estimate(value + 0.0321)}
        for flag in ("too_broad", "vague", "infeasible")
    }


def _point(number: int) -> dict[str, Any]:
    value = 0.5 + number / 10
    judged = {"flags": _flags(value), "drafts_top_1": _estimate(value + 0.0123)}
    titles = {"titles_top_1": _estimate(value + 0.0211)}
    return {
        "groups": 1000 + number,
        "drafts": 2000 + number,
        "titles": 3000 + number,
        "test": {**judged, **titles},
        "dev": {"county": judged, "titles": titles},
    }


def _baselines(exam: str) -> dict[str, Any]:
    return {"baselines": {each.baseline: asdict(each) for each in COMPARISON.outcomes if each.exam == exam}}


PARTS: dict[str, Any] = {
    "test": {"full": asdict(EVALUATION), "fast": asdict(EVALUATION)},
    "encoder": {"size": 18.73, "parity": {"flags": 0.9951}},
    "auto": {
        "verdicts": {"count": 3950, "of": 4015, "value": 0.9838, "low": 0.9794, "high": 0.9873},
        "settled": {"count": 3000, "of": 4015, "value": 0.7472, "low": 0.7335, "high": 0.7604},
        "ratio": 3.21,
        "per_second": {"full": 41.0, "auto": 132.0},
    },
    "dev": {tier: {"county": _DRAFTS, "titles": _TITLES} for tier in ("full", "fast")},
    "robustness": {tier: steadiness(ROBUSTNESS) for tier in ("full", "fast")},
    "baselines-corpus": _baselines("corpus"),
    "baselines-petitions": {**_baselines("petitions")},
    "speed": speed(MEASURED, 35.43),
    "learning": {name: _point(number) for number, name in enumerate(("25", "50", "75", "100", "older"))},
}


def figures(parts: dict[str, Any]) -> Figures:
    """Return figures of some parts, read back as from files."""
    kept = orjson.loads(orjson.dumps(parts))
    return Figures("0.1.0", "d" * 64, "e" * 64, kept, reached(kept, NOTES))


FIGURES = figures(PARTS)

"""How steady each tier is: what :mod:`training.robustness` measures, without the drafts it names."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from model.reviewer import Reviewer
from training.fit import Progress
from training.published.models import tiers
from training.robustness.measure import measure
from training.robustness.outcome import Clearing, Robustness, Steadiness
from training.robustness.subjects import bundled_subjects
from training.stages import within


def on_changed_drafts(bundle: Path, progress: Progress) -> dict[str, Any]:
    """Return for each tier what changes did to the drafts of the test part, which the bundle did not see."""
    subjects = bundled_subjects()
    found: dict[str, Any] = {}
    for number, tier in enumerate(names := tiers(bundle)):
        told = within(progress, number / len(names), (number + 1) / len(names), tier)
        found[tier] = figures_of(measure(Reviewer.load(bundle, tier), subjects, progress=told))
    return found


def figures_of(measured: Robustness) -> dict[str, Any]:
    """Return what was measured with kinds and places as keys, without ``flips``, which hold titles."""
    return {
        "model": measured.model,
        "drafts": measured.drafts,
        "vague": measured.vague,
        "steadiness": {each.kind: _without_drafts(each) for each in measured.steadiness},
        "clearing": {each.place: _without_drafts(each) for each in measured.clearing},
    }


def _without_drafts(measured: Steadiness | Clearing) -> dict[str, Any]:
    return {name: value for name, value in asdict(measured).items() if name != "flips"}

"""Scores of texts by heads that saw nothing of their group, and the curves fitted on them."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from model.bundle import Calibration
from model.calibration import Choice, Platt, softmax
from model.content import REASONS
from model.judging import flag_score
from model.review import TRIAGE
from model.rubric import FLAGS
from model.units import UnitScores, unit_chances
from training.calibrate import fit_choice, fit_platt
from training.heads import fit_judging, fit_units
from training.layout import JUDGED, Texts
from training.split import held_out

FOLDS = 3
_RESTATED_WEIGHT = 5.0
"""How much more a restated real suggestion counts in the curves: the rest of the corpus is tidier."""
_CONTEXTS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Scores by heads that saw nothing of the group.

    Attributes:
        judged: of every draft, shape (drafts, len(JUDGED)).
        tested: which texts the unit heads did not see, shape (texts,): those of the first fold. It holds
            thousands of texts, enough for the few numbers that calibrate units.
        units: of every text, shape (texts, units).
        asks: of the asks found in the drafts, shape (asks, units).
    """

    judged: NDArray[np.float32]
    tested: NDArray[np.bool_]
    units: NDArray[np.float32]
    asks: NDArray[np.float32]


def score_held_out(texts: Texts, seed: int, progress: Callable[[float], None]) -> HeldOut:
    """Score texts by heads fitted without their group.

    Args:
        texts: all of them.
        seed: of the fits.
        progress: called with the share that is done.
    """
    drafts = texts.judged.shape[0]
    own = texts.items.stop  # behind them lie the duties, which every model knows
    folds = held_out(texts.groups[:own].tolist(), FOLDS)
    judged = np.zeros((drafts, len(JUDGED)), np.float32)
    for number, test in enumerate(folds):
        tested = test[test < drafts]
        judged[tested] = fit_judging(texts, _without(texts, test), seed).score(texts.rows[tested])
        progress((number + 1) / (FOLDS + 2))
    units = fit_units(texts, _without(texts, folds[0]), seed)
    progress(1.0)
    return HeldOut(
        judged=judged,
        tested=np.isin(np.arange(texts.rows.shape[0]), folds[0]),
        units=units.score(texts.rows),
        asks=units.score(texts.asks),
    )


def calibrate(texts: Texts, scores: HeldOut) -> Calibration:
    """Fit the curves on held-out scores."""
    rows = [dict(zip(JUDGED, map(float, row), strict=True)) for row in scores.judged]
    flag_scores = {flag: np.array([flag_score(row, flag) for row in rows], np.float32) for flag in FLAGS}
    column = {name: number for number, name in enumerate(JUDGED)}
    weights = np.where(texts.restated, _RESTATED_WEIGHT, 1.0)
    titled = np.flatnonzero(scores.tested[: texts.items.start])
    context, items = _fit_items(texts, scores)
    partial = Calibration(
        flags={flag: fit_platt(flag_scores[flag], texts.judged[:, column[flag]], weights) for flag in FLAGS},
        codes={
            code: fit_platt(scores.judged[:, column[code]], texts.judged[:, column[code]], weights)
            for code in REASONS
        },
        co=Platt(1.0, 0.0),  # fitted next, on what the rest says
        units=fit_choice(scores.units[titled], texts.units[titled]),
        items=items,
        context=context,
        triage=fit_choice(scores.judged[:, -len(TRIAGE) :], texts.triage),
    )
    return replace(partial, co=_fit_co(texts, scores, partial))


def _without(texts: Texts, test: NDArray[np.intp]) -> NDArray[np.intp]:
    return np.setdiff1d(np.arange(texts.rows.shape[0]), test)


def _fit_items(texts: Texts, scores: HeldOut) -> tuple[float, Choice]:
    """Return how much context of the whole draft an ask takes, and the curves that go with it."""
    numbers = np.arange(texts.items.start, texts.items.stop)
    tested = scores.tested[numbers]
    own, whole = scores.units[numbers[tested]], scores.units[texts.item_of[tested]]
    answers = texts.units[numbers[tested]]
    fitted = []
    for context in _CONTEXTS:
        choice = fit_choice(own + context * whole, answers)
        chosen = softmax(own + context * whole, choice.sharpness)[np.arange(len(answers)), answers]
        fitted.append((float(np.log(np.maximum(chosen, 1e-12)).mean()), context, choice))
    _, context, choice = max(fitted, key=lambda each: each[:2])
    return context, choice


def _fit_co(texts: Texts, scores: HeldOut, calibration: Calibration) -> Platt:
    """Fit the curve of being 会办, over every unit but the first candidate of every draft held out."""
    odds, named = [], []
    for draft in np.flatnonzero(scores.tested[: texts.judged.shape[0]]):
        own = UnitScores(scores.units[draft], scores.asks[texts.ask_of == draft])
        others = np.delete(np.arange(texts.involved.shape[1]), int(np.argmax(own.draft)))
        odds.append(unit_chances([own], calibration)[0].involved[others])
        named.append(texts.involved[draft, others])
    return fit_platt(np.concatenate(odds).astype(np.float32), np.concatenate(named))

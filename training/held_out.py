"""Scores of texts by heads that saw nothing of their group, and the curves fitted on them."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from model.calibration import Choice, Platt
from model.content import REASONS
from model.judging import flag_score
from model.review import TRIAGE
from model.rubric import FLAGS, FlagName
from model.scores import JUDGED
from model.tier import Calibration
from model.units import UnitScores, unit_chances
from training.calibrate import choice_loss, fit_choice, fit_platt
from training.examples import UNTOLD
from training.heads import fit_judging, fit_units
from training.layout import Texts
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
        counted: which drafts the curves of flags, codes and triage are fitted on, shape (drafts,).
        tested: which texts the unit heads did not see, shape (texts,): those of the reserved groups. They are
            thousands, enough for the few numbers that calibrate units.
        units: of every text, shape (texts, units).
        asks: of the asks found in the drafts, shape (asks, units).
    """

    judged: NDArray[np.float32]
    counted: NDArray[np.bool_]
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
    judged = np.zeros((drafts, len(JUDGED)), np.float32)
    for number, test in enumerate(held_out(texts.groups[:own].tolist(), FOLDS)):
        tested = test[test < drafts]
        judged[tested] = fit_judging(texts, _without(texts, test), seed).score(texts.rows[tested])
        progress((number + 1) / (FOLDS + 2))
    units = fit_units(texts, np.flatnonzero(~texts.reserved), seed)
    progress(1.0)
    return HeldOut(
        judged=judged,
        counted=np.ones(drafts, np.bool_),
        tested=texts.reserved,
        units=units.score(texts.rows),
        asks=units.score(texts.asks),
    )


def calibrate(texts: Texts, scores: HeldOut) -> Calibration:
    """Fit the curves on held-out scores."""
    counted = scores.counted
    judged, truth = scores.judged[counted], texts.judged[counted]
    weights = np.where(texts.restated, _RESTATED_WEIGHT, 1.0)[counted]
    titled = titled_rows(texts, scores)
    context, items = _fit_items(texts, scores)
    partial = Calibration(
        flags={
            flag: fit_platt(flag_scores(judged, flag), truth[:, JUDGED.index(flag)], weights)
            for flag in FLAGS
        },
        codes={
            code: fit_platt(judged[:, JUDGED.index(code)], truth[:, JUDGED.index(code)], weights)
            for code in REASONS
        },
        co=Platt(1.0, 0.0),  # fitted next, on what the rest says
        units=fit_choice(scores.units[titled], texts.units[titled]),
        items=items,
        context=context,
        triage=fit_choice(judged[:, -len(TRIAGE) :], texts.triage[counted]),
    )
    return replace(partial, co=_fit_co(texts, scores, partial))


def flag_scores(judged: NDArray[np.float32], flag: FlagName) -> NDArray[np.float32]:
    """Return the score of a flag, as :func:`model.judging.flag_score` has it, for rows of ``JUDGED``."""
    rows = [dict(zip(JUDGED, row, strict=True)) for row in judged.tolist()]
    return np.array([flag_score(row, flag) for row in rows], np.float32)


def titled_rows(texts: Texts, scores: HeldOut) -> NDArray[np.intp]:
    """Return the drafts and titles that the unit heads did not see and whose unit is told."""
    own = slice(texts.items.start)
    return np.flatnonzero(scores.tested[own] & (texts.units[own] != UNTOLD))


def _without(texts: Texts, test: NDArray[np.intp]) -> NDArray[np.intp]:
    return np.setdiff1d(np.arange(texts.rows.shape[0]), test)


def _fit_items(texts: Texts, scores: HeldOut) -> tuple[float, Choice]:
    """Return how much context of the whole draft an ask takes, and the curves that go with it.

    Where no ask is told, an ask is judged by itself.
    """
    told = (texts.ask_units != UNTOLD) & scores.tested[texts.ask_of]
    own, whole, answers = scores.asks[told], scores.units[texts.ask_of[told]], texts.ask_units[told]
    if not told.any():
        return _CONTEXTS[0], fit_choice(own, answers)
    fitted = []
    for context in _CONTEXTS:
        choice = fit_choice(own + context * whole, answers)
        fitted.append((-choice_loss(own + context * whole, choice.sharpness, answers), context, choice))
    _, context, choice = max(fitted, key=lambda each: each[:2])
    return context, choice


def _fit_co(texts: Texts, scores: HeldOut, calibration: Calibration) -> Platt:
    """Fit the curve of being 会办, over every unit but the first candidate of every draft held out."""
    odds, named = [], []
    drafts = slice(texts.judged.shape[0])
    for draft in np.flatnonzero(scores.tested[drafts] & (texts.units[drafts] != UNTOLD)):
        own = UnitScores(scores.units[draft], scores.asks[texts.ask_of == draft])
        others = np.delete(np.arange(texts.involved.shape[1]), int(np.argmax(own.draft)))
        odds.append(unit_chances([own], calibration)[0].involved[others])
        named.append(texts.involved[draft, others])
    if not odds:
        return Platt(1.0, 0.0)
    return fit_platt(np.concatenate(odds).astype(np.float32), np.concatenate(named))

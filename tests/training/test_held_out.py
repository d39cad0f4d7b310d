"""Held-out scores come from heads that saw nothing of the group; the curves are fitted on them alone."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from model.content import REASONS
from model.scores import JUDGED
from training import held_out as module
from training.examples import UNTOLD, unit_number
from training.held_out import FOLDS, HeldOut, calibrate, score_held_out
from training.labels import Corpus
from training.layout import Texts, lay_out
from training.linear import Weights
from training.measures import calibration_error


@pytest.fixture(scope="module")
def texts(small_corpus: Corpus) -> Texts:
    return lay_out(small_corpus)


@pytest.fixture(scope="module")
def scores(texts: Texts) -> HeldOut:
    return score_held_out(texts, 0, lambda _share: None)


def test_no_head_is_trained_on_a_group_it_scores(texts: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each stand-in for a head scores its own number, so that the scores tell who gave them."""
    judging: list[set[str]] = []
    units: list[set[str]] = []

    def note(seen: list[set[str]], train: NDArray[np.intp], heads: int) -> Weights:
        seen.append(set(texts.groups[train].tolist()))
        shape = (texts.rows.shape[1], heads)
        return Weights(np.zeros(shape, np.float32), np.full(heads, len(seen), np.float32))

    monkeypatch.setattr(module, "fit_judging", lambda _t, train, _s: note(judging, train, len(JUDGED)))
    monkeypatch.setattr(module, "fit_units", lambda _t, train, _s: note(units, train, len(unit_number())))
    said = score_held_out(texts, 0, lambda _share: None)
    drafts = texts.judged.shape[0]
    assert len(judging) == FOLDS
    assert set(said.judged[:, 0].astype(int)) == set(range(1, FOLDS + 1))
    for draft in range(drafts):
        assert str(texts.groups[draft]) not in judging[int(said.judged[draft, 0]) - 1]
    assert said.counted.tolist() == [True] * drafts
    assert len(units) == 1
    assert said.tested.tolist() == texts.reserved.tolist()
    tested = {str(group) for group in texts.groups[said.tested]}
    assert tested
    assert not tested & units[0]
    assert not said.tested[texts.items.stop :].any()


def test_progress_goes_from_little_to_all(texts: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = Weights(
        np.zeros((texts.rows.shape[1], len(JUDGED)), np.float32), np.zeros(len(JUDGED), np.float32)
    )
    monkeypatch.setattr(module, "fit_judging", lambda *_: nothing)
    monkeypatch.setattr(module, "fit_units", lambda *_: nothing)
    shares: list[float] = []
    score_held_out(texts, 0, shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_the_curves_fit_the_held_out_scores(texts: Texts, scores: HeldOut) -> None:
    fitted = calibrate(replace(texts, restated=np.zeros_like(texts.restated)), scores)
    for code in REASONS:
        column = JUDGED.index(code)
        chance = [fitted.codes[code].probability(float(score)) for score in scores.judged[:, column]]
        assert calibration_error(texts.judged[:, column], np.array(chance)) < 0.1
        assert np.mean(chance) == pytest.approx(texts.judged[:, column].mean(), abs=0.03)
    assert all(curve.slope >= 0 for curve in (*fitted.flags.values(), *fitted.codes.values(), fitted.co))
    assert fitted.context in (0.0, 0.25, 0.5, 0.75, 1.0)
    for choice in (fitted.units, fitted.items, fitted.triage):
        assert choice.sharpness > 0


def test_a_restated_draft_counts_more(texts: Texts, scores: HeldOut) -> None:
    """Where only restated drafts hold, the curve lies higher than if they counted as the others do."""
    holds = texts.judged.copy()
    holds[:, JUDGED.index("V3")] = texts.restated
    weighted = calibrate(replace(texts, judged=holds), scores)
    alike = calibrate(replace(texts, judged=holds, restated=np.zeros_like(texts.restated)), scores)
    assert weighted.codes["V3"].probability(0.0) > alike.codes["V3"].probability(0.0)


def test_drafts_that_do_not_count_move_no_curve_of_what_is_judged(texts: Texts, scores: HeldOut) -> None:
    counted = texts.reserved[: len(texts.judged)]
    wild = np.where(counted[:, None], scores.judged, np.float32(99))
    some = calibrate(texts, replace(scores, counted=counted))
    assert calibrate(texts, replace(scores, counted=counted, judged=wild)) == some
    assert calibrate(texts, scores) != some


def test_the_curves_of_units_are_fitted_on_what_is_tested(texts: Texts, scores: HeldOut) -> None:
    known = ~scores.tested
    wild = replace(
        scores,
        units=np.where(known[:, None], np.float32(99), scores.units),
        asks=np.where(known[texts.ask_of][:, None], np.float32(99), scores.asks),
    )
    assert calibrate(texts, wild) == calibrate(texts, scores)


def test_an_ask_that_no_label_speaks_of_moves_no_curve_of_asks(texts: Texts, scores: HeldOut) -> None:
    untold = texts.ask_units == UNTOLD
    wild = replace(scores, asks=np.where(untold[:, None], np.float32(0), scores.asks))
    fitted, expected = calibrate(texts, wild), calibrate(texts, scores)
    assert untold.any()
    assert (fitted.items, fitted.context) == (expected.items, expected.context)

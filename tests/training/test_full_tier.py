"""The encoder counts as far as it is right about drafts it has not learnt from, and no further."""

from dataclasses import dataclass, fields, replace
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray

from model.content import REASONS
from model.draft import Draft
from model.encoder import Encoder
from model.rubric import FLAGS
from model.scores import JUDGED, factors
from model.tier import Blend, FullTier
from training.calibrate import choice_loss, platt_loss
from training.examples import UNTOLD
from training.full_tier import (
    FLAG_FACTORS,
    PASSAGES,
    REAL_ODDS,
    THRESHOLDS,
    UNITS,
    Readings,
    fit_full_tier,
    read_reserved,
)
from training.held_out import HeldOut, calibrate, flag_scores
from training.labels import Corpus
from training.layout import Texts, lay_out
from training.parts import reserved

Scores = NDArray[np.float32]
FACTORS = (0.0, 0.0625, 0.125, 0.25, 0.5, 1.0, 2.0, 4.0)


@dataclass(frozen=True, slots=True)
class Told:
    """Stands for what an encoder reads in a draft: how long its parts are."""

    draft: Draft
    units: int

    @property
    def whole(self) -> Scores:
        judged = np.full(len(JUDGED), len(self.draft.body), np.float32)
        return np.concatenate([judged, np.full(self.units, len(self.draft.title), np.float32)])

    def ask(self, start: int, end: int) -> Scores:
        return np.full(self.units, 1000 * start + end, np.float32)


class StandIn:
    """Stands for an encoder; remembers what it was given to read."""

    def __init__(self, units: int) -> None:
        self.units = units
        self.given: list[Draft] = []

    def read(self, draft: Draft) -> Told:
        self.given.append(draft)
        return Told(draft, self.units)


@pytest.fixture(scope="module")
def texts(small_corpus: Corpus) -> Texts:
    return lay_out(small_corpus)


@pytest.fixture(scope="module")
def scores(texts: Texts) -> HeldOut:
    """Stands for linear heads that are right as a rule."""
    random = np.random.default_rng(0)

    def noisy(truth: NDArray[np.bool_]) -> Scores:
        return np.asarray(2.0 * truth - 1 + random.normal(scale=1.2, size=truth.shape), np.float32)

    return HeldOut(
        judged=noisy(texts.judged),
        counted=np.ones(len(texts.judged), np.bool_),
        tested=texts.reserved,
        units=noisy(one_of(texts.units, texts)),
        asks=noisy(one_of(texts.ask_units, texts)),
    )


def one_of(units: NDArray[np.intp], texts: Texts) -> NDArray[np.bool_]:
    return np.asarray(units[:, None] == np.arange(texts.involved.shape[1]))


def right(texts: Texts) -> Readings:
    """Return what an encoder says that is right as a rule; of a draft in eight it says the contrary."""
    contrary = np.where(np.random.default_rng(3).random((len(texts.judged), 1)) < 1 / 8, -1.0, 1.0)
    judged = np.asarray((2.0 * texts.judged - 1) * contrary, np.float32)
    units, asks = (3.0 * one_of(each, texts) for each in (texts.units, texts.ask_units))
    return Readings(judged, np.asarray(units, np.float32), np.asarray(asks, np.float32))


def noise(texts: Texts) -> Readings:
    random = np.random.default_rng(4)
    units = texts.involved.shape[1]
    shapes = (texts.judged.shape, (len(texts.units), units), (len(texts.ask_units), units))
    return Readings(*(random.normal(scale=30, size=shape).astype(np.float32) for shape in shapes))


def losses(texts: Texts, scores: HeldOut, tier: FullTier) -> dict[str, float]:
    """Return how far the curves of a tier are from the labels of the drafts it was fitted on."""
    drafts = texts.reserved[: len(texts.judged)]
    judged, truth = scores.judged[drafts], texts.judged[drafts]
    titled = texts.reserved[: texts.items.start]
    curves = tier.calibration
    codes = range(len(FLAGS), len(FLAGS) + len(REASONS))
    return {
        "flags": sum(
            platt_loss(curves.flags[flag], flag_scores(judged, flag), truth[:, column])
            for column, flag in enumerate(FLAGS)
        ),
        "codes": sum(
            platt_loss(curves.codes[JUDGED[column]], judged[:, column], truth[:, column]) for column in codes
        ),
        "units": choice_loss(
            scores.units[: texts.items.start][titled],
            curves.units.sharpness,
            texts.units[: texts.items.start][titled],
        ),
    }


def blended(scores: HeldOut, read: Readings, blend: Blend) -> HeldOut:
    return replace(
        scores,
        judged=scores.judged + factors(blend) * read.judged,
        units=scores.units + blend.units * read.units,
        asks=scores.asks + blend.asks * read.asks,
    )


def test_an_encoder_that_is_right_is_given_weight_and_makes_the_curves_better(
    texts: Texts, scores: HeldOut
) -> None:
    tier = fit_full_tier(texts, scores, right(texts), "digest")
    for field in fields(Blend):
        assert getattr(tier.blend, field.name) > 0, field.name
    alone = fit_full_tier(texts, scores, noise(texts), "digest")
    before = losses(texts, scores, alone)
    after = losses(texts, blended(scores, right(texts), tier.blend), tier)
    assert all(after[kind] < 0.9 * before[kind] for kind in before)


def test_an_encoder_that_says_anything_is_not_listened_to(texts: Texts, scores: HeldOut) -> None:
    tier = fit_full_tier(texts, scores, noise(texts), "digest")
    assert tier.blend == Blend(0.0, 0.0, 0.0, triage=0.0, units=0.0, asks=0.0, passages=PASSAGES)
    reserved_only = replace(scores, counted=texts.reserved[: len(texts.judged)])
    alike = calibrate(replace(texts, restated=np.zeros_like(texts.restated)), reserved_only)
    assert replace(tier.calibration, flags={}) == replace(alike, flags={})
    for flag in FLAGS:
        curve, expected = tier.calibration.flags[flag], alike.flags[flag]
        assert curve.slope == expected.slope
        moved = np.exp(curve.intercept - expected.intercept)
        assert moved == pytest.approx(REAL_ODDS.get(flag, 1.0), rel=1e-3)


def test_each_kind_of_head_is_weighed_by_itself(texts: Texts, scores: HeldOut) -> None:
    read = replace(noise(texts), units=right(texts).units)
    blend = fit_full_tier(texts, scores, read, "digest").blend
    assert blend.units > 0
    assert (blend.too_broad, blend.vague, blend.infeasible, blend.triage, blend.asks) == (0.0,) * 5


def test_the_factors_are_a_few_and_the_tier_names_its_encoder(texts: Texts, scores: HeldOut) -> None:
    tier = fit_full_tier(texts, scores, right(texts), "digest")
    assert {tier.blend.triage, tier.blend.asks} <= set(FACTORS)
    assert tier.blend.units == UNITS
    assert {flag: getattr(tier.blend, flag) for flag in FLAGS} == FLAG_FACTORS
    assert (tier.encoder, tier.thresholds, tier.blend.passages) == ("digest", THRESHOLDS, PASSAGES)


def test_what_is_said_of_drafts_it_has_learnt_from_counts_nothing(texts: Texts, scores: HeldOut) -> None:
    read = right(texts)
    known = ~texts.reserved
    drafts, asks = known[: len(texts.judged)], known[texts.ask_of]
    assert drafts.any()
    assert asks.any()

    def spoilt(rows: Scores, which: NDArray[np.bool_]) -> Scores:
        return np.where(which[:, None], np.float32(1e3), rows)

    expected = fit_full_tier(texts, scores, read, "digest")
    other = fit_full_tier(
        texts,
        replace(scores, judged=spoilt(scores.judged, drafts), units=spoilt(scores.units, known)),
        Readings(spoilt(read.judged, drafts), spoilt(read.units, known), spoilt(read.asks, asks)),
        "digest",
    )
    assert other == expected


def test_just_the_reserved_drafts_and_titles_are_read_each_once(small_corpus: Corpus, texts: Texts) -> None:
    encoder = StandIn(texts.involved.shape[1])
    shares: list[float] = []
    read = read_reserved(small_corpus, texts, cast("Encoder", encoder), shares.append)
    expected = [
        *(row.draft for row in small_corpus.drafts if reserved(row.group)),
        *(row.as_draft() for row in small_corpus.titles if reserved(row.title)),
    ]
    assert sorted(encoder.given, key=lambda draft: (draft.title, draft.body)) == sorted(
        expected, key=lambda draft: (draft.title, draft.body)
    )
    assert shares == sorted(shares)
    assert (len(shares), shares[-1]) == (len(expected), 1.0)
    for number, row in enumerate(small_corpus.drafts):
        chosen = reserved(row.group)
        assert set(read.judged[number].tolist()) == {len(row.draft.body) if chosen else 0}
        assert set(read.units[number].tolist()) == {len(row.draft.title) if chosen else 0}
        asks = read.asks[texts.ask_of == number]
        told = [1000 * ask.start + ask.end if chosen else 0 for ask in row.draft.asks]
        assert asks[:, 0].tolist() == told
    for number, title in enumerate(small_corpus.titles, len(small_corpus.drafts)):
        assert read.units[number, 0] == (len(title.title) if reserved(title.title) else 0)
    assert not read.units[texts.items.start :].any()


def test_asks_that_no_label_speaks_of_count_nothing(texts: Texts, scores: HeldOut) -> None:
    read = right(texts)
    untold = texts.ask_units == UNTOLD
    assert untold.any()
    contrary = replace(read, asks=np.where(untold[:, None], np.float32(-50), read.asks))
    assert fit_full_tier(texts, scores, contrary, "").blend == fit_full_tier(texts, scores, read, "").blend

"""The figures of the card come from groups that neither heads nor encoder nor curves have seen."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from model.card import Figure, Measured
from model.review import TRIAGE
from model.rubric import FLAGS
from model.scores import JUDGED
from training.figures import measure
from training.fit import THRESHOLDS
from training.held_out import HeldOut
from training.labels import Corpus
from training.layout import Texts, lay_out
from training.parts import parts, reported

CERTAIN = Figure(1.0, 1.0, 1.0)
Which = NDArray[np.bool_]


@pytest.fixture(scope="module")
def texts(small_corpus: Corpus) -> Texts:
    return lay_out(small_corpus)


@pytest.fixture(scope="module")
def test(texts: Texts) -> Which:
    """The texts that are for the report."""
    return np.logical_and(texts.reserved, [reported(str(group)) for group in texts.groups])


def knowing(texts: Texts) -> HeldOut:
    """Return the scores of heads that are right about everything."""
    units = np.arange(texts.involved.shape[1])
    return HeldOut(
        judged=np.where(texts.judged, np.float32(5), np.float32(-5)),
        counted=np.ones(len(texts.judged), np.bool_),
        tested=texts.reserved,
        units=np.asarray(10 * (texts.units[:, None] == units), np.float32),
        asks=np.asarray(10 * (texts.ask_units[:, None] == units), np.float32),
    )


def contrary(scores: HeldOut, which: Which) -> HeldOut:
    """Return scores that are wrong about some of the texts."""
    drafts = which[: len(scores.judged), None]
    return replace(
        scores,
        judged=np.where(drafts, -scores.judged, scores.judged),
        units=np.where(which[:, None], np.roll(scores.units, 1, axis=1), scores.units),
    )


def measured(corpus: Corpus, texts: Texts, scores: HeldOut) -> Measured:
    found = measure(corpus, texts, scores, THRESHOLDS, None)
    assert found
    return found


def test_heads_that_know_everything_are_measured_so(small_corpus: Corpus, texts: Texts) -> None:
    found = measured(small_corpus, texts, knowing(texts))
    report = parts(small_corpus).test
    assert found.tested.drafts == len(report.drafts)
    assert found.tested.clean == sum(not row.flags for row in report.drafts)
    assert found.tested.titles == len(report.titles)
    assert found.calibrated.drafts == len(parts(small_corpus).tune.drafts)
    assert (found.fast.clean, found.fast.triage, found.full) == (CERTAIN, CERTAIN, None)
    for units in (found.fast.draft_units, found.fast.title_units):
        assert (units.top_1, units.top_3) == (CERTAIN, CERTAIN)
    for flag in FLAGS:
        own = found.fast.flags[flag]
        assert own.count == sum(flag in row.flags for row in report.drafts)
        assert own.precision == CERTAIN
    vague = found.fast.flags["vague"]  # no words in the asks speak against it, as they may against the others
    assert (vague.recall, vague.f1, vague.average_precision) == (CERTAIN, CERTAIN, CERTAIN)


def test_what_is_said_of_other_groups_does_not_count_among_the_hits(
    small_corpus: Corpus, texts: Texts, test: Which
) -> None:
    right, learn = knowing(texts), ~texts.reserved
    assert measured(small_corpus, texts, contrary(right, learn)) == measured(small_corpus, texts, right)
    wrong = measured(small_corpus, texts, contrary(right, test))
    assert wrong.fast.draft_units.top_1.value == 0
    assert all(wrong.fast.flags[flag].recall.value == 0 for flag in FLAGS)


def test_the_curves_know_nothing_of_the_groups_that_are_measured_on(
    small_corpus: Corpus, texts: Texts, test: Which
) -> None:
    """Labels of the measured groups that hold always would drag every curve up if they were fitted on."""
    scores = replace(knowing(texts), judged=np.zeros((len(texts.judged), len(JUDGED)), np.float32))
    labels = texts.judged | test[: len(texts.judged), None]
    triage = np.where(test[: len(texts.judged)], len(TRIAGE) - 1, texts.triage)
    other = replace(texts, judged=labels, triage=triage)
    assert measured(small_corpus, other, scores) == measured(small_corpus, texts, scores)


def test_with_too_few_groups_nothing_is_measured(small_corpus: Corpus) -> None:
    split = parts(small_corpus)
    for few in (split.learn, split.tune, Corpus(small_corpus.drafts, split.learn.titles)):
        texts = lay_out(few)
        assert measure(few, texts, knowing(texts), THRESHOLDS, None) is None

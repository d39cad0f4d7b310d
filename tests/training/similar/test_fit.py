"""The weights are made of what lies in data/, and cannot turn round."""

import tomllib

import numpy as np

from model.similar.background import background
from model.similar.likeness import AGAINST, COPIED, FOR
from model.similar.matter import WEIGHTS, fitted
from training.similar.fit import Examples, Rows, examples, fit, written
from training.similar.pairs import read_pairs, tuning
from training.similar.sessions import half, read_session


def test_the_kept_weights_are_those_of_the_data() -> None:
    made = fit(examples(tuning(read_pairs()), half(read_session(), for_reporting=False)))
    kept = fitted()
    assert np.allclose(made.of, kept.of, rtol=0.02, atol=0.02)
    assert abs(made.bias - kept.bias) < 0.02


def test_no_likeness_speaks_against_the_same_matter() -> None:
    assert (fitted().of >= 0).all()


def test_length_is_left_out_of_what_is_kept() -> None:
    rng = np.random.default_rng(0)
    same = np.arange(2000) % 2 == 0
    compared = rng.random((2000, len(COPIED) + len(FOR) + len(AGAINST)))
    lengths = np.where(same, 5.0, 3.0)[:, None] + rng.random((2000, 2))
    weights = fit(Examples(Rows(compared, lengths), same, np.ones(2000)))
    assert weights.of.max() < 0.5


def test_weights_are_written_as_they_are_read() -> None:
    kept = tomllib.loads(WEIGHTS.read_text("utf-8"))
    assert tomllib.loads(written(fitted())) == kept


def test_the_background_knows_common_pairs_and_what_they_are_about() -> None:
    known = background()
    assert known.counts.max() <= known.drafts
    assert (known.counts > 0).sum() > 40_000
    assert len(known.known) + 1 == len(known.topics)

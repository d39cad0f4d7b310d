"""A small corpus in the place of the bundled one, and a fit that takes no time."""

import pytest

from model.bundle import Bundle
from tests.training.local.fits import Fits
from training.labels import Corpus
from training.local import base, comparing, retrain


@pytest.fixture
def small(small_corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> Corpus:
    """The corpus that bases, retrainings and comparisons read."""
    for module in (base, retrain, comparing):
        monkeypatch.setattr(module, "read_corpus", lambda: small_corpus)
    return small_corpus


@pytest.fixture
def fits(small: Corpus, small_bundle: Bundle, monkeypatch: pytest.MonkeyPatch) -> Fits:
    """What bases are fitted by."""
    assert small.drafts
    stand_in = Fits(small_bundle)
    monkeypatch.setattr(base, "fit", stand_in)
    return stand_in

"""The two models that are measured, each trained once and kept beside what was measured with it."""

from collections.abc import Callable
from pathlib import Path

from model.bundle import Bundle, load_bundle
from model.encoder import Encoder, shipped
from model.errors import BundleNotFound
from model.reviewer import Tier
from training.default import bundle_in_use
from training.evaluate import fit_without_test
from training.fit import Progress
from training.labels import read_corpus
from training.train import keep, train


def held_out_model(home: Path, progress: Progress) -> Path:
    """Return the bundle that saw nothing of the test part of the corpus; trains it where there is none."""

    def fit() -> Bundle:
        folder = shipped()
        encoder = Encoder.load(folder, threads=1) if folder else None
        return fit_without_test(read_corpus(), encoder=encoder, progress=progress)

    return _kept(home / "held-out", fit)


def whole_model(home: Path, progress: Progress) -> Path:
    """Return the bundle that learnt from the whole corpus, as ``lianshen train`` makes it."""
    return _kept(home / "whole", lambda: train(progress=progress))


def tiers(folder: Path) -> tuple[Tier, ...]:
    """Return the tiers of a bundle that are measured apart."""
    return ("full", "fast") if load_bundle(folder).full else ("fast",)


def _kept(home: Path, make: Callable[[], Bundle]) -> Path:
    try:
        return bundle_in_use(home)
    except BundleNotFound:
        return keep(make(), home)

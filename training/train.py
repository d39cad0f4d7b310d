"""Train the model from the bundled corpus, and keep it."""

import os
import tempfile
from pathlib import Path

from model import content
from model.bundle import Bundle, save_bundle
from training.default import CURRENT
from training.fit import Progress, fit
from training.labels import read_corpus


def train(seed: int = 0, progress: Progress = lambda _stage, _share: None) -> Bundle:
    """Fit a bundle on the bundled corpus.

    Raises:
        LabelledDataError, ContentError: the data under ``data/`` is not what it should be.
    """
    return fit(read_corpus(), data=content.fingerprint(), seed=seed, progress=progress)


def keep(bundle: Bundle, home: Path) -> Path:
    """Save a bundle under ``home`` and put it in use; returns its folder.

    The switch is one atomic step: whoever looks sees the former bundle or this one, whole.
    """
    folder = save_bundle(bundle, home / "models")
    handle, staged = tempfile.mkstemp(prefix=".current-", dir=folder.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(folder.name)
    Path(staged).replace(folder.parent / CURRENT)
    return folder

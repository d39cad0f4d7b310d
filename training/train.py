"""Train the model from the bundled corpus, keep it, and find the one in use."""

import os
import tempfile
from pathlib import Path

from model import content
from model.bundle import Bundle, save_bundle
from model.errors import BundleNotFound
from training.fit import Progress, fit
from training.labels import read_corpus

_CURRENT = "current"
"""A file beside the bundles that holds the version in use."""


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
    Path(staged).replace(folder.parent / _CURRENT)
    return folder


def ensure_bundle(home: Path, progress: Progress = lambda _stage, _share: None) -> Path:
    """Return the folder of the bundle in use; trains the first one where there is none."""
    try:
        return bundle_in_use(home)
    except BundleNotFound:
        return keep(train(progress=progress), home)


def bundle_in_use(home: Path) -> Path:
    """Return the folder of the bundle in use.

    Raises:
        BundleNotFound: nothing was trained yet.
    """
    try:
        return home / "models" / (home / "models" / _CURRENT).read_text("utf-8").strip()
    except FileNotFoundError as error:
        raise BundleNotFound("还没有训练过模型", where=str(home), remedy="请先运行 lianshen train") from error

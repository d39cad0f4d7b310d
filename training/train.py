"""Train the model from the bundled corpus, and keep it."""

import uuid
from pathlib import Path

from model import content
from model.bundle import Bundle, save_bundle, unwritable
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

    Raises:
        BundleError: the disk is full, or the folder cannot be written to.
    """
    folder = save_bundle(bundle, home / "models")
    staged = folder.with_name(f".current-{uuid.uuid4().hex}")
    current = folder.with_name(CURRENT)
    try:
        staged.write_text(folder.name, "utf-8")
        staged.replace(current)
    except OSError as error:
        raise unwritable(current, error) from error
    finally:
        staged.unlink(missing_ok=True)
    return folder

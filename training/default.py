"""The model in use. Imports nothing that learns, so that reviewing with a model that is there starts fast."""

from collections.abc import Callable
from pathlib import Path

from model.errors import BundleNotFound

CURRENT = "current"
"""A file beside the bundles that holds the version in use."""


def ensure_bundle(home: Path, progress: Callable[[str, float], None] = lambda _stage, _share: None) -> Path:
    """Return the folder of the bundle in use; trains the first one where there is none."""
    try:
        return bundle_in_use(home)
    except BundleNotFound:
        from training.train import keep, train  # noqa: PLC0415 - scikit-learn takes a second to import

        return keep(train(progress=progress), home)


def bundle_in_use(home: Path) -> Path:
    """Return the folder of the bundle in use.

    Raises:
        BundleNotFound: nothing was trained yet.
    """
    try:
        return home / "models" / (home / "models" / CURRENT).read_text("utf-8").strip()
    except FileNotFoundError as error:
        raise BundleNotFound("还没有训练过模型", where=str(home), remedy="请先运行 lianshen train") from error

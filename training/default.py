"""The model in use. Imports nothing that learns, so that reviewing with a model that is there starts fast."""

from collections.abc import Callable
from pathlib import Path

from model.errors import BundleError, BundleNotFound

CURRENT = "current"
"""A file beside the bundles that holds the version in use."""


def ensure_bundle(home: Path, progress: Callable[[str, float], None] = lambda _stage, _share: None) -> Path:
    """Return the folder of the bundle in use; trains the first one where there is none.

    Raises:
        BundleError: ``home`` cannot hold one; found out before the training, not after it.
    """
    try:
        return bundle_in_use(home)
    except BundleNotFound:
        _make(home / "models")
        from training.train import keep, train  # noqa: PLC0415 - scikit-learn takes a second to import

        return keep(train(progress=progress), home)


def bundle_in_use(home: Path) -> Path:
    """Return the folder of the bundle in use.

    Raises:
        BundleNotFound: nothing was trained yet.
    """
    try:
        return home / "models" / (home / "models" / CURRENT).read_text("utf-8").strip()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise BundleNotFound("还没有训练过模型", where=str(home), remedy="请先运行 lianshen train") from error


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        remedy = "请检查权限，或用环境变量 LIANSHEN_HOME 指定一个能写的文件夹"
        raise BundleError("存放模型的文件夹建不了", where=str(folder), remedy=remedy) from error

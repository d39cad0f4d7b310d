"""The model in use. Imports nothing that learns, so that reviewing with a model that is there starts fast."""

import re
from collections.abc import Callable
from pathlib import Path

from model.bundle import make_room
from model.errors import BundleError, BundleNotFound, BundleUntrusted
from model.keys import trusted_here

CURRENT = "current"
"""A file beside the bundles that holds the version in use."""

_BRING = (
    "请把签过名的模型的文件夹放进 models，用 lianshen models promote 启用；"
    "或用 LIANSHEN_SIGNING_KEY 指明可信的密钥"
)
_VERSION = re.compile("(?:fast|full)-([0-9a-f]{12})")


def ensure_bundle(home: Path, progress: Callable[[str, float], None] = lambda _stage, _share: None) -> Path:
    """Return the folder of the bundle in use; trains the first one where there is none.

    Raises:
        BundleUntrusted: the place uses signed models alone, and what is trained here would be none.
        BundleError: ``home`` cannot hold one; found out before the training, not after it.
    """
    try:
        return bundle_in_use(home)
    except BundleNotFound as error:
        if not trusted_here():
            raise BundleUntrusted(
                "还没有模型；这里训练的没有可信的签名", where=str(home), remedy=_BRING
            ) from error
        make_room(home / "models")
        from training.train import keep, train  # noqa: PLC0415 - scikit-learn takes a second to import

        return keep(train(progress=progress), home)


def bundle_in_use(home: Path) -> Path:
    """Return the folder of the bundle in use.

    Raises:
        BundleNotFound: nothing was trained yet.
        BundleError: the file that names it cannot be read, or holds no version.
    """
    current = home / "models" / CURRENT
    try:
        version = current.read_text("utf-8").strip()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise BundleNotFound("还没有训练过模型", where=str(home), remedy="请先运行 lianshen train") from error
    except OSError as error:
        remedy = "请检查它的权限；它应是一个文件，不是的请删去，再运行 lianshen train"
        raise BundleError("记着所用模型的文件读不出来", where=str(current), remedy=remedy) from error
    except UnicodeDecodeError as error:
        raise _no_version(current) from error
    if not _VERSION.fullmatch(version):  # anything else could point out of the folder
        raise _no_version(current)
    return current.with_name(version)


def bundle_of(home: Path, version: str) -> Path:
    """Return the folder of a version, which a review by the fast tier of a full bundle calls ``fast-…``, too.

    Raises:
        BundleNotFound: there is none; the error names those there are.
    """
    models = home / "models"
    there = sorted(path.name for path in models.glob("f*-*") if _VERSION.fullmatch(path.name))
    asked = _VERSION.fullmatch(version)
    alike = [name for name in there if asked and name.endswith(asked[1])]
    if alike:
        return models / (version if version in alike else alike[0])
    remedy = f"已有的版本：{'、'.join(there)}" if there else "请先运行 lianshen train"
    raise BundleNotFound(f"没有“{version}”这个版本", where=str(home), remedy=remedy)


def _no_version(current: Path) -> BundleError:
    remedy = "请删去这个文件，再运行 lianshen train；或在里面写上要用的版本，如 full-3f2a90c1b7de"
    return BundleError("里面不是模型的版本", where=str(current), remedy=remedy)

"""One version of a trained model on disk: arrays and JSON, nothing that can run.

A bundle is a folder with three files::

    arrays.safetensors   vocabularies and weights
    model.json           units, names of the heads, calibration, thresholds, model card
    manifest.json        format, version, what it was trained on, and the SHA-256 of the other two

A fourth, ``signature.json``, may vouch for the manifest, see :mod:`model.signature`.

The version is made from the digests in the manifest, so equal data, seed and program give an equal version.
"""

import errno
import hashlib
import json
import os
import shutil
import tempfile
import time
import uuid
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load, save

from model.calibration import Choice, Platt
from model.card import Card, card_of
from model.errors import BundleError, BundleFormatError, BundleNotFound, BundleTampered
from model.features import Heads, Vocabulary
from model.keys import public_of, read_key, signing_key
from model.reference import Reference
from model.rubric import FLAGS
from model.signature import SIGNATURE, check_trusted, signature_of
from model.tier import Blend, Calibration, FullTier, Thresholds
from model.unit import unit_of
from model.unit_list import UnitList

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FORMAT = 3
"""Raised whenever a bundle of the former kind could no longer be read."""

ROOM = 60 * 1024 * 1024
"""Bytes a disk must have left before a training; a bundle has some 20 MB."""

_ARRAYS, _MODEL, _MANIFEST = "arrays.safetensors", "model.json", "manifest.json"
_HEADS = ("drafts", "sentences")
_MEGABYTE = 1024 * 1024
_STAGING = ".writing-"
_DAY = 24 * 60 * 60.0
_ELSEWHERE = "或用环境变量 LIANSHEN_HOME 指定一个能写的文件夹"


@dataclass(frozen=True, slots=True)
class Training:
    """What a bundle was trained on.

    Attributes:
        data: SHA-256 of the labelled data.
        seed: of everything random.
        drafts: number of labelled drafts.
        titles: number of labelled titles.
        labels: SHA-256 of the snapshot of a place's labels that it learnt from, too; empty if of none.
        labelled: number of texts that these labels speak of.
    """

    data: str
    seed: int
    drafts: int
    titles: int
    labels: str = ""
    labelled: int = 0


@dataclass(frozen=True, slots=True)
class Bundle:
    """A trained model in memory.

    Attributes:
        version: such as ``full-3f2a90c1b7de``; ``fast-…`` where it has that tier alone; empty until saved.
        training: what it was trained on.
        units: that it knows, in the order of their heads.
        vocabularies: ``drafts`` and ``sentences``.
        heads: likewise; those of ``drafts`` end in the units.
        calibration: of the fast tier, fitted on held-out groups.
        thresholds: of the fast tier, stated in ``docs/judging.md``.
        card: says what it was made of, how good it is, and what it must not be used for.
        full: the finer tier, where there is an encoder.
        handover: how likely what the heads give to a unit falls to another one in the place, in the town
            and in the countryside, shape (2, units, units), each row summing to 1; ``None`` where the place
            divides its work as the heads do.
        upheld: for each reason code how often people of the place uphold it, 0 to 1; codes that nobody spoke
            of are not in it.
        reference: how its judgements were spread over drafts it had not learnt from, by the finest tier.
    """

    version: str
    training: Training
    units: UnitList
    vocabularies: dict[str, Vocabulary]
    heads: dict[str, Heads]
    calibration: Calibration
    thresholds: Thresholds
    card: Card
    full: FullTier | None = None
    reference: Reference | None = None
    handover: NDArray[np.float32] | None = None
    upheld: dict[str, float] = field(default_factory=dict)


def make_room(parent: Path) -> None:
    """Make the folder for bundles and see that one fits: half a minute of training must not be for nothing.

    Raises:
        BundleError: it cannot be made or written to, its disk has less than :data:`ROOM` bytes left, or what
            is to sign the bundle is no key.
    """
    signing_key()
    try:
        parent.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=parent).close()
        free = shutil.disk_usage(parent).free
    except OSError as error:
        raise unwritable(parent, error) from error
    if free < ROOM:
        raise _full(parent, f"磁盘只剩 {free // _MEGABYTE} MB，要有 {ROOM // _MEGABYTE} MB")


def save_bundle(bundle: Bundle, parent: Path) -> Path:
    """Write a bundle into a new folder of ``parent`` named by its version, in one atomic step.

    It is signed where a setting names a key for it.

    Returns:
        The folder. An equal bundle that is already there is left as it is; a damaged one is replaced.

    Raises:
        BundleError: the disk is full, or the folder cannot be written to; nothing is left behind. Or
            what is to sign it is no key.
    """
    key = signing_key()
    files = {_ARRAYS: save(_arrays(bundle)), _MODEL: _dump(_settings(bundle))}
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    manifest = _manifest(digests, asdict(bundle.training), _tier(bundle))
    folder: Path = parent / manifest["version"]
    files[_MANIFEST] = _dump(manifest)
    if _whole(folder):
        if key:
            _put_signature(folder, files[_MANIFEST], key)
        return folder
    if key:
        files[SIGNATURE] = signature_of(files[_MANIFEST], key)
    try:
        parent.mkdir(parents=True, exist_ok=True)
        _sweep(parent)
        _write(files, folder, damaged=folder.exists())
    except OSError as error:
        if not _whole(folder):  # another process may have written the same bundle first
            raise unwritable(parent, error) from error
    return folder


def sign_bundle(folder: Path, key: Path) -> str:
    """Vouch for a bundle with a private key, whoever vouched for it before; returns the public key.

    Raises:
        BundleError: the bundle is not whole, what is to sign it is no key, or it cannot be written to.
    """
    _, manifest = _read(folder)
    private = read_key(key)
    _put_signature(folder, manifest, private)
    return public_of(private)


def _put_signature(folder: Path, manifest: bytes, key: "Ed25519PrivateKey") -> None:
    """Write the signature into the folder in one atomic step: others may be loading the bundle."""
    staging = _beside(folder)
    try:
        with staging.open("wb") as file:
            file.write(signature_of(manifest, key))
            file.flush()
            os.fsync(file.fileno())
        os.replace(staging, folder / SIGNATURE)  # noqa: PTH105 - Path.replace would hide that this is the step
    except OSError as error:
        raise unwritable(folder, error) from error
    finally:
        _remove(staging)


def unwritable(place: Path, error: OSError) -> BundleError:
    """Return what to tell the user when nothing can be written at a place."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _full(place, "磁盘满了")
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        reason = "没有写入的权限"
    else:
        reason = error.strerror or type(error).__name__
    return BundleError(f"模型写不进去（{reason}）", where=str(place), remedy=f"请检查权限，{_ELSEWHERE}")


def _full(place: Path, reason: str) -> BundleError:
    return BundleError(f"模型写不下（{reason}）", where=str(place), remedy=f"请腾出空间，{_ELSEWHERE}")


def _write(files: dict[str, bytes], folder: Path, *, damaged: bool) -> None:
    staging = _beside(folder)
    try:
        staging.mkdir()
        for name, content in files.items():
            (staging / name).write_bytes(content)
        if damaged:
            aside = folder.rename(_beside(folder))
            _remove(aside)
        os.replace(staging, folder)  # noqa: PTH105 - Path.replace would hide that this is the atomic step
    finally:
        _remove(staging)


def _beside(folder: Path) -> Path:
    """Return a new name beside a folder; what :mod:`tempfile` makes could be read by its owner only."""
    return folder.with_name(f"{_STAGING}{uuid.uuid4().hex}")


def _sweep(parent: Path) -> None:
    """Remove what writers that were killed have left; a day on, none of them is still at work."""
    for left in parent.glob(f"{_STAGING}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _DAY:
                _remove(left)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _whole(folder: Path) -> bool:
    try:
        return _read(folder)[0].version == folder.name
    except BundleError:
        return False


def load_bundle(folder: Path) -> Bundle:
    """Read a bundle back, after checking that not a byte of it changed, and who vouches for it.

    Raises:
        BundleNotFound: there is no manifest in the folder.
        BundleFormatError: written by a program with another bundle format.
        BundleTampered: a file is missing, added or changed.
        BundleUntrusted: the place uses signed models alone, and this is none.
        BundleError: a file cannot be read.
    """
    bundle, manifest = _read(folder)
    check_trusted(folder, manifest)
    return bundle


def _read(folder: Path) -> tuple[Bundle, bytes]:
    """Return a bundle whoever vouches for it, and the content of its manifest."""
    manifest = _read_manifest(folder)
    contents = _checked_files(folder, manifest)
    try:
        arrays = load(contents[_ARRAYS])
        settings = json.loads(contents[_MODEL])
        bundle = _bundle(manifest, settings, arrays)
    except (SafetensorError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _tampered(folder, f"内容读不出来（{type(error).__name__}）") from error
    if bundle.heads["drafts"].names[-len(bundle.units) :] != bundle.units.names:
        raise _tampered(folder, f"{_MODEL} 里的单位和线性模型对不上")
    if bundle.handover is not None and bundle.handover.shape != (2, len(bundle.units), len(bundle.units)):
        raise _tampered(folder, f"{_ARRAYS} 里的移交表和单位对不上")
    if bundle.version.partition("-")[0] != _tier(bundle):
        raise _tampered(folder, f"{_MANIFEST} 被改动过")
    return bundle, _dump(manifest)  # byte for byte what was read, see _read_manifest


def _tier(bundle: Bundle) -> str:
    return "full" if bundle.full else "fast"


def _manifest(digests: dict[str, str], training: Any, tier: str) -> dict[str, Any]:
    version = f"{tier}-{hashlib.sha256(_dump([digests, training])).hexdigest()[:12]}"
    return {"format": FORMAT, "version": version, "training": training, "files": digests}


def _read_manifest(folder: Path) -> dict[str, Any]:
    try:
        content = (folder / _MANIFEST).read_bytes()
        manifest = json.loads(content)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise BundleNotFound("这里没有模型", where=str(folder), remedy="请先运行 lianshen train") from error
    except OSError as error:
        raise _unreadable(folder, _MANIFEST) from error
    except (ValueError, RecursionError) as error:
        raise _tampered(folder, f"{_MANIFEST} 不是合格的 JSON") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        found = manifest.get("format") if isinstance(manifest, dict) else None
        raise BundleFormatError(
            f"模型格式是 {found}，本程序只认格式 {FORMAT}",
            where=str(folder),
            remedy="请用现在的程序重新运行 lianshen train；"
            "学过本地标注的，接着运行 lianshen train --with-labels",
        )
    tier = str(manifest.get("version", "")).partition("-")[0]
    if _dump(_manifest(manifest.get("files", {}), manifest.get("training"), tier)) != content:
        raise _tampered(folder, f"{_MANIFEST} 被改动过")
    return manifest


def _checked_files(folder: Path, manifest: dict[str, Any]) -> dict[str, bytes]:
    digests = manifest.get("files")
    expected = {_ARRAYS, _MODEL}
    if not isinstance(digests, dict) or set(digests) != expected:
        raise _tampered(folder, f"{_MANIFEST} 里的文件清单不对")
    try:
        present = {path.name for path in folder.iterdir()}
    except OSError as error:
        raise BundleError("模型的文件夹读不出来", where=str(folder), remedy="请检查它的权限") from error
    if extra := present - expected - {_MANIFEST, SIGNATURE}:
        raise _tampered(folder, f"多出了文件 {'、'.join(sorted(extra))}")
    contents = {}
    for name in sorted(expected):
        if name not in present:
            raise _tampered(folder, f"缺少文件 {name}")
        try:
            contents[name] = (folder / name).read_bytes()
        except OSError as error:
            raise _unreadable(folder, name) from error
        if hashlib.sha256(contents[name]).hexdigest() != digests[name]:
            raise _tampered(folder, f"文件 {name} 被改动过")
    return contents


def _unreadable(folder: Path, name: str) -> BundleError:
    return BundleError(f"模型的文件 {name} 读不出来", where=str(folder), remedy="请检查它的权限")


def _tampered(folder: Path, problem: str) -> BundleTampered:
    return BundleTampered(
        f"模型不可信：{problem}", where=str(folder), remedy="请删去这个文件夹，再运行 lianshen train 重新训练"
    )


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode("utf-8", "surrogatepass")


def _arrays(bundle: Bundle) -> dict[str, np.ndarray[Any, Any]]:
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    for name in _HEADS:
        arrays[f"{name}.hashes"] = bundle.vocabularies[name].hashes
        arrays[f"{name}.idf"] = bundle.vocabularies[name].weights
        arrays[f"{name}.weights"] = bundle.heads[name].weights
        arrays[f"{name}.bias"] = bundle.heads[name].bias
    if bundle.handover is not None:
        arrays["handover"] = bundle.handover
    return arrays


def _settings(bundle: Bundle) -> dict[str, Any]:
    return {
        "units": [asdict(unit) for unit in bundle.units.units],
        "heads": {name: list(bundle.heads[name].names) for name in _HEADS},
        "calibration": asdict(bundle.calibration),
        "thresholds": asdict(bundle.thresholds),
        "card": asdict(bundle.card),
        "full": asdict(bundle.full) if bundle.full else None,
        "upheld": bundle.upheld,
        "reference": asdict(bundle.reference) if bundle.reference else None,
    }


def _bundle(manifest: dict[str, Any], settings: dict[str, Any], arrays: dict[str, Any]) -> Bundle:
    return Bundle(
        version=manifest["version"],
        training=Training(**manifest["training"]),
        units=UnitList(tuple(map(unit_of, settings["units"]))),
        vocabularies={n: Vocabulary(arrays[f"{n}.hashes"], arrays[f"{n}.idf"]) for n in _HEADS},
        heads={
            n: Heads(tuple(settings["heads"][n]), arrays[f"{n}.weights"], arrays[f"{n}.bias"]) for n in _HEADS
        },
        calibration=_calibration(settings["calibration"]),
        thresholds=Thresholds(**settings["thresholds"]),
        card=card_of(settings["card"]),
        full=_full_tier(settings["full"]) if settings["full"] else None,
        reference=_reference(settings.get("reference")),
        handover=_handover(arrays.get("handover")),
        upheld=dict(settings["upheld"]),
    )


def _handover(kept: NDArray[np.float32] | None) -> NDArray[np.float32] | None:
    """Return the two tables; those that learnt before there were two have one, for town and countryside."""
    return np.stack((kept, kept)) if kept is not None and kept.ndim == 2 else kept


def _reference(kept: dict[str, Any] | None) -> Reference | None:
    if kept is None:
        return None
    flags = {flag: tuple(kept["flags"][flag]) for flag in FLAGS}
    return Reference(tuple(kept["lengths"]), flags, dict(kept["units"]))


def _full_tier(kept: dict[str, Any]) -> FullTier:
    return FullTier(
        kept["encoder"],
        Blend(**kept["blend"]),
        _calibration(kept["calibration"]),
        Thresholds(**kept["thresholds"]),
    )


def _calibration(curves: dict[str, Any]) -> Calibration:
    for group in ("flags", "codes"):
        curves[group] = {name: Platt(**curve) for name, curve in curves[group].items()}
    curves["co"] = Platt(**curves["co"])
    for name in ("units", "items", "triage"):
        curves[name] = Choice(curves[name]["sharpness"], Platt(**curves[name]["certainty"]))
    return Calibration(**curves)

"""One version of a trained model on disk: arrays and JSON, nothing that can run.

A bundle is a folder with three files::

    arrays.safetensors   vocabularies and weights
    model.json           names of the heads, calibration, thresholds
    manifest.json        format, version, what it was trained on, and the SHA-256 of the other two

The version is made from the digests in the manifest, so equal data, seed and program give an equal version.
"""

import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load, save

from model.calibration import Choice, Platt
from model.errors import BundleError, BundleFormatError, BundleNotFound, BundleTampered
from model.features import Heads, Vocabulary
from model.rubric import FlagName

FORMAT = 1
"""Raised whenever a bundle of the former kind could no longer be read."""

_ARRAYS, _MODEL, _MANIFEST = "arrays.safetensors", "model.json", "manifest.json"
_HEADS = ("drafts", "sentences")


@dataclass(frozen=True, slots=True)
class Calibration:
    """How scores become probabilities.

    Attributes:
        flags: one curve a flag, over the sum of its own score and the best of its codes.
        codes: one curve a reason code.
        co: the curve for being 会办, over the log-odds of being involved.
        units: over the units, for a draft.
        items: over the units, for one ask.
        context: how much of the whole draft's unit scores is added to those of one ask.
        triage: over the three classes.
    """

    flags: dict[FlagName, Platt]
    codes: dict[str, Platt]
    co: Platt
    units: Choice
    items: Choice
    context: float
    triage: Choice


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the program asserts, and where it says 拿不准.

    Attributes:
        holds: a flag or code at or above this probability is 成立.
        unsure: at or above this, and below ``holds``, it is 拿不准; below, 不成立.
        unit: the leading unit is asserted at or above this probability.
        co: a unit is named as 会办 at or above this probability.
    """

    holds: float
    unsure: float
    unit: float
    co: float


@dataclass(frozen=True, slots=True)
class Training:
    """What a bundle was trained on.

    Attributes:
        data: SHA-256 of the labelled data.
        seed: of everything random.
        drafts: number of labelled drafts.
        titles: number of labelled titles.
    """

    data: str
    seed: int
    drafts: int
    titles: int


@dataclass(frozen=True, slots=True)
class Bundle:
    """A trained model in memory.

    Attributes:
        version: such as ``fast-3f2a90c1b7de``; empty until saved.
        training: what it was trained on.
        vocabularies: ``drafts`` and ``sentences``.
        heads: likewise.
        calibration: fitted on held-out groups.
        thresholds: stated in ``docs/judging.md``.
    """

    version: str
    training: Training
    vocabularies: dict[str, Vocabulary]
    heads: dict[str, Heads]
    calibration: Calibration
    thresholds: Thresholds


def save_bundle(bundle: Bundle, parent: Path) -> Path:
    """Write a bundle into a new folder of ``parent`` named by its version, in one atomic step.

    Returns:
        The folder. An equal bundle that is already there is left as it is.
    """
    parent.mkdir(parents=True, exist_ok=True)
    files = {_ARRAYS: save(_arrays(bundle)), _MODEL: _dump(_settings(bundle))}
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    manifest = _manifest(digests, asdict(bundle.training))
    folder: Path = parent / manifest["version"]
    if folder.exists():
        return folder
    staging = Path(tempfile.mkdtemp(prefix=".writing-", dir=parent))
    try:
        for name, content in {**files, _MANIFEST: _dump(manifest)}.items():
            (staging / name).write_bytes(content)
        os.replace(staging, folder)  # noqa: PTH105 - Path.replace would hide that this is the atomic step
    except OSError:
        shutil.rmtree(staging, ignore_errors=True)
        if not folder.exists():  # another process may have written the same bundle first
            raise
    return folder


def load_bundle(folder: Path) -> Bundle:
    """Read a bundle back, after checking that not a byte of it changed.

    Raises:
        BundleNotFound: there is no manifest in the folder.
        BundleFormatError: written by a program with another bundle format.
        BundleTampered: a file is missing, added or changed.
        BundleError: a file cannot be read.
    """
    manifest = _read_manifest(folder)
    contents = _checked_files(folder, manifest)
    try:
        arrays = load(contents[_ARRAYS])
        settings = json.loads(contents[_MODEL])
        return _bundle(manifest, settings, arrays)
    except (SafetensorError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _tampered(folder, f"内容读不出来（{type(error).__name__}）") from error


def _manifest(digests: dict[str, str], training: Any) -> dict[str, Any]:
    version = f"fast-{hashlib.sha256(_dump([digests, training])).hexdigest()[:12]}"
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
            remedy="请用现在的程序重新运行 lianshen train",
        )
    if _dump(_manifest(manifest.get("files", {}), manifest.get("training"))) != content:
        raise _tampered(folder, f"{_MANIFEST} 被改动过")
    return manifest


def _checked_files(folder: Path, manifest: dict[str, Any]) -> dict[str, bytes]:
    digests = manifest.get("files")
    expected = {_ARRAYS, _MODEL}
    if not isinstance(digests, dict) or set(digests) != expected:
        raise _tampered(folder, f"{_MANIFEST} 里的文件清单不对")
    present = {path.name for path in folder.iterdir()}
    if extra := present - expected - {_MANIFEST}:
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
    return arrays


def _settings(bundle: Bundle) -> dict[str, Any]:
    return {
        "heads": {name: list(bundle.heads[name].names) for name in _HEADS},
        "calibration": asdict(bundle.calibration),
        "thresholds": asdict(bundle.thresholds),
    }


def _bundle(manifest: dict[str, Any], settings: dict[str, Any], arrays: dict[str, Any]) -> Bundle:
    curves = settings["calibration"]
    for group in ("flags", "codes"):
        curves[group] = {name: Platt(**curve) for name, curve in curves[group].items()}
    curves["co"] = Platt(**curves["co"])
    for name in ("units", "items", "triage"):
        curves[name] = Choice(curves[name]["sharpness"], Platt(**curves[name]["certainty"]))
    return Bundle(
        version=manifest["version"],
        training=Training(**manifest["training"]),
        vocabularies={n: Vocabulary(arrays[f"{n}.hashes"], arrays[f"{n}.idf"]) for n in _HEADS},
        heads={
            n: Heads(tuple(settings["heads"][n]), arrays[f"{n}.weights"], arrays[f"{n}.bias"]) for n in _HEADS
        },
        calibration=Calibration(**curves),
        thresholds=Thresholds(**settings["thresholds"]),
    )

"""Retraining (再训练): from a frozen snapshot of labels to a model that may be promoted."""

from dataclasses import replace
from pathlib import Path

from model.bundle import Bundle, load_bundle, make_room, save_bundle
from model.encoder import Encoder, find_encoder, shipped
from model.errors import BundleError
from training.default import bundle_in_use
from training.fit import Progress
from training.labels import read_corpus
from training.local.adapting import adapted
from training.local.base import Base, base_bundle
from training.local.lessons import lessons_of
from training.local.snapshot import Snapshot

_BASE, _LEARNT = 0.5, 0.95


def retrain(
    snapshot: Snapshot,
    home: Path,
    *,
    seed: int = 0,
    progress: Progress = lambda _stage, _share: None,
) -> Path:
    """Make a model that has learnt from the bundled corpus and from labels; it is not put in use.

    Equal labels, units, program and seed give equal bits.

    Args:
        snapshot: of the labels, kept by :func:`training.local.snapshot.keep_snapshot`.
        home: the data folder.
        seed: of everything random.
        progress: called as the work goes on; what it raises before the model is written stops the work, and
            nothing but the base is left behind.

    Returns:
        The folder of the model.

    Raises:
        BundleError: the disk is full, or the folder cannot be written to.
        EncoderError: the encoder of the model in use cannot be used.
    """
    make_room(home / "models")
    encoder = encoder_in_use(home)
    base = base_bundle(
        Base(snapshot.units, encoder, seed, whole=True),
        home,
        lambda stage, share: progress(f"基础模型：{stage}", _BASE * share),
    )
    progress("整理标注", _BASE)
    lessons = lessons_of(snapshot.labels)
    learnt = adapted(
        base,
        encoder,
        lessons,
        read_corpus(),
        lambda share: progress("学习本地标注", _BASE + (_LEARNT - _BASE) * share),
    )
    told = replace(base.training, labels=snapshot.digest, labelled=len(lessons))
    progress("写入模型", _LEARNT)
    folder = save_bundle(replace(learnt, training=told), home / "models")
    progress("完成", 1.0)
    return folder


def encoder_in_use(home: Path) -> Encoder | None:
    """Return the encoder of the model in use, or the one that is shipped where no model is.

    Raises:
        EncoderError: it cannot be used.
    """
    try:
        bundle = load_bundle(bundle_in_use(home))
    except BundleError:
        folder = shipped()
        return Encoder.load(folder, threads=1) if folder else None
    return encoder_of(bundle, home)


def encoder_of(bundle: Bundle, home: Path) -> Encoder | None:
    """Return the encoder of a bundle under ``home``; ``None`` where it has the fast tier alone.

    Raises:
        EncoderError: it cannot be used.
    """
    return (
        Encoder.load(find_encoder(bundle.full.encoder, home / "models"), threads=1) if bundle.full else None
    )

"""Train the model from the bundled corpus, and keep it."""

import shutil
from contextlib import suppress
from pathlib import Path

from model import content
from model.bundle import Bundle, save_bundle
from model.encoder import (
    GRAPH,
    HEADS,
    MANIFEST,
    Encoder,
    beside,
    digest_of,
    find_encoder,
    read_manifest,
    shipped,
)
from model.errors import EncoderError, ExtraMissing
from model.keys import trusted_here
from model.signature import untrusted
from training.fit import Progress, fit
from training.labels import read_corpus
from training.promoting import flush, put_in_use


def train(
    seed: int = 0, progress: Progress = lambda _stage, _share: None, encoder: Path | None = None
) -> Bundle:
    """Fit a bundle on the bundled corpus.

    Args:
        seed: of everything random.
        progress: called as the work goes on.
        encoder: folder of the encoder of the full tier; the one that is shipped, if any, when not given.

    Raises:
        LabelledDataError, ContentError: the data under ``data/`` is not what it should be.
        EncoderError: the encoder cannot be used.
    """
    folder = encoder or shipped()
    return fit(
        read_corpus(),
        data=content.fingerprint(),
        seed=seed,
        encoder=Encoder.load(folder, threads=1) if folder else None,
        progress=progress,
    )


def finetuned(checkpoint: Path, bundles: Path, *, seed: int, progress: Progress) -> Path:
    """Fine-tune an encoder on the bundled corpus and put it beside the bundles; returns its folder.

    Args:
        checkpoint: folder of a Chinese BERT.
        bundles: the folder of the bundles; there, too, is kept what an interrupted call goes on with.
        seed: of everything random.
        progress: called as the work goes on.

    Raises:
        ExtraMissing: the extra ``encoder`` is not installed.
        EncoderError: the checkpoint cannot be used.
    """
    try:
        from training.finetune.run import finetune_encoder  # noqa: PLC0415 - torch is wanted for this alone
    except ModuleNotFoundError as error:
        raise ExtraMissing(
            f"微调要用的 {error.name} 没有装", remedy="请在克隆下来的文件夹里运行 pip install '.[encoder]'"
        ) from error
    work = bundles / "finetuning"
    manifest = finetune_encoder(checkpoint, work, read_corpus(), seed=seed, report=progress)
    folder = beside(bundles, digest_of(manifest))
    if folder.exists():
        shutil.rmtree(work)
    else:
        work.replace(folder)
    flush(folder)
    return folder


def bring(encoder: Path, bundles: Path) -> Path:
    """Copy an encoder to where the bundles look for theirs, unless it is at hand; returns its folder there.

    Raises:
        EncoderError: there is none.
    """
    digest = digest_of(read_manifest(encoder))
    with suppress(EncoderError):
        return find_encoder(digest, bundles)
    folder = beside(bundles, digest)
    folder.mkdir(exist_ok=True)
    for name in (GRAPH, HEADS, MANIFEST):  # the manifest last: what is there is whole
        shutil.copyfile(encoder / name, folder / name)
    flush(folder)  # no model that needs it is in use before it is on the disk
    return folder


def keep(bundle: Bundle, home: Path) -> Path:
    """Save a bundle under ``home`` and put it in use; returns its folder.

    The switch is one atomic step: whoever looks sees the former bundle or this one, whole.

    Raises:
        BundleUntrusted: it is saved, but not in use: the place uses signed models alone.
        BundleError: the disk is full, or the folder cannot be written to.
    """
    folder = save_bundle(bundle, home / "models")
    if not trusted_here():
        raise untrusted(folder, "已经写好，但没有可信的签名，没有启用")
    put_in_use(folder)
    return folder

"""The whole fine-tuning, from a checkpoint to an encoder that may be shipped."""

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from transformers.utils.hub import cached_file

from model import content
from model.characters import Characters
from model.encoder import Encoder
from model.errors import EncoderError
from training.finetune.batches import batches
from training.finetune.checkpoint import load_checkpoint
from training.finetune.examples import draft_example
from training.finetune.export import FLOAT, export, write_manifest
from training.finetune.loop import Report, Task, finetune
from training.finetune.network import Network
from training.finetune.recipe import RECIPE, Recipe
from training.labels import Corpus, LabelledDraft
from training.parts import parts

_FLOAT_APART, _FLAGS_ALIKE = 1e-2, 0.99
"""How far a score may be from torch's in the exported graph; the least share of equal flags after int8."""


def finetune_encoder(
    checkpoint: Path,
    output: Path,
    corpus: Corpus,
    *,
    seed: int,
    report: Report,
) -> dict[str, Any]:
    """Fine-tune a checkpoint on the first part of a corpus and write the encoder.

    Args:
        checkpoint: folder of a Chinese BERT.
        output: folder for the encoder; its ``state`` holds what an interrupted call goes on with.
        corpus: labelled data, split by :func:`training.parts.parts`; the last part is not looked at.
        seed: of everything random.
        report: called as the work goes on.

    Returns:
        The manifest.

    Raises:
        EncoderError: the checkpoint cannot be used, or what was exported judges otherwise than the network.
    """
    recipe, split = RECIPE, parts(corpus)
    encoder, characters = load_checkpoint(checkpoint, recipe.layers)
    torch.manual_seed(seed)
    network = Network(encoder)
    facts = {
        "checkpoint": checkpoint.name,
        "checkpoint_weights": _digest(checkpoint),
        "command": f"lianshen train --finetune --encoder {checkpoint.name} --seed {seed}",
        "data": content.fingerprint(),
        "learnt": {"drafts": len(split.learn.drafts), "titles": len(split.learn.titles)},
        "recipe": asdict(recipe),
        "seed": seed,
    }
    key = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
    task = Task(split.learn, split.tune, recipe, seed, key, output / "state")
    epochs = finetune(network, characters, task, report)
    report("转成 int8 并核对", 1.0)
    facts["epochs"] = [asdict(epoch) for epoch in epochs]
    manifest = export(network, characters, output, facts)
    manifest["parity"] = check_parity(network, characters, output, split.tune.drafts, recipe)
    write_manifest(output, manifest)
    shutil.rmtree(output / "state")
    (output / FLOAT).unlink()
    return manifest


def check_parity(
    network: Network, characters: Characters, folder: Path, drafts: Sequence[LabelledDraft], recipe: Recipe
) -> dict[str, float]:
    """Compare the network with the exported graphs on drafts it has not learnt from.

    Returns:
        ``float``: the largest difference of a score between torch and the graph in single precision;
        ``flags``: the share of flags on which the int8 graph is on the same side of even odds as torch.

    Raises:
        EncoderError: either is out of bounds.
    """
    exact = _scores(network, characters, drafts, recipe)
    apart = float(np.abs(_read(Encoder.load(folder, graph=FLOAT), drafts) - exact).max(initial=0.0))
    alike = (_read(Encoder.load(folder), drafts) > 0) == (exact > 0)
    flags = float(alike.mean()) if alike.size else 1.0
    if apart > _FLOAT_APART or flags < _FLAGS_ALIKE:
        raise EncoderError(
            f"转出的编码器和微调的不一致（分数最多差 {apart:.4f}，int8 后判断相同的占 {flags:.4f}）",
            where=str(folder),
            remedy="请检查 onnx 和 onnxruntime 的版本，再运行一次",
        )
    return {"float": apart, "flags": flags}


def _scores(
    network: Network, characters: Characters, drafts: Sequence[LabelledDraft], recipe: Recipe
) -> NDArray[np.float32]:
    network.cpu().eval()
    with torch.inference_mode():
        rows = [
            network(batch).flags
            for row in drafts
            for batch in batches([draft_example(row, characters, 1.0)], recipe.tokens)
        ]
    return np.asarray(torch.cat(rows).numpy()) if rows else np.zeros((0, 3), np.float32)


def _read(encoder: Encoder, drafts: Sequence[LabelledDraft]) -> NDArray[np.float32]:
    return np.array([encoder.read(row.draft).whole[:3] for row in drafts], np.float32).reshape(-1, 3)


def _digest(checkpoint: Path) -> str:
    """Return the SHA-256 of the checkpoint's weights, of a folder or of a name that the cache holds."""
    files = [*checkpoint.glob("*.safetensors"), *checkpoint.glob("*.bin")]
    if not files:
        files = [Path(str(cached_file(str(checkpoint), "model.safetensors", local_files_only=True)))]
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()

"""Turn a fine-tuned network into what is shipped: a graph of int8 arrays, the heads, and a manifest."""

import hashlib
import json
import logging
import warnings
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import save
from torch import Tensor, nn

from model.characters import Characters
from model.encoder import GRAPH, HEADS, MANIFEST
from training.finetune.network import Network

FLOAT = "float.onnx"
"""The graph in single precision, which int8 is compared with."""

_OPSET = 17


class _Graph(nn.Module):
    """The encoder from the numbers of one window's characters to their states; no padding, so no mask."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder = network.encoder
        # Half precision halves the largest array and costs nothing one could measure; int8 would.
        self.table = nn.Parameter(network.encoder.embeddings.word_embeddings.weight.detach().half(), False)

    def forward(self, numbers: Tensor) -> Tensor:
        states: Tensor = self.encoder(inputs_embeds=self.table[numbers].float()).last_hidden_state
        return states


def export(network: Network, characters: Characters, folder: Path, facts: dict[str, Any]) -> dict[str, Any]:
    """Write the graph, the heads and the manifest, which is returned.

    Weights become signed 8-bit numbers of reduced range, one scale a column: 7 bits cannot overflow the
    16-bit sums of processors without VNNI, so that every processor comes to the same result.

    Args:
        network: on any device; left on the CPU.
        characters: that it knows.
        folder: made if need be.
        facts: for the manifest beside digests and characters.
    """
    folder.mkdir(parents=True, exist_ok=True)
    network.cpu().eval()
    whole = folder / FLOAT
    export_float(network, whole)
    quantize(whole, folder / GRAPH)
    heads = {}
    for name in ("whole", "passages", "asks"):
        head = getattr(network, name)
        heads[f"{name}.weights"] = head.weight.detach().T.contiguous()
        heads[f"{name}.bias"] = head.bias.detach()
    (folder / HEADS).write_bytes(save(heads))
    files = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (GRAPH, HEADS)}
    files["characters"] = hashlib.sha256(characters.known.encode()).hexdigest()
    manifest = {**facts, "characters": characters.known, "files": files}
    write_manifest(folder, manifest)
    return manifest


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Write what is known of an encoder beside it."""
    (folder / MANIFEST).write_text(
        json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1) + "\n", "utf-8"
    )


def quantize(whole: Path, path: Path) -> None:
    """Write a graph in single precision once more with int8 arrays."""
    logging.disable(logging.WARNING)  # advice for pictures, in English and for everyone to see
    try:
        quantize_dynamic(
            whole,
            path,
            op_types_to_quantize=["MatMul"],
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            extra_options={"MatMulConstBOnly": True},
        )
    finally:
        logging.disable(logging.NOTSET)


def export_float(network: Network, path: Path) -> None:
    """Write the graph in single precision."""
    example = torch.arange(5, 21)[None]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter warns of its successor, which wants another package
        torch.onnx.export(
            _Graph(network).eval(),
            (example,),
            path,
            input_names=["numbers"],
            output_names=["states"],
            dynamic_axes={"numbers": {1: "tokens"}, "states": {1: "tokens"}},
            opset_version=_OPSET,
            dynamo=False,
        )
    onnx.checker.check_model(path)

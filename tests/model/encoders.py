"""An encoder made by hand: whole in shape, each character's state drawn by lot and the same everywhere.

Its graph is one look-up in a table, written byte by byte, since the package ``onnx`` may not be installed.
Fields are numbered as in ``onnx.proto``, written as in Protocol Buffers' *Encoding*.
"""

import hashlib
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

from model.characters import SPECIAL
from model.content import REASONS, units
from model.encoder import GRAPH, HEADS, MANIFEST
from model.review import TRIAGE
from model.rubric import FLAGS

WIDTH = 8
KNOWN = "".join(sorted(set("关于修路的建议县公安局装红绿灯桥断了请镇村口学校，。：1")))
_FLOAT, _INT64 = 1, 7


def made(folder: Path, seed: int = 0) -> Path:
    """Write an encoder into a folder, which is made and returned; another seed gives other weights."""
    random = np.random.default_rng(seed)

    def drawn(*shape: int) -> NDArray[np.float32]:
        return random.normal(size=shape).astype(np.float32)

    table = drawn(len(SPECIAL) + len(KNOWN), WIDTH)
    judged = len(FLAGS) + len(REASONS) + len(TRIAGE)
    sizes = {
        "whole": (4 * WIDTH, judged + len(units())),
        "passages": (WIDTH, len(REASONS)),
        "asks": (WIDTH, len(units())),
    }
    heads: dict[str, NDArray[np.float32]] = {}
    for name, (inputs, outputs) in sizes.items():
        heads |= {f"{name}.weights": drawn(inputs, outputs), f"{name}.bias": drawn(outputs)}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / GRAPH).write_bytes(look_up(table))
    (folder / HEADS).write_bytes(save(heads))
    sign(folder)
    return folder


def sign(folder: Path) -> None:
    """Write a manifest that agrees with the files of an encoder, as somebody who knows the format could."""
    files = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (GRAPH, HEADS)}
    manifest = {"characters": KNOWN, "files": files}
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False), "utf-8")


def look_up(table: NDArray[np.float32]) -> bytes:
    """Return a graph from ``numbers`` of shape (1, tokens) to the ``states`` that a table has for them."""
    initial = [_field(1, size) for size in table.shape]
    tensor = b"".join([*initial, _field(2, _FLOAT), _field(8, b"table"), _field(9, table.tobytes())])
    node = b"".join([_field(1, b"table"), _field(1, b"numbers"), _field(2, b"states"), _field(4, b"Gather")])
    graph = b"".join(
        [
            _field(1, node),
            _field(2, b"by hand"),
            _field(5, tensor),
            _field(11, _value(b"numbers", _INT64, 2)),
            _field(12, _value(b"states", _FLOAT, 3)),
        ]
    )
    return _field(1, 8) + _field(7, graph) + _field(8, _field(2, 17))


def _value(name: bytes, kind: int, dimensions: int) -> bytes:
    shape = b"".join(_field(1, _field(2, b"size %d" % number)) for number in range(dimensions))
    return _field(1, name) + _field(2, _field(1, _field(1, kind) + _field(2, shape)))


def _field(number: int, value: int | bytes) -> bytes:
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    high, low = divmod(value, 128)
    return bytes([low | 128]) + _varint(high) if high else bytes([low])

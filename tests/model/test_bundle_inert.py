"""Nothing of a model can run: it is arrays and JSON, and reading it runs nothing, opens nothing else."""

import hashlib
import json
import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnx
import pytest

from model.bundle import load_bundle, save_bundle
from model.content import FOLDER
from model.encoder import GRAPH, HEADS, Encoder
from model.errors import BundleTampered, EncoderError
from tests.model.bundles import made
from tests.model.encoders import look_up, sign
from tests.model.encoders import made as encoder_made

ROOT = Path(__file__).parents[2]
ENCODER = FOLDER / "encoder"
_WATCHED = """
import pickle
import sys
from pathlib import Path

from model.bundle import load_bundle
from model.encoder import Encoder

bundle, encoder = map(Path, sys.argv[1:])
load_bundle(bundle), Encoder.load(encoder)  # whatever is imported for it is by now
seen = set()


def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and not arguments[1].startswith("r"):
        seen.add(f"write {arguments[0]}")
    elif event == "open":
        path = Path(arguments[0])
        if path.parent not in (bundle, encoder):
            seen.add(f"open {path}")
    elif event not in ("os.listdir", "os.scandir", "builtins.id"):
        seen.add(event)


sys.addaudithook(watch)
load_bundle(bundle), Encoder.load(encoder)
print(sorted(seen))
pickle.loads(pickle.dumps(Path))
print(sorted(seen))
"""


class Trap:
    """Makes a file where it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.path,)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_bundle(made(), tmp_path_factory.mktemp("bundle"))


def test_reading_a_model_and_its_encoder_runs_nothing_and_opens_nothing_else(folder: Path) -> None:
    told = subprocess.run(  # noqa: S603 - the program above
        [sys.executable, "-c", _WATCHED, str(folder), str(ENCODER)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert told.stdout.splitlines() == ["[]", "['pickle.find_class']"]


@pytest.mark.parametrize("name", ["arrays.safetensors", "model.json"])
def test_what_was_pickled_is_not_unpickled(folder: Path, tmp_path: Path, name: str) -> None:
    trap = tmp_path / "sprung"
    pickled = pickle.dumps(Trap(trap))
    spoilt = tmp_path / folder.name
    spoilt.mkdir()
    for path in folder.iterdir():
        (spoilt / path.name).write_bytes(path.read_bytes())
    (spoilt / name).write_bytes(pickled)
    _agree(spoilt, name)
    with pytest.raises(BundleTampered, match="内容读不出来"):
        load_bundle(spoilt)
    assert not trap.exists()
    pickle.loads(pickled)  # noqa: S301 - the trap is one
    assert trap.exists()


def _agree(folder: Path, name: str) -> None:
    """Write a manifest that agrees with a file, as somebody who knows the format could."""
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["files"][name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    named = json.dumps(
        [manifest["files"], manifest["training"]], ensure_ascii=False, sort_keys=True, indent=1
    )
    manifest["version"] = f"fast-{hashlib.sha256(named.encode()).hexdigest()[:12]}"
    written = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1)
    (folder / "manifest.json").write_text(written, "utf-8")


def test_the_encoder_that_comes_along_is_a_graph_of_standard_operators_with_all_its_arrays() -> None:
    model = onnx.load(ENCODER / GRAPH, load_external_data=False)
    assert {each.domain for each in model.opset_import} == {""}
    assert {node.domain for node in model.graph.node} == {""}
    assert list(model.functions) == []
    assert [each.name for each in model.graph.initializer if each.external_data or each.data_location] == []
    assert {path.suffix for path in ENCODER.iterdir()} == {".onnx", ".safetensors", ".json", ".md", ""}
    assert [path.name for path in ENCODER.iterdir() if not path.suffix] == ["LICENSE"]


@pytest.mark.parametrize("domain", ["com.example", "ai.onnx.contrib", "com.microsoft"])
def test_a_graph_with_an_operator_of_ones_own_is_refused(tmp_path: Path, domain: str) -> None:
    model = onnx.load_from_string(look_up(np.zeros((10, 8), np.float32)))
    model.graph.node[0].domain, model.graph.node[0].op_type = domain, "PyOp"
    model.opset_import.add(domain=domain, version=1)
    _refused(tmp_path, model)


@pytest.mark.parametrize("where", ["weights", "../weights", "encoder.onnx", "{}/weights"])
def test_a_graph_whose_arrays_lie_elsewhere_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    model = onnx.load_from_string(look_up(np.zeros((10, 8), np.float32)))
    (table,) = model.graph.initializer
    for place in (tmp_path / "weights", tmp_path / "encoder" / "weights"):
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(table.raw_data)
    monkeypatch.chdir(tmp_path / "encoder")
    table.ClearField("raw_data")
    table.data_location = onnx.TensorProto.EXTERNAL
    for key, value in {"location": where.format(tmp_path), "offset": "0", "length": "320"}.items():
        table.external_data.add(key=key, value=value)
    _refused(tmp_path, model)


def _refused(tmp_path: Path, model: onnx.ModelProto) -> None:
    folder = encoder_made(tmp_path / "encoder")
    (folder / GRAPH).write_bytes(model.SerializeToString())
    sign(folder)
    with pytest.raises(EncoderError, match="编码器的内容读不出来"):
        Encoder.load(folder)


def test_heads_that_were_pickled_are_not_unpickled(tmp_path: Path) -> None:
    folder = encoder_made(tmp_path / "encoder")
    (folder / HEADS).write_bytes(pickle.dumps(Trap(tmp_path / "sprung")))
    sign(folder)
    with pytest.raises(EncoderError, match="编码器的内容读不出来"):
        Encoder.load(folder)
    assert not (tmp_path / "sprung").exists()


def test_the_characters_of_a_fine_tuned_encoder_are_vouched_for(tmp_path: Path) -> None:
    folder = encoder_made(tmp_path / "encoder")
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    known = hashlib.sha256(manifest["characters"].encode()).hexdigest()
    manifest["files"]["characters"] = known
    path.write_text(json.dumps(manifest), "utf-8")
    Encoder.load(folder)
    path.write_text(json.dumps({**manifest, "characters": manifest["characters"][::-1]}), "utf-8")
    with pytest.raises(EncoderError, match="编码器认得的字被改动过"):
        Encoder.load(folder)

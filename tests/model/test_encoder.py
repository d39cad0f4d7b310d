"""What an encoder reads in a draft, and what is no encoder."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from safetensors.numpy import load_file, save, save_file

from model import content
from model.characters import Characters
from model.content import REASONS, units
from model.draft import LEVELS, Draft
from model.encoder import (
    GRAPH,
    HEADS,
    MANIFEST,
    Encoder,
    EncoderHeads,
    Projection,
    Reading,
    beside,
    digest_of,
    find_encoder,
    read_manifest,
    shipped,
)
from model.errors import EncoderError
from model.review import TRIAGE
from model.rubric import FLAGS
from model.windows import lay_out_draft
from tests.model.encoders import KNOWN, WIDTH, made, sign

LONG = Draft("关于修路的建议", "路断了，请修路。" * 120)
SHORT = Draft("关于修桥的建议", "桥断了。\n建议县公安局装红绿灯。请镇修桥。")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("encoder"))


@pytest.fixture(scope="module")
def encoder(original: Path) -> Encoder:
    return Encoder.load(original, threads=1)


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    """A copy of a good encoder, to be spoilt."""
    return shutil.copytree(original, tmp_path / "copy")


def refused(folder: Path, *words: str) -> None:
    with pytest.raises(EncoderError) as caught:
        Encoder.load(folder)
    assert caught.value.where == str(folder)
    assert "lianshen train --finetune" in caught.value.remedy
    for word in words:
        assert word in str(caught.value)


def states_of(encoder: Encoder, draft: Draft) -> NDArray[np.float64]:
    return encoder.read(draft).states.astype(np.float64)


def test_the_whole_is_told_from_mean_and_maximum_the_title_and_what_is_asked(
    encoder: Encoder, original: Path
) -> None:
    reading, states = encoder.read(SHORT), states_of(encoder, SHORT)
    assert len(states) == len("关于修桥的建议") + len("桥断了。建议县公安局装红绿灯。请镇修桥。")
    asked = states[len("关于修桥的建议桥断了。") :]
    pooled = [states.mean(0), states.max(0), states[:7].mean(0), asked.mean(0)]
    heads = load_file(original / HEADS)
    expected = np.concatenate(pooled) @ heads["whole.weights"] + heads["whole.bias"]
    assert reading.whole.shape == (len(FLAGS) + len(REASONS) + len(TRIAGE) + len(units()),)
    np.testing.assert_allclose(reading.whole, expected, atol=1e-5)


def test_a_passage_and_an_ask_are_told_from_the_mean_of_their_tokens(
    encoder: Encoder, original: Path
) -> None:
    reading, states, heads = encoder.read(SHORT), states_of(encoder, SHORT), load_file(original / HEADS)
    start = SHORT.body.index("建议县公安局")
    at = slice(7 + start - 1, 7 + start - 1 + 6)  # the line break is no token
    for name, scores in (
        ("passages", reading.passage("body", start, start + 6)),
        ("asks", reading.ask(start, start + 6)),
    ):
        expected = states[at].mean(0) @ heads[f"{name}.weights"] + heads[f"{name}.bias"]
        np.testing.assert_allclose(scores, expected, atol=1e-5)
    title = states[:7].mean(0) @ heads["passages.weights"] + heads["passages.bias"]
    np.testing.assert_allclose(reading.passage("title", 0, 7), title, atol=1e-5)


def test_where_there_is_nothing_the_scores_are_the_bias_alone(encoder: Encoder, original: Path) -> None:
    heads = load_file(original / HEADS)
    for draft in (Draft("", ""), Draft("修桥", ""), SHORT):
        reading = encoder.read(draft)
        np.testing.assert_array_equal(reading.passage("body", 0, 0), heads["passages.bias"])
        np.testing.assert_array_equal(reading.ask(0, 0), heads["asks.bias"])
        assert np.isfinite(reading.whole).all()


def test_a_title_without_a_body_and_a_body_without_a_title_are_read(encoder: Encoder) -> None:
    assert encoder.read(Draft("修桥", "")).states.shape == (2, WIDTH)
    assert encoder.read(Draft("", "修桥。")).states.shape == (3, WIDTH)
    assert encoder.read(Draft("", "")).states.shape == (0, WIDTH)


def test_a_long_draft_is_read_window_by_window(encoder: Encoder) -> None:
    reading, states = encoder.read(LONG), states_of(encoder, LONG)
    assert len(reading.layout.windows) > 1
    assert len(states) == len(LONG.title) + len(LONG.body)
    once = states[len(LONG.title) :][: len("路断了，请修路。")]
    np.testing.assert_array_equal(states[len(LONG.title) :], np.tile(once, (120, 1)))


drafts = st.builds(
    Draft, st.text(KNOWN, max_size=20), st.text(KNOWN + "\n 塌", max_size=700), st.sampled_from(LEVELS)
)


@given(drafts, st.lists(drafts, max_size=3), st.data())
@settings(max_examples=30)
def test_a_draft_is_read_alike_alone_and_after_others(
    encoder: Encoder, draft: Draft, others: list[Draft], data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(draft.body)))
    end = data.draw(st.integers(start, len(draft.body)))
    alone = encoder.read(draft)
    for other in others:
        encoder.read(other)
    again = encoder.read(Draft(draft.title, draft.body, draft.level))
    np.testing.assert_array_equal(alone.whole, again.whole)
    np.testing.assert_array_equal(alone.passage("body", start, end), again.passage("body", start, end))
    np.testing.assert_array_equal(alone.ask(start, end), again.ask(start, end))


@given(st.lists(st.lists(st.floats(-4, 4, width=32), min_size=2, max_size=2), min_size=9, max_size=9))
def test_spans_are_means(rows: list[list[float]]) -> None:
    """With heads that change nothing every span is the mean of its tokens, however far down it stands."""
    draft = Draft("修桥", "桥断了，请修桥")
    states = np.array(rows, np.float32)
    same = Projection(np.eye(2, dtype=np.float32), np.zeros(2, np.float32))
    layout = lay_out_draft(draft, Characters(KNOWN))
    reading = Reading(layout, states, EncoderHeads(same, same, same))
    for start in range(7):
        for end in range(start + 1, 8):
            expected = states[2 + start : 2 + end].astype(np.float64).mean(0)
            np.testing.assert_allclose(reading.passage("body", start, end), expected, atol=1e-5)
            np.testing.assert_allclose(reading.ask(start, end), expected, atol=1e-5)


@pytest.mark.parametrize("place", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("name", [GRAPH, HEADS])
def test_one_changed_byte_is_noticed(folder: Path, name: str, place: float) -> None:
    whole = bytearray((folder / name).read_bytes())
    whole[int(place * (len(whole) - 1))] ^= 1
    (folder / name).write_bytes(whole)
    refused(folder, f"编码器的文件 {name} 被改动过")


@pytest.mark.parametrize("name", [GRAPH, HEADS])
def test_a_missing_file_is_noticed(folder: Path, name: str) -> None:
    (folder / name).unlink()
    refused(folder, "读不出来")


@pytest.mark.parametrize(
    "manifest",
    [None, b"", b"\xff", b"[]", b"3", b"{}", b'{"files": {}, "characters": ""}', b'{"files": 3}'],
)
def test_what_has_no_manifest_is_no_encoder(folder: Path, manifest: bytes | None) -> None:
    (folder / MANIFEST).unlink() if manifest is None else (folder / MANIFEST).write_bytes(manifest)
    refused(folder, "没有可用的编码器")


def _half_of_the_heads(folder: Path) -> None:
    arrays = load_file(folder / HEADS)
    del arrays["asks.bias"]
    save_file(arrays, folder / HEADS)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / GRAPH).write_bytes(b""),
        lambda folder: (folder / GRAPH).write_bytes(b"nonsense"),
        lambda folder: (folder / HEADS).write_bytes(b"nonsense"),
        lambda folder: (folder / HEADS).write_bytes(save({})),
        _half_of_the_heads,
    ],
)
def test_nonsense_under_a_fitting_manifest_is_refused(folder: Path, spoil: Callable[[Path], object]) -> None:
    spoil(folder)
    sign(folder)
    refused(folder, "编码器的内容读不出来")


def test_signing_works_so_that_the_test_above_tests_the_content(folder: Path, encoder: Encoder) -> None:
    sign(folder)
    np.testing.assert_array_equal(Encoder.load(folder).read(SHORT).whole, encoder.read(SHORT).whole)


def test_another_graph_of_the_folder_may_be_compared(folder: Path, tmp_path: Path) -> None:
    shutil.copyfile(made(tmp_path / "other", seed=1) / GRAPH, folder / "float.onnx")
    mine, other = Encoder.load(folder), Encoder.load(folder, graph="float.onnx")
    assert not np.array_equal(mine.read(SHORT).states, other.read(SHORT).states)
    with pytest.raises(EncoderError, match="读不出来"):
        Encoder.load(folder, graph="none.onnx")


def test_an_encoder_is_told_by_its_files(original: Path, encoder: Encoder, tmp_path: Path) -> None:
    manifest = read_manifest(original)
    assert encoder.digest == digest_of(manifest) == digest_of({**manifest, "seed": 7})
    assert encoder.digest != digest_of(read_manifest(made(tmp_path, seed=1)))


def test_the_one_that_is_shipped_comes_first_and_then_the_one_beside_the_bundles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content, "FOLDER", tmp_path / "data")
    bundles = tmp_path / "models"
    digest = digest_of(read_manifest(made(tmp_path / "some")))
    assert shipped() is None
    with pytest.raises(EncoderError, match=r"编码器不在了.*lianshen train") as caught:
        find_encoder(digest, bundles)
    assert caught.value.where == str(bundles)
    shutil.copytree(tmp_path / "some", beside(bundles, digest))
    assert find_encoder(digest, bundles) == beside(bundles, digest)
    shutil.copytree(tmp_path / "some", tmp_path / "data" / "encoder")
    assert shipped() == tmp_path / "data" / "encoder"
    assert find_encoder(digest, bundles) == shipped()
    assert beside(bundles, digest).parent == bundles
    assert digest[:12] in beside(bundles, digest).name


def test_an_encoder_that_is_another_one_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "FOLDER", tmp_path / "data")
    made(tmp_path / "data" / "encoder", seed=1)
    digest = digest_of(read_manifest(made(tmp_path / "some")))
    made(beside(tmp_path, digest), seed=2)
    with pytest.raises(EncoderError, match="编码器不在了"):
        find_encoder(digest, tmp_path)


@pytest.mark.parametrize(
    "load",
    [
        "import sys, pathlib; from model.encoder import Encoder; Encoder.load(pathlib.Path(sys.argv[1]))",
        "import training.finetune.export",
    ],
    ids=["read", "made"],
)
def test_the_makers_of_onnxruntime_are_told_nothing(load: str, original: Path, tmp_path: Path) -> None:
    # It keeps what it is about to report in the user's folder, an identifier of the machine first.
    home = tmp_path / "home"
    home.mkdir()
    known = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    subprocess.run([sys.executable, "-c", load, original], env=known | {"HOME": str(home)}, check=True)  # noqa: S603 - ours
    assert list(home.iterdir()) == []

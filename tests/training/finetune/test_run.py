"""The whole fine-tuning: a checkpoint in, an encoder with the facts of its making out."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from model import content
from model.draft import Draft
from model.encoder import GRAPH, HEADS, MANIFEST, Encoder, read_manifest
from model.errors import EncoderError
from tests.training.finetune.tiny import RECIPE
from training.finetune import loop
from training.finetune import run as module
from training.finetune.run import finetune_encoder
from training.finetune.state import BEST, LAST
from training.labels import Corpus, LabelledDraft
from training.parts import parts

SHORT = replace(RECIPE, epochs=2)


@pytest.fixture(scope="module")
def few(small_corpus: Corpus) -> Corpus:
    """Some of the small corpus, of each part a few."""
    split = parts(small_corpus)
    rows = (*split.learn.drafts[:8], *split.tune.drafts[:6], *split.test.drafts[:4])
    titles = (*split.learn.titles[:4], *split.tune.titles[:3], *split.test.titles[:2])
    return Corpus(rows, titles)


@pytest.fixture(autouse=True)
def little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fine-tune in a second."""
    monkeypatch.setattr(module, "RECIPE", SHORT)
    monkeypatch.setattr(loop, "duty_examples", lambda _characters: [])


def run(checkpoint: Path, output: Path, corpus: Corpus, told: list[tuple[str, float]] | None = None) -> Any:
    def report(stage: str, share: float) -> None:
        if told is not None:
            told.append((stage, share))

    return finetune_encoder(checkpoint, output, corpus, seed=3, report=report)


def test_what_is_written_can_be_read_and_tells_how_it_was_made(
    checkpoint: Path, few: Corpus, tmp_path: Path
) -> None:
    told: list[tuple[str, float]] = []
    output = tmp_path / "finetuning"
    manifest = run(checkpoint, output, few, told)
    assert {path.name for path in output.iterdir()} == {GRAPH, HEADS, MANIFEST}
    assert read_manifest(output) == json.loads(json.dumps(manifest))
    weights = (checkpoint / "model.safetensors").read_bytes()
    assert manifest["checkpoint"] == "tiny"
    assert manifest["checkpoint_weights"] == hashlib.sha256(weights).hexdigest()
    assert manifest["command"] == "lianshen train --finetune --encoder tiny --seed 3"
    assert (manifest["seed"], manifest["data"]) == (3, content.fingerprint())
    assert manifest["recipe"] == asdict(SHORT)
    assert manifest["learnt"] == {"drafts": 8, "titles": 4}
    assert [epoch["number"] for epoch in manifest["epochs"]] == [1, 2]
    assert set(manifest["parity"]) == {"float", "flags"}
    assert 0 <= manifest["parity"]["float"] < 1e-2
    assert 0.99 <= manifest["parity"]["flags"] <= 1
    assert set(manifest["files"]) == {GRAPH, HEADS, "characters"}
    whole = Encoder.load(output, threads=1).read(few.drafts[0].draft).whole
    assert np.isfinite(whole).all()
    assert told[-1] == ("转成 int8 并核对", 1.0)
    assert told[0][0].startswith("微调第 1/2 轮")


def test_run_twice_it_is_the_same_encoder(checkpoint: Path, few: Corpus, tmp_path: Path) -> None:
    first, second = (run(checkpoint, tmp_path / name, few) for name in "ab")
    assert first["files"] == second["files"]


def test_int8_reads_a_draft_alike_alone_and_after_others(
    checkpoint: Path, few: Corpus, tmp_path: Path
) -> None:
    run(checkpoint, tmp_path, few)
    encoder = Encoder.load(tmp_path, threads=1)
    alone = [encoder.read(row.draft).whole for row in few.drafts]
    again = [encoder.read(row.draft).whole for row in reversed(few.drafts)]
    np.testing.assert_array_equal(alone, again[::-1])


def test_the_last_part_is_not_looked_at(checkpoint: Path, few: Corpus, tmp_path: Path) -> None:
    reported = {row.id for row in parts(few).test.drafts}
    empty: dict[str, Any] = {"draft": Draft("别的", "什么都没有。"), "evidence": (), "items": ()}
    rows = (replace(row, **empty) if row.id in reported else row for row in few.drafts)
    other = Corpus(tuple(rows), few.titles)
    assert reported
    first, second = (run(checkpoint, tmp_path / name, each) for name, each in (("a", few), ("b", other)))
    assert first["files"] == second["files"]
    assert first["parity"] == second["parity"]


@pytest.mark.parametrize(("graph", "words"), [(0, "分数最多差 1"), (1, "判断相同的占 0")])
def test_an_encoder_that_judges_otherwise_is_refused_and_can_be_tried_again(
    checkpoint: Path, few: Corpus, tmp_path: Path, graph: int, words: str
) -> None:
    """The graph in single precision is read first, the int8 graph next."""
    turns = [0, 1]
    read = module._read

    def otherwise(encoder: Encoder, drafts: Sequence[LabelledDraft]) -> NDArray[np.float32]:
        scores, turn = read(encoder, drafts), turns.pop(0)
        spoilt = scores + 1 if turn == 0 else -scores
        return spoilt if turn == graph else scores

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_read", otherwise)
        with pytest.raises(EncoderError, match=words) as caught:
            run(checkpoint, tmp_path, few)
    assert "和微调的不一致" in str(caught.value)
    assert caught.value.where == str(tmp_path)
    assert "onnxruntime" in caught.value.remedy
    assert {path.name for path in (tmp_path / "state").iterdir()} == {LAST, BEST}
    told: list[tuple[str, float]] = []
    run(checkpoint, tmp_path, few, told)
    assert [stage for stage, _ in told] == ["转成 int8 并核对"]


def test_a_folder_without_a_checkpoint_is_refused_before_anything_is_written(
    few: Corpus, tmp_path: Path
) -> None:
    with pytest.raises(EncoderError, match="读不出一个 BERT 编码器"):
        run(tmp_path / "none", tmp_path / "out", few)
    assert not (tmp_path / "out").exists()

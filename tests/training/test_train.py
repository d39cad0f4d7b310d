"""The model trained from the bundled corpus is kept and put in use in one step."""

import os
import re
import sys
from pathlib import Path
from stat import S_IMODE
from types import ModuleType
from typing import Any

import pytest

from model import content
from model.bundle import Bundle, load_bundle
from model.encoder import Encoder, digest_of, find_encoder, read_manifest, shipped
from model.errors import BundleError, EncoderError, ExtraMissing
from model.reviewer import Reviewer
from tests.model import encoders
from tests.model.bundles import made
from training import train as module
from training.default import CURRENT, bundle_in_use, ensure_bundle
from training.labels import Corpus
from training.train import finetuned, keep, train


def test_a_kept_bundle_is_in_use(tmp_path: Path) -> None:
    folder = keep(made(), tmp_path)
    assert bundle_in_use(tmp_path) == folder
    assert load_bundle(folder).version == folder.name
    assert {path.name for path in (tmp_path / "models").iterdir()} == {CURRENT, folder.name}


def test_the_next_takes_its_place_and_the_former_stays(tmp_path: Path) -> None:
    first, second = keep(made(), tmp_path), keep(made(seed=1), tmp_path)
    assert first != second
    assert bundle_in_use(tmp_path) == second
    assert load_bundle(first).version == first.name
    assert keep(made(), tmp_path) == first
    assert bundle_in_use(tmp_path) == first


@pytest.mark.skipif(os.name != "posix", reason="Windows has no umask")
def test_others_may_read_what_the_umask_lets_them(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        folder = keep(made(), tmp_path)
    finally:
        os.umask(before)
    modes = {path.name: S_IMODE(path.stat().st_mode) for path in (folder, *folder.parent.rglob("*"))}
    assert modes == {
        folder.name: 0o755,
        CURRENT: 0o644,
        "arrays.safetensors": 0o644,
        "model.json": 0o644,
        "manifest.json": 0o644,
    }


def test_a_switch_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "models" / CURRENT).mkdir(parents=True)
    with pytest.raises(BundleError, match=f"{CURRENT}：模型写不进去（"):
        keep(made(), tmp_path)
    assert {path.name[:5] for path in (tmp_path / "models").iterdir()} == {CURRENT[:5], "fast-"}


def test_training_reads_the_bundled_corpus_and_names_its_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = asked_of_fit(monkeypatch)
    assert train(seed=5).training == made().training
    ((corpus, settings),) = asked
    assert (len(corpus.drafts) > 1000, settings["data"], settings["seed"]) == (True, content.fingerprint(), 5)


def asked_of_fit(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Corpus, dict[str, Any]]]:
    """Fit nothing; return what was asked for."""
    asked: list[tuple[Corpus, dict[str, Any]]] = []

    def fit(corpus: Corpus, **settings: Any) -> Bundle:
        asked.append((corpus, settings))
        return made()

    monkeypatch.setattr(module, "fit", fit)
    return asked


def test_the_encoder_named_is_taken_or_the_one_that_is_shipped_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asked_of_fit(monkeypatch)
    shipped, named = (encoders.made(tmp_path / name, seed) for seed, name in enumerate(("shipped", "named")))
    for folder, chosen in ((None, None), (shipped, None), (shipped, named), (None, named)):
        monkeypatch.setattr(module, "shipped", lambda folder=folder: folder)
        train(encoder=chosen)
        encoder = asked.pop()[1]["encoder"]
        expected = chosen or folder
        assert (encoder and encoder.digest) == (expected and digest_of(read_manifest(expected)))


def test_an_encoder_that_cannot_be_used_is_told_before_anything_is_fitted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asked_of_fit(monkeypatch)
    with pytest.raises(EncoderError, match="没有可用的编码器"):
        train(encoder=tmp_path)
    assert asked == []


@pytest.fixture
def finetuning(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, int]]:
    """Fine-tune nothing, write an encoder made by hand; return what was asked for."""
    asked = []

    def finetune_encoder(checkpoint: Path, output: Path, corpus: Corpus, *, seed: int, report: Any) -> Any:
        asked.append((checkpoint, seed))
        assert len(corpus.drafts) > 1000
        report("微调", 0.5)
        return read_manifest(encoders.made(output, seed))

    run = ModuleType("training.finetune.run")
    setattr(run, "finetune_encoder", finetune_encoder)  # noqa: B010 - a module made here
    monkeypatch.setitem(sys.modules, "training.finetune.run", run)
    return asked


def test_a_fine_tuned_encoder_lies_beside_the_bundles_under_its_own_name(
    tmp_path: Path, finetuning: list[tuple[Path, int]]
) -> None:
    told: list[str] = []
    folder = finetuned(Path("tiny"), tmp_path, seed=4, progress=lambda stage, _share: told.append(stage))
    assert folder == find_encoder(digest_of(read_manifest(folder)), tmp_path)
    assert (finetuning, told) == ([(Path("tiny"), 4)], ["微调"])
    assert list(tmp_path.iterdir()) == [folder]
    other = finetuned(Path("tiny"), tmp_path, seed=5, progress=lambda _stage, _share: None)
    assert other != folder
    assert finetuned(Path("tiny"), tmp_path, seed=4, progress=lambda _stage, _share: None) == folder
    assert {path.name for path in tmp_path.iterdir()} == {folder.name, other.name}
    Encoder.load(folder)


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "training.finetune.run", raising=False)
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ExtraMissing, match=r"微调要用的 torch 没有装.*pip install '\.\[encoder\]'"):
        finetuned(Path("tiny"), tmp_path, seed=0, progress=lambda _stage, _share: None)
    assert list(tmp_path.iterdir()) == []


def test_where_there_is_no_model_the_first_one_is_trained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trained: list[None] = []

    def fit(*_corpus: Any, **_settings: Any) -> Bundle:
        trained.append(None)
        return made()

    monkeypatch.setattr(module, "fit", fit)
    folder = ensure_bundle(tmp_path)
    assert ensure_bundle(tmp_path) == folder
    assert len(trained) == 1


def test_the_model_in_use_is_whole(home: Path, reviewer: Reviewer) -> None:
    bundle = load_bundle(bundle_in_use(home))
    assert re.fullmatch("full-[0-9a-f]{12}" if shipped() else "fast-[0-9a-f]{12}", bundle.version)
    assert reviewer.version == bundle.version
    assert bundle.training.data == content.fingerprint()
    assert bundle.training.drafts > 1000
    assert bundle.training.seed == 0

"""Training is the same to the bit for the same data and seed."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from model.bundle import Bundle, load_bundle, save_bundle
from model.content import REASONS, units
from model.encoder import Encoder
from model.review import to_json
from model.reviewer import Reviewer
from model.scores import JUDGED
from tests.model.encoders import made
from training import fit as module
from training.fit import THRESHOLDS, fit
from training.labels import Corpus

FILES = ("arrays.safetensors", "model.json", "manifest.json")


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES}


@pytest.fixture(scope="module")
def saved(small_bundle: Bundle, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_bundle(small_bundle, tmp_path_factory.mktemp("saved"))


def test_trained_twice_it_is_the_same_bytes(small_corpus: Corpus, saved: Path, tmp_path: Path) -> None:
    again = save_bundle(fit(small_corpus, data="small"), tmp_path)
    assert again.name == saved.name
    assert contents(again) == contents(saved)


def test_trained_in_another_process_it_is_the_same_bytes(saved: Path, tmp_path: Path) -> None:
    """Python draws the order of sets by lot in every process, and libraries count the cores."""
    program = (
        "import sys; from pathlib import Path\n"
        "from model.bundle import save_bundle; from training.fit import fit\n"
        "from tests.small import small_corpus\n"
        "save_bundle(fit(small_corpus(), data='small'), Path(sys.argv[1]))\n"
    )
    said = subprocess.run(  # noqa: S603 - runs nothing but this project
        [sys.executable, "-W", "error", "-c", program, str(tmp_path)],
        env={
            **os.environ,
            "PYTHONHASHSEED": "4711",
            "OMP_NUM_THREADS": "3",
            "OPENBLAS_NUM_THREADS": "3",
            "PYTHONPATH": str(Path(__file__).parents[2]),
        },
        capture_output=True,
        check=False,
    )
    assert (said.returncode, said.stdout, said.stderr) == (0, b"", b"")
    (folder,) = tmp_path.iterdir()
    assert folder.name == saved.name
    assert contents(folder) == contents(saved)


def test_another_seed_or_other_data_give_another_version(
    small_corpus: Corpus, saved: Path, tmp_path: Path
) -> None:
    fewer = Corpus(small_corpus.drafts[:-1], small_corpus.titles)
    seed = save_bundle(fit(small_corpus, data="small", seed=1), tmp_path)
    data = save_bundle(fit(fewer, data="small"), tmp_path)
    assert len({saved.name, seed.name, data.name}) == 3
    for other in (seed, data):
        assert contents(other)["arrays.safetensors"] != contents(saved)["arrays.safetensors"]


def test_data_by_another_name_give_another_version(small_bundle: Bundle, saved: Path, tmp_path: Path) -> None:
    renamed = replace(small_bundle, training=replace(small_bundle.training, data="other"))
    assert save_bundle(renamed, tmp_path).name != saved.name


def test_a_bundle_reviews_alike_before_and_after_it_is_kept(
    small_bundle: Bundle, small_corpus: Corpus, saved: Path
) -> None:
    fresh = Reviewer(replace(small_bundle, version=saved.name))
    kept = Reviewer(load_bundle(saved))
    for labelled in small_corpus.drafts[:5]:
        assert to_json(fresh.review(labelled.draft)) == to_json(kept.review(labelled.draft))


def test_a_bundle_says_what_it_was_trained_on(small_bundle: Bundle, small_corpus: Corpus) -> None:
    training = small_bundle.training
    assert (training.data, training.seed) == ("small", 0)
    assert (training.drafts, training.titles) == (len(small_corpus.drafts), len(small_corpus.titles))
    assert small_bundle.thresholds == THRESHOLDS
    assert small_bundle.heads["drafts"].names == (*JUDGED, *units())
    assert small_bundle.heads["sentences"].names == REASONS


def test_vocabularies_are_sorted_and_fit_their_heads(small_bundle: Bundle) -> None:
    for name, vocabulary in small_bundle.vocabularies.items():
        heads = small_bundle.heads[name]
        assert (np.diff(vocabulary.hashes.astype(object)) > 0).all()
        assert heads.weights.shape == (len(vocabulary.hashes), len(heads.names))
        assert heads.bias.shape == (len(heads.names),)
        assert np.isfinite(heads.weights).all()
        assert heads.weights.dtype == np.float16


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    """One that knows nothing: its weights are drawn by lot."""
    return Encoder.load(made(tmp_path_factory.mktemp("encoder")), threads=1)


def test_with_an_encoder_the_bundle_has_both_tiers_and_is_the_same_bytes_again(
    small_corpus: Corpus, small_bundle: Bundle, saved: Path, encoder: Encoder, tmp_path: Path
) -> None:
    told: list[tuple[str, float]] = []
    bundle = fit(
        small_corpus,
        data="small",
        encoder=encoder,
        progress=lambda stage, share: told.append((stage, share)),
    )
    assert bundle.full
    assert bundle.full.encoder == encoder.digest
    assert (bundle.calibration, bundle.thresholds) == (small_bundle.calibration, THRESHOLDS)
    assert "用编码器读没学过的题材" in {stage for stage, _ in told}
    assert [share for _, share in told] == sorted(share for _, share in told)
    folder = save_bundle(bundle, tmp_path)
    assert folder.name.startswith("full-")
    assert (folder / FILES[0]).read_bytes() == (saved / FILES[0]).read_bytes()
    again = save_bundle(fit(small_corpus, data="small", encoder=encoder), tmp_path / "again")
    assert contents(again) == contents(folder)


def test_only_the_features_that_weigh_most_are_kept(
    small_corpus: Corpus, small_bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_KEPT", 500)
    pruned = fit(small_corpus, data="small")
    for name, vocabulary in pruned.vocabularies.items():
        whole = small_bundle.vocabularies[name]
        assert len(vocabulary.hashes) == 500
        kept = np.isin(whole.hashes, vocabulary.hashes)
        largest = np.abs(small_bundle.heads[name].weights).max(axis=1)
        assert largest[kept].min() >= largest[~kept].max()
        np.testing.assert_array_equal(pruned.heads[name].weights, small_bundle.heads[name].weights[kept])


def test_the_small_model_knows_its_own_drafts(small_bundle: Bundle, small_corpus: Corpus) -> None:
    reviewer = Reviewer(small_bundle)
    right = [
        (flag.state == "成立") is (flag.flag in labelled.flags)
        for labelled in small_corpus.drafts
        for flag in reviewer.review(labelled.draft).flags
    ]
    assert sum(right) / len(right) > 0.9


def test_progress_is_told_in_order(small_corpus: Corpus) -> None:
    told: list[tuple[str, float]] = []
    tiny = Corpus(small_corpus.drafts[:40], small_corpus.titles[:40])
    fit(tiny, data="", progress=lambda stage, share: told.append((stage, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert (told[0], told[-1]) == (("读入语料", 0.0), ("完成", 1.0))

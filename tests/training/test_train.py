"""The model trained from the bundled corpus is kept and put in use in one step."""

import os
import re
from pathlib import Path
from stat import S_IMODE
from typing import Any

import pytest

from model import content
from model.bundle import Bundle, load_bundle
from model.errors import BundleError
from model.reviewer import Reviewer
from tests.model.bundles import made
from training import train as module
from training.default import CURRENT, bundle_in_use, ensure_bundle
from training.labels import Corpus
from training.train import keep, train


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
    asked: list[tuple[Corpus, str, int]] = []

    def fit(corpus: Corpus, *, data: str, seed: int, progress: Any) -> Bundle:
        asked.append((corpus, data, seed))
        progress("完成", 1.0)
        return made()

    monkeypatch.setattr(module, "fit", fit)
    assert train(seed=5).training == made().training
    ((corpus, data, seed),) = asked
    assert (len(corpus.drafts) > 1000, data, seed) == (True, content.fingerprint(), 5)


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
    assert re.fullmatch(r"fast-[0-9a-f]{12}", bundle.version)
    assert reviewer.version == bundle.version
    assert bundle.training.data == content.fingerprint()
    assert bundle.training.drafts > 1000
    assert bundle.training.seed == 0

from pathlib import Path

import pytest

from model.errors import BundleError, BundleNotFound
from training.default import CURRENT, bundle_in_use, ensure_bundle


def test_the_model_in_use_is_the_one_named(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / CURRENT).write_text("fast-1\n", "utf-8")
    assert bundle_in_use(tmp_path) == tmp_path / "models" / "fast-1"
    assert ensure_bundle(tmp_path) == tmp_path / "models" / "fast-1"


def test_where_there_is_none_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(BundleNotFound, match="lianshen train"):
        bundle_in_use(tmp_path)


def test_a_place_that_cannot_hold_a_model_is_refused_before_training(tmp_path: Path) -> None:
    occupied = tmp_path / "文件"
    occupied.touch()
    with pytest.raises(BundleError, match="LIANSHEN_HOME"):
        ensure_bundle(occupied)

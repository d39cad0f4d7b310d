"""What labels are added to is fitted once, and a model that is it already is taken as it is."""

import errno
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from model import content
from model.bundle import Bundle, Training, save_bundle
from model.encoder import Encoder
from model.errors import BundleError
from model.unit_list import UnitList, bundled_units
from tests.model.encoders import made as made_encoder
from tests.training.local.fits import Fits
from training.labels import Corpus
from training.local.base import FOLDER, Base, base_bundle
from training.parts import reported

PLAIN = Base(bundled_units(), None, 0, whole=True)


def made(base: Base, home: Path) -> Bundle:
    return base_bundle(base, home, lambda _stage, _share: None)


def trained(home: Path, bundle: Bundle, **training: Any) -> str:
    """Keep a model of the bundled corpus alone; ``training`` is what is otherwise with it."""
    own = replace(Training(content.fingerprint(), 0, 1, 1), **training)
    return save_bundle(replace(bundle, training=own), home / "models").name


def test_it_is_fitted_once(fits: Fits, small: Corpus, tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    first = base_bundle(PLAIN, tmp_path, lambda stage, share: told.append((stage, share)))
    again = base_bundle(PLAIN, tmp_path, lambda stage, share: told.append((stage, share)))
    (asked,) = fits.asked
    assert (asked.corpus, asked.units, asked.encoder, asked.seed) == (small, bundled_units(), None, 0)
    assert again.version == first.version == (tmp_path / FOLDER / PLAIN.key).read_text("utf-8")
    assert told[-1] == ("基础模型已经有了", 1.0)


def test_what_it_is_made_of_tells_bases_apart(tmp_path: Path) -> None:
    encoder = Encoder.load(made_encoder(tmp_path), threads=1)
    units = bundled_units().units
    others = [
        replace(PLAIN, seed=1),
        replace(PLAIN, whole=False),
        replace(PLAIN, encoder=encoder),
        replace(PLAIN, units=UnitList(units[:-1])),
        replace(PLAIN, units=UnitList((*units[:-1], replace(units[-1], duties="别的")))),
        replace(PLAIN, units=UnitList(units[::-1])),
    ]
    assert len({PLAIN.key, *(each.key for each in others)}) == 1 + len(others)
    assert replace(PLAIN, units=UnitList(tuple(units))).key == PLAIN.key


def test_one_that_is_compared_by_has_not_learnt_what_is_reported_on(fits: Fits, tmp_path: Path) -> None:
    made(replace(PLAIN, whole=False), tmp_path)
    (asked,) = fits.asked
    assert asked.corpus.drafts
    assert not any(reported(row.group) for row in asked.corpus.drafts)
    assert not any(reported(row.title) for row in asked.corpus.titles)


def test_a_model_that_is_it_already_is_taken(fits: Fits, small_bundle: Bundle, tmp_path: Path) -> None:
    version = trained(tmp_path, small_bundle)
    assert made(PLAIN, tmp_path).version == version
    assert fits.asked == []
    shutil.rmtree(tmp_path / "models")
    assert made(PLAIN, tmp_path).version == version


@pytest.mark.parametrize("otherwise", [{"data": "1" * 64}, {"seed": 1}, {"labels": "2" * 64, "labelled": 9}])
def test_a_model_of_other_data_seed_or_of_labels_is_not(
    otherwise: dict[str, Any], fits: Fits, small_bundle: Bundle, tmp_path: Path
) -> None:
    trained(tmp_path, small_bundle, **otherwise)
    made(PLAIN, tmp_path)
    assert len(fits.asked) == 1


def test_nor_is_one_that_knows_other_units_or_reads_by_another_encoder(
    fits: Fits, small_bundle: Bundle, tmp_path: Path
) -> None:
    first, *rest = small_bundle.units.units
    other = UnitList((replace(first, duties="别的"), *rest))
    trained(tmp_path, replace(small_bundle, units=other))
    made(replace(PLAIN, encoder=Encoder.load(made_encoder(tmp_path / "encoder"), threads=1)), tmp_path)
    made(PLAIN, tmp_path)
    assert len(fits.asked) == 2


def test_nor_for_one_that_must_not_know_everything(fits: Fits, small_bundle: Bundle, tmp_path: Path) -> None:
    trained(tmp_path, small_bundle)
    made(replace(PLAIN, whole=False), tmp_path)
    assert len(fits.asked) == 1


def test_a_damaged_model_beside_it_is_no_hindrance(fits: Fits, small_bundle: Bundle, tmp_path: Path) -> None:
    damaged = tmp_path / "models" / trained(tmp_path, small_bundle)
    (damaged / "model.json").unlink()
    made(PLAIN, tmp_path)
    assert len(fits.asked) == 1


@pytest.mark.parametrize("spoilt", ["bundle", "empty", "zeros", "noise", "all"])
def test_one_that_was_damaged_or_deleted_is_fitted_anew(fits: Fits, tmp_path: Path, spoilt: str) -> None:
    version, folder = made(PLAIN, tmp_path).version, tmp_path / FOLDER
    if spoilt == "bundle":
        (folder / version / "model.json").write_bytes(b"{}")
    elif spoilt == "all":
        shutil.rmtree(folder)
    else:
        (folder / PLAIN.key).write_bytes({"empty": b"", "zeros": bytes(17), "noise": b"\xff"}[spoilt])
    assert made(PLAIN, tmp_path).version == version
    assert made(PLAIN, tmp_path).version == version
    assert len(fits.asked) == 2


@pytest.mark.parametrize(("number", "words"), [(errno.ENOSPC, "磁盘满了"), (errno.EACCES, "没有写入的权限")])
@pytest.mark.parametrize("step", ["write_bytes", "fsync"])
def test_where_it_cannot_be_kept_it_says_why(  # noqa: PLR0917 - what a failure is made of
    fits: Fits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, words: str
) -> None:
    def failing(*_arguments: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os if step == "fsync" else Path, step, failing)
    with pytest.raises(BundleError, match=words) as caught:
        made(PLAIN, tmp_path)
    assert caught.value.remedy
    assert len(fits.asked) == 1
    assert not (tmp_path / FOLDER / PLAIN.key).exists()

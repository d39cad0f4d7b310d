"""From frozen labels to a model: it says what it learnt from, is put to no use, and is the same again."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from model import content
from model.bundle import Bundle, Training, load_bundle, save_bundle
from model.encoder import Encoder
from model.errors import BundleError
from model.review import Review
from model.reviewer import Reviewer
from model.tier import FullTier
from model.unit_list import UnitList, bundled_units
from tests.model.bundles import FULL
from tests.model.bundles import made as made_bundle
from tests.model.encoders import made as made_encoder
from tests.training.local.fits import Fits
from tests.training.local.told import label
from training.default import CURRENT, bundle_in_use
from training.labels import Corpus
from training.local import retrain as module
from training.local.base import FOLDER
from training.local.retrain import encoder_in_use, retrain
from training.local.said import Said
from training.local.snapshot import Snapshot, frozen
from training.train import bring, keep

TAUGHT = 6


class Stop(Exception):
    """Somebody wants it stopped."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where a model without encoder is in use, which is no base for anything."""
    keep(made_bundle(), tmp_path)
    return tmp_path


@pytest.fixture
def snapshot(small_corpus: Corpus) -> Snapshot:
    """Labels of six texts; of one of them two people spoke."""
    rows = small_corpus.drafts[:TAUGHT]
    labels = [
        label(Said({"vague": "vague" not in row.flags}, main="教育局"), draft=row.draft) for row in rows
    ]
    return frozen([*labels, label(Said({"vague": True}), draft=rows[0].draft, by="王复核")], bundled_units())


def all_files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_model_says_which_labels_it_learnt_from_and_how_many_texts(
    fits: Fits, small: Corpus, home: Path, snapshot: Snapshot
) -> None:
    folder = retrain(snapshot, home)
    learnt = load_bundle(folder)
    assert folder.parent == home / "models"
    assert learnt.training == Training(
        content.fingerprint(), 0, len(small.drafts), len(small.titles), snapshot.digest, TAUGHT
    )
    assert len(fits.asked) == 1


def test_nothing_is_put_in_use(fits: Fits, home: Path, snapshot: Snapshot) -> None:
    before = bundle_in_use(home)
    assert retrain(snapshot, home) != before
    assert bundle_in_use(home) == before
    assert (home / "models" / CURRENT).read_text("utf-8") == before.name
    assert len(fits.asked) == 1


def test_it_has_learnt_what_was_said(fits: Fits, small: Corpus, home: Path, snapshot: Snapshot) -> None:
    drafts = [row.draft for row in small.drafts[:TAUGHT]]

    def schools(bundle: Bundle) -> list[float]:
        def chance(review: Review) -> float:
            return sum(each.probability for each in review.units.candidates if each.unit == "教育局")

        return list(map(chance, Reviewer(bundle).review_many(drafts)))

    for before, after in zip(
        schools(fits.bundle), schools(load_bundle(retrain(snapshot, home))), strict=True
    ):
        assert after > before


def test_the_same_labels_again_are_the_same_model_without_a_fit(
    fits: Fits, home: Path, snapshot: Snapshot
) -> None:
    first = retrain(snapshot, home)
    before = all_files(home)
    again = Snapshot(tuple(snapshot.labels), snapshot.units)
    assert retrain(again, home) == first
    assert all_files(home) == before
    assert len(fits.asked) == 1
    fewer = retrain(frozen(snapshot.labels[1:], snapshot.units), home)
    assert fewer != first
    assert len(fits.asked) == 1


def test_the_model_of_the_bundled_corpus_is_the_base_where_it_fits(
    fits: Fits, home: Path, snapshot: Snapshot, small_bundle: Bundle
) -> None:
    plain = replace(small_bundle, training=Training(content.fingerprint(), 0, 7, 9))
    keep(plain, home)
    learnt = load_bundle(retrain(snapshot, home)).training
    assert fits.asked == []
    assert (learnt.drafts, learnt.titles, learnt.labels) == (7, 9, snapshot.digest)


def test_without_labels_it_is_the_base_that_says_so(fits: Fits, home: Path) -> None:
    nothing = frozen((), bundled_units())
    learnt = load_bundle(retrain(nothing, home))
    assert (learnt.training.labels, learnt.training.labelled) == (nothing.digest, 0)
    assert learnt.handover is None
    assert (learnt.heads["drafts"].weights == fits.bundle.heads["drafts"].weights).all()


def test_units_of_the_place_go_into_the_model_and_are_learnt_by_their_names(
    small: Corpus, home: Path, snapshot: Snapshot
) -> None:
    """This one is fitted in earnest: no other bundle knows these units."""
    water, *rest = sorted(bundled_units().units, key=lambda unit: unit.name != "水利局")
    units = UnitList((*rest, replace(water, name="县治水局")))
    renamed = [replace(each, said=replace(each.said, main="县治水局")) for each in snapshot.labels[:2]]
    learnt = load_bundle(retrain(frozen(renamed, units), home))
    assert learnt.units == units
    assert learnt.heads["drafts"].names[-1] == "县治水局"
    assert learnt.handover is not None
    canals = [row.draft for row in small.drafts if row.main == "水利局"]
    assert {review.units.main.unit for review in Reviewer(learnt).review_many(canals)} == {"县治水局"}


def test_it_is_told_in_order_from_nothing_to_all(fits: Fits, home: Path, snapshot: Snapshot) -> None:
    told: list[tuple[str, float]] = []
    retrain(snapshot, home, progress=lambda stage, share: told.append((stage, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert (shares[0], told[-1]) == (0.0, ("完成", 1.0))
    assert list(dict.fromkeys(stage for stage, _ in told))[-4:] == [
        "整理标注",
        "学习本地标注",
        "写入模型",
        "完成",
    ]
    assert len(fits.asked) == 1


@pytest.mark.parametrize(
    ("stage", "base"),
    [("基础模型：读入语料", False), ("整理标注", True), ("学习本地标注", True), ("写入模型", True)],
)
def test_stopped_before_the_model_is_written_it_leaves_nothing_but_the_base(
    stage: str, base: bool, fits: Fits, home: Path, snapshot: Snapshot
) -> None:
    before = all_files(home)

    def stopping(now: str, _share: float) -> None:
        if now == stage:
            raise Stop

    with pytest.raises(Stop):
        retrain(snapshot, home, progress=stopping)
    left = all_files(home)
    assert {name: left[name] for name in before} == before
    assert {name.split("/")[0] for name in left.keys() - before.keys()} == ({FOLDER} if base else set())
    retrain(snapshot, home)
    assert len(fits.asked) == (1 if base else 2)


def test_where_there_is_no_room_it_says_so_before_anything_is_learnt(
    fits: Fits, home: Path, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_parent: Path) -> None:
        raise BundleError("模型写不下（磁盘满了）", where="", remedy="")

    monkeypatch.setattr(module, "make_room", full)
    with pytest.raises(BundleError, match="磁盘满了"):
        retrain(snapshot, home)
    assert fits.asked == []


@pytest.fixture
def with_encoder(tmp_path: Path) -> Callable[[Path], str]:
    """Put a model with a full tier in use; returns the digest of its encoder."""

    def put(home: Path) -> str:
        (home / "models").mkdir(exist_ok=True)
        folder = made_encoder(tmp_path / "drawn")
        bring(folder, home / "models")
        digest = Encoder.load(folder, threads=1).digest
        full = FullTier(digest, FULL.blend, FULL.calibration, FULL.thresholds)
        keep(replace(made_bundle(), full=full), home)
        return digest

    return put


def test_the_encoder_of_the_model_in_use_reads_for_the_new_one(
    fits: Fits, home: Path, with_encoder: Callable[[Path], str], snapshot: Snapshot
) -> None:
    digest = with_encoder(home)
    fits.bundle = replace(
        fits.bundle, full=FullTier(digest, FULL.blend, fits.bundle.calibration, fits.bundle.thresholds)
    )
    folder = retrain(snapshot, home)
    (asked,) = fits.asked
    assert asked.encoder
    assert asked.encoder.digest == digest
    assert folder.name.startswith("full-")


def test_where_no_model_is_in_use_it_is_the_one_that_is_shipped_if_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = made_encoder(tmp_path / "drawn")
    monkeypatch.setattr(module, "shipped", lambda: drawn)
    encoder = encoder_in_use(tmp_path)
    assert encoder
    assert encoder.digest == Encoder.load(drawn, threads=1).digest
    monkeypatch.setattr(module, "shipped", lambda: None)
    assert encoder_in_use(tmp_path) is None
    save_bundle(made_bundle(), tmp_path / "models")
    assert encoder_in_use(tmp_path) is None

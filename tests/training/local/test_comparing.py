"""Two models are compared by twins that have learnt nothing of what is held back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from model.bundle import Bundle, Training, save_bundle
from model.content import fingerprint
from model.draft import Draft
from model.encoder import Encoder, Reading
from model.errors import BundleError
from model.tier import FullTier
from model.unit_list import bundled_units
from tests.model.bundles import FULL
from tests.model.bundles import made as made_bundle
from tests.model.encoders import made as made_encoder
from tests.training.local.fits import Fits
from tests.training.local.told import label
from training.labels import Corpus
from training.local import comparing as module
from training.local.adapting import adapted
from training.local.base import FOLDER as BASES
from training.local.comparing import compare, twin_bases
from training.local.label import Label
from training.local.lessons import Lesson, held_back, lessons_of
from training.local.measuring import FLOORS
from training.local.retrain import retrain
from training.local.said import Said
from training.local.snapshot import FOLDER, frozen, keep_snapshot
from training.parts import parts, reported
from training.train import bring, keep

Taught = list[tuple[Lesson, ...]]


class Stop(Exception):
    """Somebody wants it stopped."""


@pytest.fixture
def labels(small_corpus: Corpus) -> list[Label]:
    """The place gives the roads to the schools."""
    roads = [row.draft for row in small_corpus.drafts if row.main == "交通运输局"]
    titles = [row.as_draft() for row in small_corpus.titles if row.main == "交通运输局"]
    return [label(Said(main="教育局"), draft=draft) for draft in (*roads, *titles)]


@pytest.fixture
def taught(monkeypatch: pytest.MonkeyPatch) -> Taught:
    """What the twins are taught, the one in use first."""
    found: Taught = []

    def noting(
        bundle: Bundle,
        encoder: Encoder | None,
        lessons: Sequence[Lesson],
        corpus: Corpus,
        progress: Callable[[float], None],
    ) -> Bundle:
        found.append(tuple(lessons))
        return adapted(bundle, encoder, lessons, corpus, progress)

    monkeypatch.setattr(module, "adapted", noting)
    return found


def plain(home: Path, bundle: Bundle) -> Path:
    """Keep a model of the bundled corpus alone."""
    return save_bundle(replace(bundle, training=Training(fingerprint(), 0, 1, 1)), home / "models")


def learnt(home: Path, labels: Sequence[Label]) -> Path:
    """Keep a model that has learnt from labels."""
    keep(made_bundle(), home)  # in use, so that its lack of an encoder is that of the new one
    snapshot = frozen(labels, bundled_units())
    keep_snapshot(snapshot, home)
    return retrain(snapshot, home)


def test_a_model_differs_in_nothing_from_itself_and_may_take_its_own_place(
    fits: Fits, small_bundle: Bundle, tmp_path: Path
) -> None:
    folder = plain(tmp_path, small_bundle)
    found = compare(folder, folder, tmp_path)
    assert (found.old, found.new, found.snapshot, found.learnt) == (folder.name, folder.name, "", 0)
    assert (found.changed, found.objections) == ((), ())
    assert found.may_be_promoted
    assert {each.key for each in found.measures if each.floor is not None} == set(FLOORS)
    for each in (*found.measures, *found.units, *found.codes):
        assert each.standing in {"same", "unknown"}
        assert each.old == each.new
        assert {each.low, each.high} <= {0.0, None}
    assert {each.low for each in found.measures} == {0.0, None}
    assert len(fits.asked) == 1


def test_neither_twin_has_learnt_what_is_held_back(
    fits: Fits, small: Corpus, labels: list[Label], taught: Taught, tmp_path: Path
) -> None:
    """The one in use has learnt from half of the labels, of which some are held back now."""
    old, new = learnt(tmp_path, labels[::2]), learnt(tmp_path, labels)
    found = compare(new, old, tmp_path)
    lessons = lessons_of(labels)
    held = {each.digest for each in lessons if held_back(each)}
    of_old, of_new = ({each.digest for each in lot} for lot in taught)
    assert of_new == {each.digest for each in lessons} - held
    assert of_old == {each.digest for each in lessons_of(labels[::2])} - held
    assert held & {each.digest for each in lessons_of(labels[::2])}
    assert len(of_old) < len(of_new)
    twins = fits.asked[1:]
    assert len(twins) == 1
    assert not any(reported(row.group) for row in twins[0].corpus.drafts)
    assert not any(reported(row.title) for row in twins[0].corpus.titles)
    (local,) = [each for each in found.measures if each.key == "local.units"]
    assert local.count == len(held)
    asked = parts(small).test
    (vague,) = [each for each in found.measures if each.key == "corpus.vague.f1"]
    assert vague.count == len(asked.drafts)
    assert (found.snapshot, found.learnt) == (frozen(labels, bundled_units()).digest, len(lessons))


def test_what_twins_are_made_of_can_be_made_before(fits: Fits, labels: list[Label], tmp_path: Path) -> None:
    old, new = learnt(tmp_path, labels[::2]), learnt(tmp_path, labels)
    told: list[float] = []
    assert twin_bases(new, old, tmp_path, progress=lambda _stage, share: told.append(share))
    assert len(fits.asked) == 2
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert not twin_bases(new, old, tmp_path)
    compare(new, old, tmp_path)
    assert len(fits.asked) == 2


def test_what_the_place_taught_shows_on_what_is_held_back(
    fits: Fits, small_bundle: Bundle, labels: list[Label], tmp_path: Path
) -> None:
    old, new = plain(tmp_path, small_bundle), learnt(tmp_path, labels)
    found = compare(new, old, tmp_path)
    (local,) = [each for each in found.measures if each.key == "local.units"]
    assert local.old is not None
    assert local.new is not None
    assert local.new > local.old + 0.5
    moved = [each for each in found.changed if each.said == ("主办：教育局",)]
    assert moved
    assert any(line.startswith("主办：教育局") for line in moved[0].new)
    assert len(fits.asked) == 1


def test_it_is_told_in_order_and_can_be_stopped(fits: Fits, small_bundle: Bundle, tmp_path: Path) -> None:
    folder = plain(tmp_path, small_bundle)
    told: list[tuple[str, float]] = []
    compare(folder, folder, tmp_path, progress=lambda stage, share: told.append((stage, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert told[-1] == ("完成", 1.0)

    def stopping(stage: str, _share: float) -> None:
        if stage == "审读没学过的题材":
            raise Stop

    with pytest.raises(Stop):
        compare(folder, folder, tmp_path, progress=stopping)
    assert {path.name for path in tmp_path.iterdir()} == {"models", BASES}
    assert len(fits.asked) == 1


def test_labels_that_are_gone_or_were_edited_are_told(
    fits: Fits, small_bundle: Bundle, labels: list[Label], tmp_path: Path
) -> None:
    old, new = plain(tmp_path, small_bundle), learnt(tmp_path, labels[:3])
    (file,) = (tmp_path / FOLDER).iterdir()
    file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(BundleError, match="训练所用的标注被改动过"):
        compare(new, old, tmp_path)
    file.unlink()
    with pytest.raises(BundleError, match="训练所用的标注读不出来"):
        compare(new, old, tmp_path)
    assert fits.asked == []


def test_one_encoder_reads_each_text_once_for_both_models(
    fits: Fits, small: Corpus, small_bundle: Bundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "models").mkdir()
    folder = made_encoder(tmp_path / "drawn")
    bring(folder, tmp_path / "models")
    digest = Encoder.load(folder, threads=1).digest
    full = FullTier(digest, FULL.blend, small_bundle.calibration, small_bundle.thresholds)
    fits.bundle = replace(small_bundle, full=full)
    one = plain(tmp_path, fits.bundle)
    other = plain(tmp_path, replace(fits.bundle, thresholds=replace(small_bundle.thresholds, holds=0.7)))
    read: list[Draft] = []
    real = Encoder.read

    def counting(self: Encoder, draft: Draft) -> Reading:
        read.append(draft)
        return real(self, draft)

    monkeypatch.setattr(Encoder, "read", counting)
    found = compare(other, one, tmp_path)
    asked = parts(small).test
    assert len(read) == len(set(read)) == len(asked.drafts) + len(asked.titles)
    assert found.old.startswith("full-")
    assert fits.asked[0].encoder
    assert fits.asked[0].encoder.digest == digest

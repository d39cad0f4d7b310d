"""What the points of the learning curve are taught."""

from itertools import pairwise
from pathlib import Path

import pytest

from model.bundle import save_bundle
from tests.model.bundles import made
from tests.training.published.real import write_dev
from training.fit import Progress
from training.labels import Corpus, read_corpus
from training.parts import parts
from training.published import learning
from training.published.learning import Lesson, learning_curve, lessons_of


@pytest.fixture(scope="module")
def lessons() -> dict[str, Corpus]:
    return {lesson.name: lesson.corpus for lesson in lessons_of(read_corpus())}


def test_nothing_of_the_test_part_is_taught(lessons: dict[str, Corpus]) -> None:
    test = parts(read_corpus()).test
    groups, titles = {row.group for row in test.drafts}, {row.title for row in test.titles}
    for taught in lessons.values():
        assert not groups & {row.group for row in taught.drafts}
        assert not titles & {row.title for row in taught.titles}
    known = {row.group for row in lessons["100"].drafts}
    assert known | groups == {row.group for row in read_corpus().drafts}


def test_a_larger_share_holds_a_smaller_one_and_whole_groups(lessons: dict[str, Corpus]) -> None:
    order = [lessons[name] for name in ("25", "50", "75", "100")]
    whole = {row.group for row in order[-1].drafts}
    for share, taught in zip((0.25, 0.5, 0.75, 1.0), order, strict=True):
        groups = {row.group for row in taught.drafts}
        assert len(groups) == round(share * len(whole))
        assert taught.drafts == tuple(row for row in order[-1].drafts if row.group in groups)
    for smaller, larger in pairwise(order):
        assert set(smaller.titles) < set(larger.titles)
        assert {row.id for row in smaller.drafts} < {row.id for row in larger.drafts}


def test_the_newer_batches_are_left_out(lessons: dict[str, Corpus]) -> None:
    def numbers(taught: Corpus) -> set[int]:
        return {int(row.id.partition("-")[0].removeprefix("t")) for row in taught.drafts}

    assert numbers(lessons["100"]) == set(range(1, 19))
    assert numbers(lessons["older"]) == set(range(1, 14))
    assert 0 < len(lessons["older"].titles) < len(lessons["100"].titles)


def test_a_point_says_what_was_learnt_and_how_well(
    small_corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taught: list[Corpus] = []

    def fit(corpus: Corpus, *, progress: Progress, **_settings: str) -> object:
        taught.append(corpus)
        progress("拟合", 1.0)
        return made()

    few = Corpus(small_corpus.drafts[:6], small_corpus.titles[:6])
    for module in ("published.learning", "published.accuracy", "evaluate"):
        monkeypatch.setattr(f"training.{module}.read_corpus", lambda: small_corpus)
    monkeypatch.setattr(learning, "fit", fit)
    monkeypatch.setattr(
        learning, "lessons_of", lambda _corpus: [Lesson("25", few), Lesson("100", small_corpus)]
    )
    folder = save_bundle(made(), tmp_path)
    told: list[str] = []
    found = learning_curve(folder, lambda stage, _share: told.append(stage), dev=write_dev(tmp_path / "dev"))
    assert taught == [few]  # the other point is the bundle that is there
    assert told == ["学 25：拟合"]
    assert list(found) == ["25", "100"]
    point = found["25"]
    assert (point["drafts"], point["titles"]) == (6, 6)
    assert set(point["test"]["flags"]["vague"]) == {"f1", "average_precision"}
    assert 0 <= point["test"]["drafts_top_1"]["value"] <= 1
    assert 0 <= point["dev"]["titles"]["titles_top_1"]["value"] <= 1
    assert set(point["dev"]) == {"county", "provincial", "titles"}

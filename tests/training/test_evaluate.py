"""Held-out groups are judged by models that did not see them; files by the reviewer that is passed in."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from model.content import units
from model.draft import Draft
from model.review import Review
from model.rubric import FLAGS
from tests.judged import draft_answer, knowing, title_answer, vague_answer
from training import evaluate as module
from training.answers import Answer, Answers, answers_of
from training.evaluate import judge_files, judge_held_out, judge_test_part
from training.fit import fit
from training.labels import Corpus
from training.parts import parts
from training.yardstick.evaluation import Evaluation, Judged, measure
from training.yardstick.resamples import RESAMPLES, Estimate


class Knowing:
    """Looks the answers up."""

    version = "fast-0123456789ab"

    def __init__(self, answers: Answers) -> None:
        self._reviews = {row.draft: knowing(row) for row in (*answers.drafts, *answers.titles)}

    def review_many(self, drafts: Iterable[Draft]) -> Iterator[Review]:
        return (self._reviews[draft] for draft in drafts)


@pytest.fixture(scope="module")
def trained_on() -> list[Corpus]:
    return []


@pytest.fixture(scope="module")
def judged(small_corpus: Corpus, trained_on: list[Corpus]) -> Iterator[Judged]:
    """Two folds of the small corpus; what each was trained on is noted."""

    def noted(corpus: Corpus, **settings: Any) -> Any:
        trained_on.append(corpus)
        return fit(corpus, **settings)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "fit", noted)
        yield judge_held_out(small_corpus, folds=2)


@pytest.fixture(scope="module")
def evaluation(judged: Judged) -> Evaluation:
    return measure(judged)


def estimates(value: Any) -> Iterator[Estimate]:
    if isinstance(value, Estimate):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from estimates(inner)
    elif is_dataclass(value):
        yield from estimates({name: getattr(value, name) for name in value.__dataclass_fields__})


def test_no_fold_is_trained_on_a_group_it_judges(
    judged: Judged, trained_on: list[Corpus], small_corpus: Corpus
) -> None:
    assert len(trained_on) == judged.origin.folds == 2
    left_out: list[str] = []
    for corpus in trained_on:
        known = {row.group for row in corpus.drafts}
        missing = [row for row in small_corpus.drafts if row not in corpus.drafts]
        assert missing
        assert not known & {row.group for row in missing}
        left_out += [row.id for row in missing]
    assert sorted(left_out) == sorted(row.id for row in small_corpus.drafts)


def test_every_title_is_left_out_once(judged: Judged, trained_on: list[Corpus], small_corpus: Corpus) -> None:
    missing = [row for corpus in trained_on for row in small_corpus.titles if row not in corpus.titles]
    assert sorted(row.title for row in missing) == sorted(row.title for row in small_corpus.titles)
    assert len(judged.title_reviews) == len(small_corpus.titles)


def test_every_text_has_its_own_review(judged: Judged) -> None:
    assert [row.draft.title for row in judged.drafts] == [said.title for said in judged.draft_reviews]
    assert [row.draft.title for row in judged.titles] == [said.title for said in judged.title_reviews]


def test_counts_are_those_of_the_corpus(evaluation: Evaluation, small_corpus: Corpus) -> None:
    assert evaluation.drafts is not None
    assert evaluation.titles is not None
    whole = evaluation.drafts.whole
    assert whole.count == whole.units.count == len(small_corpus.drafts)
    assert evaluation.titles.units.count == len(small_corpus.titles)
    for flag in FLAGS:
        assert whole.flags[flag].count == sum(flag in row.flags for row in small_corpus.drafts)
    assert 0 < whole.quoted <= sum(len(row.reasons) for row in small_corpus.drafts)
    assert whole.items.count == sum(len(row.items) for row in small_corpus.drafts)
    assert sum(part.count for part in evaluation.drafts.sources.values()) == whole.count


def test_measures_lie_in_their_intervals_and_are_better_than_chance(evaluation: Evaluation) -> None:
    stated = [each for each in estimates(evaluation) if each.value is not None]
    assert len(stated) > 100
    assert all(0 <= each.value <= 1 for each in stated if each.value is not None)
    assert evaluation.drafts is not None
    assert evaluation.titles is not None
    for hits in (evaluation.drafts.whole.units, evaluation.titles.units):
        assert hits.top_1.low is not None
        assert hits.top_1.value is not None
        assert hits.top_1.high is not None
        assert 5 / len(units()) < hits.top_1.low < hits.top_1.value < hits.top_1.high
    for measured in evaluation.drafts.whole.flags.values():
        assert measured.auc.value is not None
        assert measured.auc.value > 0.5


def test_an_evaluation_as_json(evaluation: Evaluation) -> None:
    assert json.loads(evaluation.to_json()) == json.loads(json.dumps(asdict(evaluation)))
    assert evaluation.to_json().endswith("}\n")
    assert json.loads(evaluation.to_json())["resamples"] == RESAMPLES


@pytest.fixture
def without_training(small_corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """Judge by :class:`Knowing` instead of a model trained on the spot."""
    known = Knowing(answers_of(small_corpus))
    monkeypatch.setattr(module, "fit", lambda *_corpus, progress, **_settings: progress("拟合", 0.5))
    monkeypatch.setattr(module, "Reviewer", lambda _bundle: known)


@pytest.mark.usefixtures("without_training")
def test_progress_is_told_fold_by_fold(small_corpus: Corpus) -> None:
    told: list[tuple[str, float]] = []
    judge_held_out(small_corpus, folds=2, progress=lambda stage, share: told.append((stage, share)))
    assert [stage for stage, _ in told] == ["第 1/2 轮：拟合", "第 2/2 轮：拟合", "完成"]
    assert [share for _, share in told] == sorted(share for _, share in told)


@pytest.mark.usefixtures("without_training")
def test_a_corpus_without_titles_is_judged_too(small_corpus: Corpus) -> None:
    said = measure(judge_held_out(Corpus(small_corpus.drafts, ()), folds=2))
    assert said.titles is None
    assert said.drafts is not None
    assert said.drafts.whole.units.top_1.value == 1


@pytest.mark.usefixtures("without_training")
def test_the_model_of_folds_is_named_by_the_data_it_learns_from(
    small_corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "read_corpus", lambda: small_corpus)
    monkeypatch.setattr("model.content.fingerprint", lambda: "0123456789abcdef")
    origin = judge_held_out(folds=3, seed=4).origin
    assert (origin.model, origin.folds, origin.seed) == ("held-out-0123456789ab", 3, 4)


ANSWERS = Answers(
    (draft_answer(), vague_answer(draft=Draft("关于修桥的建议", "有的路段坑坑洼洼。"))), (title_answer(),)
)
FILES = [Path("some") / "a.jsonl", Path("b.jsonl")]


def test_the_test_part_is_judged_by_a_model_that_saw_nothing_of_it(
    small_corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt: list[Corpus] = []

    def noted(corpus: Corpus, **options: Any) -> Any:
        learnt.append(corpus)
        return fit(corpus, **options)

    monkeypatch.setattr(module, "fit", noted)
    judged = judge_test_part(small_corpus, seed=2)
    split = parts(small_corpus)
    assert [answer.draft for answer in judged.drafts] == [row.draft for row in split.test.drafts]
    assert len(judged.draft_reviews) == len(split.test.drafts) > 5
    assert len(judged.title_reviews) == len(split.test.titles) > 5
    groups = {row.group for row in learnt[0].drafts}
    assert len(learnt) == 1
    assert groups == {row.group for row in (*split.learn.drafts, *split.tune.drafts)}
    assert not groups & {row.group for row in split.test.drafts}
    assert (judged.origin.model, judged.origin.folds, judged.origin.seed) == ("fast-test", 0, 2)


def test_files_are_judged_by_the_reviewer_passed_in() -> None:
    judged = judge_files(Knowing(ANSWERS), ANSWERS, FILES)
    origin = judged.origin
    assert (origin.model, origin.folds, origin.files) == ("fast-0123456789ab", 0, ("a.jsonl", "b.jsonl"))
    measured = measure(judged)
    assert measured.drafts is not None
    assert measured.titles is not None
    assert (measured.drafts.whole.count, measured.drafts.whole.flags["vague"].f1.value) == (2, 1)
    assert (measured.titles.units.count, measured.titles.units.top_1.value) == (1, 1)


def test_progress_is_told_text_by_text() -> None:
    told: list[float] = []
    judge_files(Knowing(ANSWERS), ANSWERS, FILES, progress=lambda _stage, share: told.append(share))
    assert told == pytest.approx([1 / 3, 2 / 3, 1])


@pytest.mark.parametrize(("kind", "seen"), [("drafts", 1), ("titles", 1), ("none", 0)])
def test_texts_the_model_learnt_from_are_counted(
    small_corpus: Corpus, kind: str, seen: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "read_corpus", lambda: small_corpus)
    bundled = answers_of(small_corpus)
    texts: dict[str, Answer] = {
        "drafts": bundled.drafts[0],
        "titles": bundled.titles[0],
        "none": title_answer(),
    }
    answers = Answers((draft_answer(),), (texts[kind],))
    assert judge_files(Knowing(answers), answers, FILES).origin.seen == seen


def test_only_titles() -> None:
    answers = Answers((), (title_answer(),))
    said = measure(judge_files(Knowing(answers), answers, FILES))
    assert said.drafts is None
    assert json.loads(said.to_json())["drafts"] is None

"""An evaluation trains without the groups it judges, and counts what it says it counts."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, fields
from typing import Any

import pytest

from model.content import rubric, units
from model.draft import Draft, Part, Quote
from model.review import Assignment, Finding, FlagJudgement, Review, Triage, UnitAdvice
from model.rubric import FLAGS
from training import evaluate as module
from training.evaluate import Evaluation, UnitHits, evaluate
from training.fit import fit
from training.labels import Corpus, LabelledDraft, LabelledTitle
from training.measures import Detection


@pytest.fixture(scope="module")
def trained_on() -> list[Corpus]:
    return []


@pytest.fixture(scope="module")
def evaluation(small_corpus: Corpus, trained_on: list[Corpus]) -> Iterator[Evaluation]:
    """Two folds of the small corpus; what each was trained on is noted."""

    def noted(corpus: Corpus, **settings: Any) -> Any:
        trained_on.append(corpus)
        return fit(corpus, **settings)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "fit", noted)
        yield evaluate(small_corpus, folds=2)


def shares(value: Any) -> Iterator[float]:
    for field in fields(value):
        entry = getattr(value, field.name)
        if isinstance(entry, (Detection, UnitHits)):
            yield from shares(entry)
        elif isinstance(entry, dict):
            for inner in entry.values():
                yield from shares(inner)
        elif isinstance(entry, float):
            yield entry


def test_no_fold_is_trained_on_a_group_it_judges(
    evaluation: Evaluation, trained_on: list[Corpus], small_corpus: Corpus
) -> None:
    assert len(trained_on) == evaluation.folds == 2
    left_out: list[str] = []
    for corpus in trained_on:
        known = {row.group for row in corpus.drafts}
        missing = [row for row in small_corpus.drafts if row not in corpus.drafts]
        assert missing
        assert not known & {row.group for row in missing}
        left_out += [row.id for row in missing]
    assert sorted(left_out) == sorted(row.id for row in small_corpus.drafts)


def test_every_title_is_left_out_once(
    evaluation: Evaluation, trained_on: list[Corpus], small_corpus: Corpus
) -> None:
    missing = [row for corpus in trained_on for row in small_corpus.titles if row not in corpus.titles]
    assert sorted(row.title for row in missing) == sorted(row.title for row in small_corpus.titles)
    assert evaluation.title_units.count == len(small_corpus.titles)


def test_counts_are_those_of_the_corpus(evaluation: Evaluation, small_corpus: Corpus) -> None:
    assert evaluation.drafts == evaluation.draft_units.count == len(small_corpus.drafts)
    for flag in FLAGS:
        assert evaluation.flags[flag].count == sum(flag in row.flags for row in small_corpus.drafts)
    assert 0 < evaluation.quoted <= sum(len(row.reasons) for row in small_corpus.drafts)


def test_shares_are_shares_and_better_than_chance(evaluation: Evaluation, small_corpus: Corpus) -> None:
    assert all(0 <= share <= 1 for share in shares(evaluation))
    for hits in (evaluation.draft_units, evaluation.title_units):
        assert 5 / len(units()) < hits.top_1 <= hits.main_or_co
        assert hits.top_1 <= hits.top_3
    for flag in FLAGS:
        measured = evaluation.flags[flag]
        assert measured.average_precision > measured.count / len(small_corpus.drafts)


def test_an_evaluation_as_json(evaluation: Evaluation) -> None:
    assert json.loads(evaluation.to_json()) == json.loads(json.dumps(asdict(evaluation)))
    assert evaluation.to_json().endswith("}\n")


def _named(unit: str, role: Any = "主办") -> Assignment:
    return Assignment(unit, role, 0.99, "")


def _review(row: LabelledDraft | LabelledTitle, *, right: bool) -> Review:
    """Return what a reviewer says who is always right, or always wrong."""
    draft = row.draft if isinstance(row, LabelledDraft) else row.as_draft()
    flags = row.flags if isinstance(row, LabelledDraft) else frozenset()
    other = next(unit for unit in units() if unit not in (row.main, *row.co))
    main = _named(row.main if right else other)
    return Review(
        title=draft.title,
        level=draft.level,
        verdict="可提交",
        summary="",
        objections=(),
        flags=tuple(
            FlagJudgement(flag, "", 1.0, "成立")
            if (flag in flags) is right
            else FlagJudgement(flag, "", 0.0, "不成立")
            for flag in FLAGS
        ),
        findings=tuple(_findings(row, right=right)) if isinstance(row, LabelledDraft) else (),
        units=UnitAdvice("成立", main, (), (main,) * 3),
        items=(),
        triage=Triage(row.triage if right else "大要事" if row.triage != "大要事" else "小微事", 0.99, ""),
        model="",
    )


def _findings(row: LabelledDraft, *, right: bool) -> Iterable[Finding]:
    for code in rubric().reasons:
        if code.flag is None or (code.code in row.reasons) is not right:
            continue
        yield Finding(
            code=code.code,
            flag=code.flag,
            name=code.name,
            probability=0.9,
            state="成立",
            severity=code.severity,
            quotes=(_quote(row, code.code) if right else Quote("title", 0, 1, row.draft.title[:1]),),
            message="",
            advice="",
            example=code.example,
            clause=code.clause,
        )


def _quote(row: LabelledDraft, code: str) -> Quote:
    words = next(entry.quote for entry in row.evidence if entry.reason == code)
    part: Part = "title" if words in row.draft.title else "body"
    start = row.draft.text_of(part).index(words)
    return Quote(part, start, start + len(words), words)


@pytest.fixture
def judged_by(small_corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], Evaluation]:
    """Evaluate with a reviewer who looks the answers up."""

    def judge(right: bool) -> Evaluation:
        known: dict[Draft, Review] = {row.draft: _review(row, right=right) for row in small_corpus.drafts}
        known |= {row.as_draft(): _review(row, right=right) for row in small_corpus.titles}

        class Knowing:
            def __init__(self, _bundle: object) -> None: ...

            def review_many(self, drafts: Iterable[Draft]) -> Iterator[Review]:
                return (known[draft] for draft in drafts)

        monkeypatch.setattr(module, "fit", lambda *_corpus, **_settings: None)
        monkeypatch.setattr(module, "Reviewer", Knowing)
        return evaluate(small_corpus, folds=3)

    return judge


def test_a_reviewer_who_is_always_right_measures_one(judged_by: Callable[[bool], Evaluation]) -> None:
    said = judged_by(True)
    for measured in said.flags.values():
        assert (measured.precision, measured.recall, measured.f1, measured.average_precision) == (1, 1, 1, 1)
        assert measured.calibration_error == 0
    assert (said.codes, said.evidence, said.clean, said.triage, said.unsure) == (1, 1, 1, 1, 0)
    for hits in (said.draft_units, said.title_units):
        assert (hits.top_1, hits.top_3, hits.main_or_co) == (1, 1, 1)
        assert hits.calibration_error == pytest.approx(0.01)


def test_a_reviewer_who_is_always_wrong_measures_nought(judged_by: Callable[[bool], Evaluation]) -> None:
    said = judged_by(False)
    for measured in said.flags.values():
        assert (measured.precision, measured.recall, measured.f1) == (0, 0, 0)
        assert measured.calibration_error == 1
    assert (said.codes, said.evidence, said.quoted, said.clean, said.triage) == (0, 0, 0, 0, 0)
    for hits in (said.draft_units, said.title_units):
        assert (hits.top_1, hits.top_3, hits.main_or_co) == (0, 0, 0)
        assert hits.calibration_error == pytest.approx(0.99)


def test_progress_is_told_fold_by_fold(
    small_corpus: Corpus, judged_by: Callable[[bool], Evaluation], monkeypatch: pytest.MonkeyPatch
) -> None:
    judged_by(True)  # puts the stand-ins in place
    monkeypatch.setattr(module, "fit", lambda *_corpus, progress, **_settings: progress("拟合", 0.5))
    told: list[tuple[str, float]] = []
    evaluate(small_corpus, folds=2, progress=lambda stage, share: told.append((stage, share)))
    assert [stage for stage, _ in told] == ["第 1/2 轮：拟合", "第 2/2 轮：拟合", "完成"]
    assert [share for _, share in told] == sorted(share for _, share in told)


def test_a_corpus_without_titles_is_judged_too(
    small_corpus: Corpus, judged_by: Callable[[bool], Evaluation]
) -> None:
    judged_by(True)
    said = evaluate(Corpus(small_corpus.drafts, ()), folds=2)
    assert said.title_units == UnitHits(0, 0, 0, 0, 0)
    assert said.draft_units.top_1 == 1

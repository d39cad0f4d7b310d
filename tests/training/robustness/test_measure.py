"""A small model on a few drafts, counted again one by one; and a stand-in whose mistakes are known."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Literal

import pytest

from model.bundle import Bundle
from model.draft import Draft
from model.review import Review
from model.reviewer import Reviewer
from model.rubric import FLAGS
from tests.api.reviews import CLEAN
from training.labels import Corpus
from training.robustness.kinds import KINDS, chance_for
from training.robustness.measure import measure
from training.robustness.outcome import Robustness, Turns
from training.robustness.padding import PLACES, SENTENCES, padding
from training.robustness.subjects import Subject

State = Literal["成立", "拿不准", "不成立"]


@pytest.fixture(scope="module")
def judge(small_bundle: Bundle) -> Reviewer:
    return Reviewer(small_bundle)


@pytest.fixture(scope="module")
def subjects(small_corpus: Corpus) -> list[Subject]:
    """Every fifth draft of the small corpus."""
    return [Subject(row.id, row.draft, "vague" in row.flags) for row in small_corpus.drafts[::5]]


@pytest.fixture(scope="module")
def measured(judge: Reviewer, subjects: list[Subject]) -> Robustness:
    return measure(judge, subjects)


def _holding(review: Review) -> set[str]:
    return {flag.flag for flag in review.flags if flag.state == "成立"}


def test_the_counts_are_those_of_the_drafts_one_by_one(
    measured: Robustness, judge: Reviewer, subjects: list[Subject]
) -> None:
    for kind, said in zip(KINDS, measured.steadiness, strict=True):
        changed = [
            (subject, kind.change(subject.draft, chance_for(subject.draft, kind.name, 0)))
            for subject in subjects
        ]
        pairs = [
            (subject.id, judge.review(subject.draft), judge.review(draft))
            for subject, draft in changed
            if draft != subject.draft
        ]
        moved = [(name, old.verdict, new.verdict) for name, old, new in pairs if old.verdict != new.verdict]
        assert [(flip.id, flip.before, flip.after) for flip in said.flips] == moved
        assert (said.kind, said.verdicts.count, said.verdicts.of) == (kind.name, len(moved), len(pairs))
        assert said.flags == {
            flag: Turns(
                sum(flag in _holding(new) - _holding(old) for _, old, new in pairs),
                sum(flag in _holding(old) - _holding(new) for _, old, new in pairs),
            )
            for flag in FLAGS
        }
        assert said.met is (len(moved) / len(pairs) <= kind.target)


def test_padding_is_counted_on_vague_drafts_that_were_found(
    measured: Robustness, judge: Reviewer, subjects: list[Subject]
) -> None:
    found = [each for each in subjects if each.vague and "vague" in _holding(judge.review(each.draft))]
    assert found
    for place, said in zip(PLACES, measured.clearing, strict=True):
        padded = [padding(each.draft, place, chance_for(each.draft, f"padding {place}", 0)) for each in found]
        states = [
            next(flag.state for flag in judge.review(draft).flags if flag.flag == "vague") for draft in padded
        ]
        assert said.cleared.of == len(found)
        assert said.cleared.count == len(said.flips) == len(found) - states.count("成立")
        assert said.unsure == states.count("拿不准")
        assert said.met is (said.cleared.count == 0)


def test_what_was_measured_is_stated(measured: Robustness, judge: Reviewer, subjects: list[Subject]) -> None:
    assert (measured.model, measured.files, measured.seed) == (judge.version, (), 0)
    assert (measured.drafts, measured.seen) == (len(subjects), len(subjects))
    assert measured.vague == sum(subject.vague for subject in subjects)
    assert json.loads(measured.to_json()) == json.loads(json.dumps(asdict(measured)))


class Gullible:
    """Finds every draft vague, unless a stock word, a blank or policy text persuades it."""

    version = "gullible"

    def review_many(self, drafts: Iterable[Draft]) -> Iterator[Review]:
        return map(self._review, drafts)

    def _review(self, draft: Draft) -> Review:
        state: State = "成立"
        if any(words in draft.body for words in ("\u3000\u3000", "先行", "争取")):
            state = "不成立"
        if any(sentence in draft.body for sentence in SENTENCES):
            state = "拿不准" if draft.body.startswith("路") else "不成立"
        flags = tuple(
            replace(flag, state=state if flag.flag == "vague" else "不成立") for flag in CLEAN.flags
        )
        return replace(CLEAN, flags=flags, verdict="修改后提交" if state == "成立" else "可提交")


def _plain(*bodies: str, vague: bool = True) -> list[Subject]:
    return [Subject(f"{number}", Draft("题", body), vague) for number, body in enumerate(bodies)]


def test_a_gullible_judge_is_found_out() -> None:
    subjects = _plain(*(f"路长{number}米。请重视。" for number in range(1, 9)))
    said = measure(Gullible(), subjects, [Path("夹/甲.jsonl")])
    by_kind = {each.kind: each for each in said.steadiness}
    blanks = by_kind["blanks"]
    assert (blanks.verdicts.count, blanks.verdicts.of, blanks.met) == (8, 8, False)
    assert blanks.flags["vague"] == Turns(raised=0, dropped=8)
    assert {(flip.before, flip.after, flip.dropped) for flip in blanks.flips} == {
        ("修改后提交", "可提交", ("vague",))
    }
    assert 0 < by_kind["stock_words"].verdicts.count <= 8
    assert (by_kind["digits"].verdicts.count, by_kind["digits"].verdicts.of, by_kind["digits"].met) == (
        0,
        8,
        True,
    )
    assert [(each.cleared.count, each.unsure) for each in said.clearing] == [(8, 0), (8, 8), (8, 8)]
    assert (said.files, said.seen) == (("甲.jsonl",), 0)


def test_a_change_that_finds_nothing_to_change_is_not_counted() -> None:
    said = measure(Gullible(), _plain("路难走，请重视。", "路长5米，请重视。"))
    by_kind = {each.kind: each for each in said.steadiness}
    assert by_kind["digits"].verdicts.of == 1
    assert by_kind["place_names"].verdicts.of == 0
    assert by_kind["place_names"].met is None


def test_without_labels_padding_is_not_measured() -> None:
    said = measure(Gullible(), _plain("路难走，请重视。", vague=False))
    assert [(each.cleared.of, each.met) for each in said.clearing] == [(0, None)] * 3


def test_progress_is_told_round_by_round() -> None:
    told: list[tuple[str, float]] = []
    measure(Gullible(), _plain("路难走。"), progress=lambda stage, share: told.append((stage, share)))
    rounds = 1 + len(KINDS) + len(PLACES)
    assert [stage for stage, _ in told] == [
        *(f"审读第 {n}/{rounds} 轮" for n in range(1, rounds + 1)),
        "完成",
    ]
    assert [share for _, share in told] == pytest.approx([n / rounds for n in range(rounds + 1)])

"""What is counted on drafts, and what is not."""

import pytest

from model.draft import Draft
from model.review import State, Triage
from tests.judged import BODY, TITLE, draft_answer, finding, knowing, review, vague_answer
from training.yardstick.drafts import DraftMeasures, States, evaluate_drafts
from training.yardstick.parts import LENGTHS

DRAFT = Draft(TITLE, BODY)
MISSED = review(DRAFT)
FOUND = review(DRAFT, states={"vague": "成立"}, findings=[finding(DRAFT, "V1", "有的路段")])


def test_a_reviewer_who_knows_the_answers() -> None:
    answers = [draft_answer(), vague_answer(), draft_answer(group="g")]
    whole = evaluate_drafts(answers, [knowing(answer) for answer in answers]).whole
    vague = whole.flags["vague"]
    assert (vague.count, vague.scored) == (1, 3)
    for measured in (vague.precision, vague.recall, vague.f1, vague.average_precision, vague.auc):
        assert (measured.value, measured.low, measured.high) == (1, 1, 1)
    assert vague.false_alarms.value == 0
    assert vague.calibration_error.value == pytest.approx(0.1)
    assert (whole.count, whole.clean_count, whole.quoted) == (3, 2, 1)
    for shared in (whole.clean, whole.codes, whole.evidence, whole.units.top_1, whole.triage):
        assert shared.value == 1
    assert whole.unsure.value == 0


def test_what_is_not_there_cannot_be_missed() -> None:
    whole = evaluate_drafts([draft_answer()], [MISSED]).whole
    broad = whole.flags["too_broad"]
    assert (broad.count, broad.false_alarms.value) == (0, 0)
    assert {broad.precision.value, broad.recall.value, broad.f1.value, broad.auc.value} == {None}
    assert whole.evidence.value is None


@pytest.mark.parametrize("said", ["成立", "不成立"])
def test_a_disputed_flag_is_not_scored(said: State) -> None:
    disputed = draft_answer(disputed=frozenset({"vague"}))
    answers = [draft_answer(), vague_answer(), disputed]
    judged = [MISSED, FOUND, review(DRAFT, states={"vague": said})]
    evaluation = evaluate_drafts(answers, judged)
    vague = evaluation.whole.flags["vague"]
    assert (vague.scored, vague.f1.value, vague.false_alarms.value) == (2, 1, 0)
    assert evaluation.whole.flags["too_broad"].scored == 3
    assert evaluation.whole.clean_count == 1
    assert evaluation.states["vague"] == States(there=(1, 0, 0), absent=(0, 0, 1))


@pytest.mark.parametrize(("tolerated", "f1"), [(frozenset({"V3"}), 1.0), (frozenset[str](), 2 / 3)])
def test_a_disputed_code_counts_neither_way(tolerated: frozenset[str], f1: float) -> None:
    both = [finding(DRAFT, "V1", "有的路段"), finding(DRAFT, "V3", "请予重视")]
    judged = review(DRAFT, states={"vague": "成立"}, findings=both)
    evaluation = evaluate_drafts([vague_answer(tolerated=tolerated)], [judged])
    assert evaluation.whole.codes.value == pytest.approx(f1)
    assert ("V3" in evaluation.by_code) is not bool(tolerated)


def test_a_disputed_code_not_found_is_not_missed() -> None:
    assert evaluate_drafts([vague_answer(tolerated=frozenset({"V3"}))], [FOUND]).whole.codes.value == 1


@pytest.mark.parametrize(("words", "hit"), [("路段坑坑洼洼", 1), ("请予重视", 0)])
def test_the_first_quote_must_overlap(words: str, hit: int) -> None:
    judged = review(DRAFT, findings=[finding(DRAFT, "V1", words)])
    whole = evaluate_drafts([vague_answer()], [judged]).whole
    assert whole.quoted == 1
    assert whole.evidence.value == hit


def test_any_of_several_classes_is_right() -> None:
    answers = [draft_answer(triage=frozenset({"小微事", "急难事"}))] * 2
    judged = [
        review(DRAFT, triage=Triage("小微事", 0.9, "")),
        review(DRAFT, triage=Triage("大要事", 0.9, "")),
    ]
    assert evaluate_drafts(answers, judged).whole.triage.value == 0.5


def test_doubt_is_no_finding() -> None:
    judged = [review(DRAFT, states={"vague": "拿不准"})]
    evaluation = evaluate_drafts([draft_answer()], judged)
    assert evaluation.whole.clean.value == 1
    assert evaluation.whole.unsure.value == pytest.approx(1 / 3)
    assert evaluation.states["vague"] == States(there=(0, 0, 0), absent=(0, 1, 0))


def test_sources_and_lengths_are_measured_apart() -> None:
    long = Draft(TITLE, "长" * 900)
    answers = [vague_answer(), vague_answer(source="乙"), draft_answer(source="乙", draft=long)]
    evaluation = evaluate_drafts(answers, [FOUND, MISSED, review(long)])
    assert counts(evaluation.sources) == {"甲": (1, 1.0), "乙": (2, 0.0)}
    assert counts(evaluation.lengths) == {LENGTHS[0]: (2, 0.5), LENGTHS[3]: (1, None)}


def counts(parts: dict[str, DraftMeasures]) -> dict[str, tuple[int, float | None]]:
    return {name: (part.count, part.flags["vague"].recall.value) for name, part in parts.items()}


def test_probabilities_beside_what_turned_out() -> None:
    evaluation = evaluate_drafts([vague_answer(), draft_answer()], [FOUND, MISSED])
    low, high = evaluation.reliability["vague"]
    assert (low.stated, low.share.value, high.stated, high.share.value) == (0.1, 0, 0.9, 1)
    (unit,) = evaluation.unit_reliability
    assert (unit.count, unit.share.value) == (2, 1)
    assert unit.stated == pytest.approx(0.9)

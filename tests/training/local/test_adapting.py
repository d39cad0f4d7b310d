"""A bundle learns what was said and nothing else: what nobody spoke of stays, to the last bit."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model.bundle import Bundle, load_bundle, save_bundle
from model.calibration import Platt
from model.content import REASONS
from model.encoder import Encoder
from model.judging import FLAG_OF
from model.review import TRIAGE, Review
from model.reviewer import Reviewer
from model.rubric import FlagName
from model.scores import JUDGED
from model.tier import FullTier
from tests.model.bundles import FULL
from tests.model.encoders import made as made_encoder
from tests.training.local.told import lesson
from training.labels import Corpus, LabelledDraft
from training.local.adapting import adapted
from training.local.lessons import Lesson

VAGUE = {code for code in REASONS if FLAG_OF[code] == "vague"}


def of_kind(corpus: Corpus, code: str) -> list[LabelledDraft]:
    return [row for row in corpus.drafts if code in row.reasons]


def denied(corpus: Corpus, *, count: int = 6) -> list[Lesson]:
    """Return lessons by which drafts with empty measures (V3) alone are not vague."""
    rows = [row for row in of_kind(corpus, "V3") if row.reasons & VAGUE == {"V3"}]
    return [lesson(row.draft, flags={"vague": False}) for row in rows[:count]]


def changed(old: Bundle, new: Bundle) -> set[str]:
    """Return the names of the heads of which a single bit differs."""
    one, other = old.heads["drafts"], new.heads["drafts"]
    assert one.names == other.names
    return {
        name
        for column, name in enumerate(one.names)
        if one.weights[:, column].tobytes() != other.weights[:, column].tobytes()
        or one.bias[column].tobytes() != other.bias[column].tobytes()
    }


def reviews(bundle: Bundle, corpus: Corpus, encoder: Encoder | None = None) -> list[Review]:
    return list(Reviewer(bundle, encoder).review_many(row.draft for row in corpus.drafts))


def chances(found: Sequence[Review], flag: FlagName) -> list[float]:
    return [next(each.probability for each in review.flags if each.flag == flag) for review in found]


def test_without_lessons_it_is_the_same_bundle(small_bundle: Bundle, small_corpus: Corpus) -> None:
    assert adapted(small_bundle, None, [], small_corpus) is small_bundle


@pytest.mark.parametrize(
    ("known", "heads"),
    [
        ({"flags": {"vague": True}}, {"vague"}),
        ({"flags": {"vague": False, "too_broad": True}}, {"vague", "too_broad"}),
        ({"codes": {"V1": False, "B2": True}}, {"V1", "B2"}),
        ({"triage": "大要事"}, set(TRIAGE)),
        ({"main": "教育局"}, set()),
    ],
)
def test_heads_that_nobody_spoke_of_stay_to_the_last_bit(
    known: dict[str, Any], heads: set[str], small_bundle: Bundle, small_corpus: Corpus
) -> None:
    taught = [replace(lesson(row.draft), **known) for row in small_corpus.drafts[:5]]
    learnt = adapted(small_bundle, None, taught, small_corpus)
    assert changed(small_bundle, learnt) == heads
    assert learnt.heads["sentences"] is small_bundle.heads["sentences"]
    assert (learnt.calibration, learnt.thresholds, learnt.units) == (
        small_bundle.calibration,
        small_bundle.thresholds,
        small_bundle.units,
    )
    assert (learnt.handover is None) == ("main" not in known)


def test_what_is_said_of_one_flag_shows_in_reviews_of_later_drafts_and_in_no_other_flag(
    small_bundle: Bundle, small_corpus: Corpus
) -> None:
    taught = denied(small_corpus)
    learnt = adapted(small_bundle, None, taught, small_corpus)
    before, after = reviews(small_bundle, small_corpus), reviews(learnt, small_corpus)
    for flag in ("too_broad", "infeasible"):
        assert chances(before, flag) == chances(after, flag)
    assert [review.units for review in before] == [review.units for review in after]
    assert [review.triage for review in before] == [review.triage for review in after]
    taught_of = {each.draft for each in taught}
    later = [
        row
        for row, each in enumerate(small_corpus.drafts)
        if each.reasons & VAGUE == {"V3"} and each.draft not in taught_of
    ]
    other = [row for row, each in enumerate(small_corpus.drafts) if each.reasons & VAGUE in ({"V1"}, {"V2"})]
    assert len(later) >= 10
    old, new = np.array(chances(before, "vague")), np.array(chances(after, "vague"))
    assert old[later].mean() - new[later].mean() > 0.3
    assert len(other) > 10
    assert abs(old[other].mean() - new[other].mean()) < 0.1


def test_flags_and_the_codes_that_are_implied_are_learnt_together(
    small_bundle: Bundle, small_corpus: Corpus
) -> None:
    codes = dict.fromkeys(sorted(VAGUE), False)
    taught = [replace(each, codes=codes) for each in denied(small_corpus)]
    learnt = adapted(small_bundle, None, taught, small_corpus)
    assert changed(small_bundle, learnt) == {"vague", *codes}


def test_the_unit_that_took_work_over_is_named_for_later_drafts(
    small_bundle: Bundle, small_corpus: Corpus
) -> None:
    roads = [row.draft for row in small_corpus.drafts if row.main == "交通运输局"]
    taught = [lesson(draft, main="教育局") for draft in roads[::2]]
    learnt = adapted(small_bundle, None, taught, small_corpus)
    assert learnt.handover is not None
    assert learnt.handover.shape == (2, *(len(small_bundle.units),) * 2)

    def mains(bundle: Bundle) -> list[str]:
        return [review.units.main.unit for review in Reviewer(bundle).review_many(roads[1::2])]

    assert mains(small_bundle).count("交通运输局") >= 9
    assert mains(learnt).count("教育局") >= 9
    others = [row.draft for row in small_corpus.drafts if row.main == "公安局"]
    assert {review.units.main.unit for review in Reviewer(learnt).review_many(others)} == {"公安局"}


def test_of_units_that_the_bundle_does_not_know_nothing_is_learnt(
    small_bundle: Bundle, small_corpus: Corpus
) -> None:
    strange = lesson(small_corpus.drafts[0].draft, main="老干部局筹备处")
    learnt = adapted(small_bundle, None, [strange], small_corpus)
    assert changed(small_bundle, learnt) == set()
    assert learnt.handover is None
    known = lesson(small_corpus.drafts[1].draft, main="教育局")
    alone = adapted(small_bundle, None, [known], small_corpus).handover
    beside = adapted(small_bundle, None, [strange, known], small_corpus).handover
    np.testing.assert_array_equal(alone, beside)


def test_of_a_code_whose_curve_is_flat_nothing_is_learnt(small_bundle: Bundle, small_corpus: Corpus) -> None:
    curves = small_bundle.calibration
    flat = replace(curves, codes={**curves.codes, "F5": Platt(0.01, -3.0)})
    taught = [lesson(row.draft, codes={"F5": True, "F4": True}) for row in small_corpus.drafts[:3]]
    bundle = replace(small_bundle, calibration=flat)
    assert changed(bundle, adapted(bundle, None, taught, small_corpus)) == {"F4"}


def test_equal_lessons_give_equal_bytes(small_bundle: Bundle, small_corpus: Corpus, tmp_path: Path) -> None:
    taught = [
        lesson(
            row.draft,
            flags={"vague": "vague" not in row.flags},
            codes={"V3": "V3" in row.reasons},
            main=row.main,
            triage=row.triage,
        )
        for row in small_corpus.drafts[:6]
    ]
    one, other, fewer = (
        adapted(small_bundle, None, lessons, small_corpus) for lessons in (taught, list(taught), taught[1:])
    )
    folders = [save_bundle(each, tmp_path / name) for each, name in ((one, "a"), (other, "b"), (fewer, "a"))]
    assert folders[0].name == folders[1].name != folders[2].name
    for file in folders[0].iterdir():
        assert file.read_bytes() == (folders[1] / file.name).read_bytes()
    kept, few = load_bundle(folders[0]), Corpus(small_corpus.drafts[:20], ())
    assert reviews(kept, few) == reviews(replace(one, version=kept.version), few)


def test_the_whole_of_it_is_told_in_order(small_bundle: Bundle, small_corpus: Corpus) -> None:
    told: list[float] = []
    adapted(small_bundle, None, denied(small_corpus), small_corpus, told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert set(JUDGED) < set(small_bundle.heads["drafts"].names)


def test_with_an_encoder_later_drafts_read_by_it_are_judged_as_was_said(
    small_bundle: Bundle, small_corpus: Corpus, tmp_path: Path
) -> None:
    encoder = Encoder.load(made_encoder(tmp_path), threads=1)
    full = FullTier(
        encoder.digest, replace(FULL.blend, vague=0.1), small_bundle.calibration, small_bundle.thresholds
    )
    bundle = replace(small_bundle, full=full)
    taught = denied(small_corpus)
    learnt = adapted(bundle, encoder, taught, small_corpus)
    assert changed(bundle, learnt) == {"vague"}
    rows = Corpus(tuple(of_kind(small_corpus, "V3")), ())
    before, after = reviews(bundle, rows, encoder), reviews(learnt, rows, encoder)
    assert before[0].model.startswith("full-")
    assert chances(after, "infeasible") == chances(before, "infeasible")
    assert np.mean(chances(before, "vague")) - np.mean(chances(after, "vague")) > 0.2

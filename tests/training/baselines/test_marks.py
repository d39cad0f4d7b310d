"""Marks count what people agree on, and nothing else."""

from dataclasses import replace

import numpy as np
import pytest

from model.content import units
from model.rubric import FLAGS
from tests.training.baselines.made import TOPICS, answers, with_every_flag
from training.answers import DraftAnswer
from training.baselines.baseline import Judged
from training.baselines.marks import mark, mark_topics

NAMES = list(units())


def told(rows: tuple[DraftAnswer, ...]) -> Judged:
    """Return what a baseline says that knows every answer."""
    found = np.array([[flag in row.flags for flag in FLAGS] for row in rows])
    scores = np.array([[float(name in row.main) for name in NAMES] for row in rows])
    return Judged(found.astype(np.float64), found, scores)


def test_who_is_always_right_has_full_marks() -> None:
    drafts, _ = answers(with_every_flag())
    marks = mark(drafts, told(drafts))
    assert marks.count == len(drafts)
    for flag, own in marks.flags.items():
        assert own.count == sum(flag in row.flags for row in drafts)
        assert (own.f1.value, own.auc.value) == (1, 1)
    assert (marks.top_1.value, marks.top_3.value, marks.main_or_co.value) == (1, 1, 1)


def test_units_are_counted_by_rank_and_part() -> None:
    (row, *_), _ = answers()
    row = replace(row, main=("教育局",), co=("财政局",))
    scores = np.zeros((1, len(NAMES)))
    for rank, name in enumerate(("财政局", "水利局", "教育局")):
        scores[0, NAMES.index(name)] = 3.0 - rank
    marks = mark([row], replace(told((row,)), units=scores))
    assert (marks.top_1.value, marks.top_3.value, marks.main_or_co.value) == (0, 1, 1)


def test_a_disputed_flag_is_not_scored() -> None:
    drafts, _ = answers(with_every_flag())
    wrong = replace(told(drafts), found=~told(drafts).found)
    rows = tuple(replace(row, disputed=frozenset({"vague"})) for row in drafts[:1]) + drafts[1:]
    every, agreed = mark(drafts, wrong).flags["vague"], mark(rows, wrong).flags["vague"]
    assert every.count - agreed.count == ("vague" in drafts[0].flags)
    everywhere = tuple(replace(row, flags=frozenset(), disputed=frozenset({"vague"})) for row in drafts)
    assert mark(everywhere, wrong).flags["vague"].f1.value is None


def test_titles_have_no_flags() -> None:
    _, titles = answers()
    scores = np.array([[float(name in row.main) for name in NAMES] for row in titles])
    judged = Judged(np.zeros((len(titles), 3)), np.zeros((len(titles), 3), np.bool_), scores)
    marks = mark(titles, judged)
    assert marks.flags == {}
    assert marks.top_1.value == 1


def test_topics_count_alike_however_often_they_occur() -> None:
    asked = ["甲"] * 8 + ["乙"] * 2
    marks = mark_topics(asked, ["甲"] * 10)
    assert marks.accuracy.value == pytest.approx(0.8)
    assert marks.macro_f1.value == pytest.approx((2 * 8 / 18 + 0) / 2)
    assert mark_topics(TOPICS, TOPICS).macro_f1.value == 1

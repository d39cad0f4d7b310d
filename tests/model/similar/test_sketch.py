"""What is compared of a draft."""

import numpy as np

from model.draft import Draft
from model.similar.sketch import AGAIN, ASKED, LETTER, NO_PAIR, TITLE, join, sketch, sketch_all
from tests.model.similar.drafts import BRIDGE, DOCTORS, LAMPS


def test_a_draft_is_sketched_alike_alone_and_among_others() -> None:
    alone, among = sketch([LAMPS]), sketch([DOCTORS, LAMPS, BRIDGE]).of(np.array([1]))
    assert np.array_equal(alone.items, among.items)
    assert np.array_equal(alone.marks, among.marks)
    assert np.array_equal(alone.topics, among.topics)


def test_sketches_put_together_are_those_of_all_drafts() -> None:
    whole, joined = sketch_all([LAMPS, DOCTORS]), join([sketch([LAMPS]), sketch([DOCTORS])])
    assert np.array_equal(whole.items, joined.items)
    assert np.array_equal(whole.ends, joined.ends)


def test_pairs_know_whether_they_stand_in_the_title_and_again() -> None:
    marks = sketch([Draft("路灯", "路灯坏了")]).marks
    assert sorted((marks[(marks & NO_PAIR) == 0]).tolist()) == [0, 0, TITLE | AGAIN | ASKED]


def test_single_characters_know_whether_they_stand_in_the_title() -> None:
    marks = sketch([Draft("路灯", "路坏")]).marks
    assert sorted(marks[(marks & LETTER) > 0].tolist()) == [LETTER] + 2 * [LETTER | TITLE | ASKED]


def test_pairs_and_characters_know_whether_they_are_asked_for() -> None:
    whole = sketch([Draft("甲", "乙丙。建议丁戊。")])
    asked = (whole.marks & ASKED) > 0
    assert ((whole.marks[asked] & LETTER) > 0).sum() == 2
    assert sorted(whole.marks[asked].tolist()) == [ASKED, ASKED | LETTER, ASKED | LETTER]


def test_digits_and_letters_are_folded_as_elsewhere() -> None:
    assert np.array_equal(sketch([Draft("", "Ｘ037线")]).items, sketch([Draft("", "x037线")]).items)


def test_no_draft_and_an_empty_one_have_empty_sketches() -> None:
    assert len(sketch([])) == 0
    assert len(sketch([Draft("", "")]).items) == 0


def test_of_a_long_draft_the_front_and_the_end_are_compared() -> None:
    middle = Draft("", "甲乙" * 200 + "丙丁" * 200 + "戊己" * 200)
    without = Draft("", "甲乙" * 200 + "庚辛" * 200 + "戊己" * 200)
    assert np.array_equal(sketch([middle]).items, sketch([without]).items)

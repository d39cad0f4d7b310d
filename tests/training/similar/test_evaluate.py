"""How well drafts on the same matter are told from others."""

import numpy as np

from model.draft import Draft
from tests.model.similar.drafts import BRIDGE, DOCTORS, LAMPS, LAMPS_TOO, OTHER_LAMPS, shortened
from training.similar.evaluate import best_threshold, in_groups
from training.similar.sessions import SessionDraft
from training.similar.ways import WAYS, length, minhash, ours, tfidf

DRAFTS = [LAMPS, LAMPS_TOO, OTHER_LAMPS, BRIDGE]
PAIRS = (np.array([0, 0, 0]), np.array([1, 2, 3]))


def test_ours_puts_the_matter_before_the_wording() -> None:
    other_words, other_village, other_matter = ours(DRAFTS, PAIRS)
    assert other_words > 0.5 > max(other_village, other_matter)


def test_the_ways_of_the_field_put_the_wording_before_the_matter() -> None:
    assert tfidf(DRAFTS, PAIRS)[2] < tfidf(DRAFTS, PAIRS)[1]
    assert minhash(DRAFTS, PAIRS)[0] < minhash(DRAFTS, PAIRS)[1]


def test_every_way_is_sure_of_equal_drafts_but_for_length() -> None:
    equal = (np.array([0]), np.array([1]))
    for name, way in WAYS.items():
        if name != "length":
            assert way([DOCTORS, DOCTORS], equal)[0] > 0.999


def test_length_alone_sees_nothing_but_length() -> None:
    short, long = Draft("甲", "乙" * 10), Draft("丙", "丁" * 100)
    scores = length([short, short, long], (np.array([0, 0]), np.array([1, 2])))
    assert scores[0] < scores[1]


def test_the_best_threshold_takes_equal_scores_together() -> None:
    truth = np.array([True, True, False, False])
    assert best_threshold(truth, np.array([0.9, 0.5, 0.5, 0.1])) == 0.5
    assert best_threshold(truth, np.array([0.9, 0.8, 0.5, 0.1])) == 0.8


def test_groups_are_compared_with_matters() -> None:
    session = [
        SessionDraft(LAMPS, "灯"),
        SessionDraft(DOCTORS, "医"),
        SessionDraft(shortened(LAMPS), "灯"),
        SessionDraft(BRIDGE, "灯"),
    ]
    measured = in_groups(session)
    assert (measured.groups, measured.precision) == (1, 1.0)
    assert measured.recall == 1 / 3

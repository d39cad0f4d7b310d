import pytest

from model.draft import Draft
from training.labels import Corpus
from training.robustness.kinds import KINDS, Kind, chance_for

each_kind = pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])


def test_targets_are_those_that_were_set() -> None:
    assert {kind.name: kind.target for kind in KINDS if kind.target != 0.03} == {"stock_words": 0.05}


@each_kind
def test_a_change_hangs_on_the_draft_and_the_seed_alone(kind: Kind, small_corpus: Corpus) -> None:
    for row in small_corpus.drafts[:20]:
        first, again = (kind.change(row.draft, chance_for(row.draft, kind.name, 0)) for _ in range(2))
        assert first == again
        assert first.level == row.draft.level


@pytest.mark.parametrize("name", ["stock_words", "digits", "blanks"])
def test_another_seed_draws_otherwise(name: str, small_corpus: Corpus) -> None:
    (kind,) = (kind for kind in KINDS if kind.name == name)
    assert any(
        kind.change(row.draft, chance_for(row.draft, name, 0))
        != kind.change(row.draft, chance_for(row.draft, name, 1))
        for row in small_corpus.drafts[:20]
    )


def test_every_kind_and_draft_draws_for_itself() -> None:
    draft, other = Draft("题", "甲"), Draft("题", "乙")
    drawn = [
        chance_for(draft, "digits", 0).random(),
        chance_for(draft, "blanks", 0).random(),
        chance_for(other, "digits", 0).random(),
        chance_for(draft, "digits", 1).random(),
    ]
    assert len(set(drawn)) == 4


@each_kind
def test_an_empty_draft_is_left_alone(kind: Kind) -> None:
    empty = Draft("", "")
    assert kind.change(empty, chance_for(empty, kind.name, 0)) == empty

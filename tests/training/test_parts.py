"""The corpus in three parts that share no group, and that a larger corpus does not reshuffle."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.training.labelled import labelled
from training.labels import Corpus, LabelledTitle, read_corpus
from training.parts import Parts, parts, reserved


def corpus_of(groups: list[str], titles: list[str]) -> Corpus:
    return Corpus(
        tuple(labelled(id=f"{number}", group=group) for number, group in enumerate(groups)),
        tuple(LabelledTitle(title, "", "财政局", (), "大要事") for title in titles),
    )


def each(split: Parts) -> tuple[Corpus, Corpus, Corpus]:
    return split.learn, split.tune, split.test


corpora = st.builds(
    corpus_of, st.lists(st.text(max_size=4), max_size=30), st.lists(st.text(max_size=8), max_size=30)
)


@given(corpora)
def test_every_row_is_in_one_part_in_its_order_and_no_group_is_split(corpus: Corpus) -> None:
    split = each(parts(corpus))
    for part in split:
        assert part.drafts == tuple(row for row in corpus.drafts if row in part.drafts)
        assert part.titles == tuple(row for row in corpus.titles if row in part.titles)
    assert sum(len(part.drafts) for part in split) == len(corpus.drafts)
    assert sum(len(part.titles) for part in split) == len(corpus.titles)
    groups = [{row.group for row in part.drafts} for part in split]
    titles = [{row.title for row in part.titles} for part in split]
    for names in (groups, titles):
        assert sum(map(len, names)) == len(set().union(*names))


@given(corpora)
def test_just_what_an_encoder_does_not_learn_from_is_reserved(corpus: Corpus) -> None:
    learn, *others = each(parts(corpus))
    assert not any(reserved(row.group) for row in learn.drafts)
    assert not any(reserved(row.title) for row in learn.titles)
    for part in others:
        assert all(reserved(row.group) for row in part.drafts)
        assert all(reserved(row.title) for row in part.titles)


@given(corpora, corpora)
def test_a_larger_corpus_moves_nothing(corpus: Corpus, more: Corpus) -> None:
    together = Corpus(more.drafts + corpus.drafts, more.titles + corpus.titles)
    for small, large in zip(each(parts(corpus)), each(parts(together)), strict=True):
        assert set(small.drafts) <= set(large.drafts)
        assert set(small.titles) <= set(large.titles)


def test_of_many_groups_an_eighth_is_for_choosing_and_an_eighth_for_the_report() -> None:
    split = parts(corpus_of([f"t1-{number}" for number in range(4000)], []))
    shares = [len(part.drafts) / 4000 for part in each(split)]
    assert shares == pytest.approx([0.76, 0.12, 0.12], abs=0.02)


def test_each_part_of_the_bundled_corpus_has_examples_of_every_reason() -> None:
    corpus = read_corpus()
    reasons = set().union(*(row.reasons for row in corpus.drafts))
    for part in each(parts(corpus)):
        assert set().union(*(row.reasons for row in part.drafts)) == reasons
        assert {row.triage for row in part.titles} == {row.triage for row in corpus.titles}


def test_labels_do_not_decide_where_a_group_goes() -> None:
    row = labelled()
    other = replace(row, id="h-2", flags=frozenset(), reasons=frozenset(), evidence=(), main="财政局", co=())
    split = parts(Corpus((row, other), ()))
    assert sorted(len(part.drafts) for part in each(split)) == [0, 0, 2]

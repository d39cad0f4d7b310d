import numpy as np

from model.content import REASONS
from model.review import TRIAGE
from model.rubric import FLAGS
from model.scores import JUDGED
from training.examples import UNTOLD, unit_number
from training.item_matching import matched
from training.labels import Corpus
from training.layout import lay_out
from training.parts import reserved


def test_every_text_lies_where_its_labels_lie(small_corpus: Corpus) -> None:
    texts = lay_out(small_corpus)
    drafts, titles = small_corpus.drafts, small_corpus.titles
    items = [(number, item) for number, row in enumerate(drafts) for item in row.items]
    count = texts.rows.shape[0]
    assert texts.units.shape == texts.groups.shape == (count,)
    assert texts.items == slice(len(drafts) + len(titles), len(drafts) + len(titles) + len(items))
    assert texts.groups[: len(drafts)].tolist() == [row.group for row in drafts]
    assert texts.groups[texts.items].tolist() == [drafts[number].group for number, _ in items]
    titled = slice(len(drafts), len(drafts) + len(titles))
    assert texts.groups[titled].tolist() == [row.title for row in titles]
    units = unit_number()
    assert texts.units[: len(drafts)].tolist() == [units[row.main] for row in drafts]
    assert texts.units[texts.items].tolist() == [units[item.unit] for _, item in items]
    assert all(group.startswith("duty ") for group in texts.groups[texts.items.stop :])


def test_what_is_judged_is_what_was_labelled(small_corpus: Corpus) -> None:
    texts = lay_out(small_corpus)
    assert (*FLAGS, *REASONS, *TRIAGE) == JUDGED
    for row, labelled in zip(texts.judged, small_corpus.drafts, strict=True):
        named = {name for name, holds in zip(JUDGED, row, strict=True) if holds}
        assert named == {*labelled.flags, *labelled.reasons, labelled.triage}
    assert [TRIAGE[number] for number in texts.triage] == [row.triage for row in small_corpus.drafts]
    assert texts.restated.tolist() == [row.origin == "restated" for row in small_corpus.drafts]
    units = np.array(list(unit_number()))
    for involved, labelled in zip(texts.involved, small_corpus.drafts, strict=True):
        assert set(units[involved].tolist()) == {labelled.main, *labelled.co}


def test_the_asks_found_in_a_draft_lie_under_its_number(small_corpus: Corpus) -> None:
    texts = lay_out(small_corpus)
    counts = np.bincount(texts.ask_of, minlength=len(small_corpus.drafts))
    assert counts.tolist() == [len(row.draft.asks) for row in small_corpus.drafts]
    assert texts.asks.shape[0] == counts.sum() > len(small_corpus.drafts)


def test_an_ask_has_the_unit_of_the_item_that_speaks_of_it(small_corpus: Corpus) -> None:
    texts, units = lay_out(small_corpus), unit_number()
    told = 0
    for number, row in enumerate(small_corpus.drafts):
        unit_of = {ask: units[item.unit] for ask, item in matched(row.draft, row.draft.asks, row.items)}
        expected = [unit_of.get(ask, UNTOLD) for ask in row.draft.asks]
        assert texts.ask_units[texts.ask_of == number].tolist() == expected
        told += len(unit_of)
    assert 0 < told == (texts.ask_units != UNTOLD).sum() < len(texts.ask_units)


def test_texts_are_reserved_by_their_group_and_duties_never(small_corpus: Corpus) -> None:
    texts = lay_out(small_corpus)
    own = [reserved(str(group)) for group in texts.groups]
    assert texts.reserved.shape == texts.groups.shape
    assert texts.reserved[: texts.items.stop].tolist() == own[: texts.items.stop]
    assert any(own[texts.items.stop :])  # by name alone some of the duties would be
    assert not texts.reserved[texts.items.stop :].any()

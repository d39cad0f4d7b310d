import numpy as np

from model.asks import asks
from model.content import REASONS
from model.review import TRIAGE
from model.rubric import FLAGS
from training.examples import unit_number
from training.labels import Corpus
from training.layout import JUDGED, lay_out


def test_every_text_lies_where_its_labels_lie(small_corpus: Corpus) -> None:
    texts = lay_out(small_corpus)
    drafts, titles = small_corpus.drafts, small_corpus.titles
    items = [(number, item) for number, row in enumerate(drafts) for item in row.items]
    count = texts.rows.shape[0]
    assert texts.units.shape == texts.groups.shape == (count,)
    assert texts.items == slice(len(drafts) + len(titles), len(drafts) + len(titles) + len(items))
    assert texts.groups[: len(drafts)].tolist() == [row.group for row in drafts]
    assert texts.groups[texts.items].tolist() == [drafts[number].group for number, _ in items]
    assert texts.item_of.tolist() == [number for number, _ in items]
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
    assert counts.tolist() == [len(asks(row.draft)) for row in small_corpus.drafts]
    assert texts.asks.shape[0] == counts.sum() > len(small_corpus.drafts)

"""A draft told again is another text under the same labels, and every quote is still in it, word for word."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.draft import Draft
from tests.training.labelled import labelled
from training.finetune.augment import STOCK, place_names, told_again
from training.labels import Corpus, Evidence, LabelledDraft, LabelledItem

BODY = "大湾村三组到大湾小学的路坏了，大湾村和石门镇都反映过。\n建议石门镇修大湾村的路。全县的村民都盼着。"
ROW = labelled(
    draft=Draft("关于修大湾村村道的建议", BODY, "乡镇"),
    evidence=(Evidence("V1", "大湾村三组到大湾小学的路"), Evidence("V1", "修大湾村村道")),
    items=(LabelledItem("修大湾村的路", "交通运输局"),),
)
NAMES = place_names([ROW, labelled(draft=Draft("关于青岭镇的建议", "青岭镇和杨柳社区。"))])


def chance(seed: object) -> Random:
    return Random(str(seed))  # noqa: S311 - no secret hangs on it


def ways(row: LabelledDraft, names: list[str] = NAMES, count: int = 300) -> list[LabelledDraft]:
    return [told_again(row, names, chance(seed)) for seed in range(count)]


def labels(row: LabelledDraft) -> tuple[object, ...]:
    told = tuple(item.unit for item in row.items)
    reasons = tuple(entry.reason for entry in row.evidence)
    return row.flags, row.reasons, reasons, row.main, row.co, told, row.triage, row.formal, row.draft.level


def test_places_are_what_stands_before_a_town_a_village_or_a_school() -> None:
    assert set(NAMES) == {"大湾", "石门", "青岭", "杨柳"}
    assert sorted(NAMES) == NAMES
    assert place_names([]) == []


def test_what_stands_in_many_drafts_is_no_name() -> None:
    rows = [labelled(draft=Draft(f"关于第{n}件事的建议", "中心小学和大湾村。")) for n in range(5)]
    assert place_names(rows) == []
    assert place_names(rows[:4]) == sorted(["中心", "大湾"])


@pytest.mark.parametrize("words", ["全县村民", "乡镇工作", "各村组", "乡村振兴"])
def test_common_words_hold_no_name(words: str) -> None:
    assert place_names([labelled(draft=Draft("", words))]) == []


def test_a_place_has_one_name_throughout_and_no_two_have_the_same() -> None:
    renamed = {row.draft.title for row in ways(ROW)} - {ROW.draft.title}
    assert len(renamed) > 2
    for row in ways(ROW):
        village = row.draft.title.removeprefix("关于修").removesuffix("村村道的建议")
        assert village in NAMES
        whole = row.draft.body
        for stock in STOCK:
            whole = whole.replace(stock, "")
        town = whole.split("和")[1].split("镇")[0]
        assert town in NAMES
        assert town != village
        assert whole == BODY.replace("大湾", "＊").replace("石门", town).replace("＊", village)
        assert row.items == (LabelledItem(f"修{village}村的路", "交通运输局"),)


def test_some_are_renamed_some_get_a_stock_sentence_and_most_stay_as_they_are() -> None:
    rows = ways(ROW, count=2000)
    renamed = sum(row.draft.title != ROW.draft.title for row in rows) / len(rows)
    stocked = sum(any(stock in row.draft.body for stock in STOCK) for row in rows) / len(rows)
    assert 0.2 < renamed < 0.35  # now and then a place gets its own name again
    assert stocked == pytest.approx(0.25, abs=0.04)
    assert sum(row == ROW for row in rows) / len(rows) > 0.45


def test_a_stock_sentence_stands_between_sentences_and_changes_nothing_else() -> None:
    seen = set()
    for row in ways(ROW, names=[]):
        assert row.draft.title == ROW.draft.title
        if row != ROW:
            (stock,) = [stock for stock in STOCK if stock in row.draft.body]
            assert row.draft.body.replace(stock, "") == BODY
            seen.add(row.draft.body.index(stock))
    assert seen == {0, *(sentence.end for sentence in ROW.draft.sentences)}


def test_labels_are_kept_and_quotes_stay_literal(small_corpus: Corpus) -> None:
    names = place_names(small_corpus.drafts)
    changed = 0
    for number, row in enumerate(small_corpus.drafts):
        for seed in range(5):
            told = told_again(row, names, chance(f"{number} {seed}"))
            changed += told.draft != row.draft
            assert labels(told) == labels(row)
            assert (told.id, told.group, told.origin) == (row.id, row.group, row.origin)
            for entry in told.evidence:
                assert entry.quote in told.draft.title or entry.quote in told.draft.body
    assert changed > len(small_corpus.drafts)


@pytest.mark.parametrize("quote", ["坑坑洼洼。大湾村三组", "湾村三组的路长", "有的路段坑坑洼洼。大"])
def test_a_quote_that_would_be_torn_stays_literal(quote: str) -> None:
    """It may go over two sentences, or begin within a name."""
    for told in ways(labelled(evidence=(Evidence("V1", quote),))):
        (entry,) = told.evidence
        assert entry.quote in told.draft.body


@given(st.integers(0, 2**32))
def test_equal_chances_tell_the_same(seed: int) -> None:
    assert told_again(ROW, NAMES, chance(seed)) == told_again(ROW, NAMES, chance(seed))


@given(st.integers(0, 2**32))
def test_as_much_chance_is_used_whatever_the_draft(seed: int) -> None:
    left, right = chance(seed), chance(seed)
    told_again(ROW, NAMES, left)
    told_again(labelled(draft=Draft("", "")), [], right)
    assert left.random() == right.random()


def test_a_draft_without_places_and_an_empty_one_can_be_told_again() -> None:
    for draft in (Draft("关于修路的建议", "路坏了。"), Draft("", "")):
        row = labelled(draft=draft, evidence=())
        for told in ways(row, count=50):
            body = told.draft.body
            for stock in STOCK:
                body = body.replace(stock, "")
            assert (told.draft.title, body) == (draft.title, draft.body)

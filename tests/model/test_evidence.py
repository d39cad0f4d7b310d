"""Quotes come from the draft, word for word, and from the words that carry the code."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.content import REASONS
from model.draft import Draft, Quote
from model.evidence import Evidence, Witness, clause_runs, clauses
from model.features import Heads, sentence_blocks
from tests.model.bundles import DRAFTS, made
from training.matrix import fit_vocabulary

BUNDLE = made()
COMMON = "建议县公安局在校门口装红绿灯有的路段坑坑洼洼，。；：！？（）“”、 \n\t一二1２，、\u200b\u202e😀"
texts = st.text(st.one_of(st.sampled_from(COMMON), st.characters()), max_size=120)

ZONES = ("title", "situation", "ask")
EDGES = " ，；：。、！？“”\n"


WITNESS = Witness(BUNDLE.vocabularies["sentences"], BUNDLE.heads["sentences"])


def witness(draft: Draft) -> Evidence:
    (found,) = WITNESS.evidence([draft], [REASONS])
    return found


def quoted(draft: Draft, words: str) -> list[str]:
    """Return what is quoted by a head for B1 that knows the words of the draft and likes only some."""
    known = [
        sentence_blocks(text, zone) for zone in ZONES for text in (draft.title, draft.canonical_body, words)
    ]
    vocabulary = fit_vocabulary(known, min_texts=1)
    liked = np.isin(vocabulary.hashes, sentence_blocks(words, "ask")[0])
    heads = Heads(("B1",), np.where(liked, 5.0, 0.0)[:, None].astype(np.float16), np.zeros(1, np.float32))
    (found,) = Witness(vocabulary, heads).evidence([draft], [["B1"]])
    return [each.text for each in found["B1"]]


def check(draft: Draft, quotes: tuple[Quote, ...]) -> None:
    for found in quotes:
        masked = draft.masked_title if found.part == "title" else draft.masked_body
        assert 0 <= found.start < found.end <= len(draft.text_of(found.part))
        assert masked[found.start : found.end] == found.text


@given(texts, texts)
@settings(max_examples=60)
def test_every_quote_is_a_stretch_of_the_draft(title: str, body: str) -> None:
    draft = Draft(title, body)
    witnessed = witness(draft)
    for code in REASONS:
        quotes = witnessed[code]
        check(draft, quotes)
        assert len(quotes) <= 3
        assert len({(found.part, found.start, found.end) for found in quotes}) == len(quotes)
        if draft.canonical_title.strip() or draft.sentences:
            assert quotes


@pytest.mark.parametrize("draft", [Draft("", ""), Draft(" \n", "\u3000\n\n"), Draft("", "\t")])
def test_only_where_there_is_no_text_is_there_no_quote(draft: Draft) -> None:
    assert all(witness(draft)[code] == () for code in REASONS)


@pytest.mark.parametrize("draft", [Draft("", "。。。"), Draft("？", ""), Draft("\u200b", "“”")])
def test_a_draft_of_punctuation_is_quoted_as_it_is(draft: Draft) -> None:
    check(draft, witness(draft)["V2"])
    assert len(witness(draft)["V2"]) >= 1


def test_the_strongest_sentence_is_quoted() -> None:
    draft = Draft("关于修路的建议", "校门口车多。请加强组织领导。请装一组红绿灯。")
    assert quoted(draft, "加强组织领导") == ["请加强组织领导"]


def test_the_title_is_quoted_whole() -> None:
    draft = Draft("关于加强组织领导，修好道路的建议", "校门口车多。请装一组红绿灯。")
    assert quoted(draft, "加强组织领导") == ["关于加强组织领导，修好道路的建议"]


def test_a_long_sentence_is_cut_down_to_the_clauses_that_show_it() -> None:
    body = "校门口上学放学时车辆很多，去年撞伤了两名学生，要加强组织领导，今年内在两头各装一块限速牌。"
    assert quoted(Draft("", body), "要加强组织领导") == ["要加强组织领导"]


def test_other_sentences_as_good_are_quoted_too_up_to_three() -> None:
    body = "请加强组织领导。校门口车多。请加强组织领导。请加强组织领导。请加强组织领导。"
    assert quoted(Draft("", body), "加强组织领导") == ["请加强组织领导"] * 3


def test_a_sentence_that_shows_nothing_is_not_added() -> None:
    assert quoted(Draft("", "请加强组织领导。校门口车多。"), "加强组织领导") == ["请加强组织领导"]


def test_the_words_are_those_of_the_draft_not_their_canonical_spelling() -> None:
    draft = Draft("", "校门口车多;请加强组织领导１２条,今年装灯;")
    assert quoted(draft, "请加强组织领导12条") == ["请加强组织领导１２条"]


def test_identifiers_in_a_quote_are_masked() -> None:
    draft = Draft("", "请找身份证号11010519491231002X的人。")
    assert quoted(draft, "请找身份证号") == ["请找身份证号110＊＊＊＊＊＊＊＊＊＊＊＊＊2X的人"]


def test_several_drafts_are_heard_as_each_by_itself() -> None:
    drafts = [*DRAFTS, Draft("", ""), DRAFTS[0]]
    sought = [REASONS, REASONS[:2], (), REASONS, REASONS]
    together = WITNESS.evidence(drafts, sought)
    assert together == [
        {code: witness(draft)[code] for code in own} for draft, own in zip(drafts, sought, strict=True)
    ]


@given(texts)
def test_runs_of_clauses_begin_and_end_where_clauses_do(text: str) -> None:
    spans = clauses(text)
    runs = clause_runs(text)
    assert {start for start, _ in runs} <= {start for start, _ in spans}
    assert {end for _, end in runs} <= {end for _, end in spans}
    assert (len(runs) > 1) is (len(spans) > 1)
    assert all(run in spans or run[1] - run[0] <= 60 for run in runs)


@given(texts)
def test_clauses_are_stretches_in_order_none_too_little_to_quote(text: str) -> None:
    spans = clauses(text)
    assert all(end - start >= 4 for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert all(text[start] not in "，；：。！？" for start, _ in spans)


def test_clauses_of_a_sentence() -> None:
    text = "校门口车多，去年撞伤两人；请装灯。"
    assert [text[start:end] for start, end in clauses(text)] == ["校门口车多，", "去年撞伤两人；", "请装灯。"]
    assert clauses("请修，装灯！") == []


def test_the_made_drafts_have_evidence_for_every_code() -> None:
    for draft in DRAFTS:
        for code in REASONS:
            (first, *_) = witness(draft)[code]
            assert first.text
            assert first.text[0] not in EDGES
            assert first.text[-1] not in EDGES

"""The labelled data as the heads see it."""

import numpy as np

from model.content import REASONS, units
from model.draft import Draft
from model.features import Blocks, draft_blocks, sentence_blocks, text_blocks
from model.unit_list import bundled_units
from model.units import ask_blocks
from tests.training.labelled import labelled
from training.examples import duty_texts, item_texts, join, sentence_texts, title_texts, unit_number
from training.labels import Corpus, Evidence, LabelledTitle

UNITS = bundled_units()
CORPUS = Corpus((labelled(),), (LabelledTitle("关于修桥的建议", "桥断了。", "水利局", (), "急难事"),))


def same(left: Blocks, right: Blocks) -> bool:
    return len(left) == len(right) and all(map(np.array_equal, left, right))


def codes_of(*evidence: Evidence) -> dict[str, set[str]]:
    """Return which texts of the draft are examples of each code."""
    reasons = frozenset(entry.reason for entry in evidence)
    draft = labelled(evidence=evidence, reasons=reasons)
    laid_out = sentence_texts([draft])
    found: dict[str, set[str]] = {}
    for text, zone in (
        ("关于修路的建议", "title"),
        ("近年来，有的路段坑坑洼洼。", "situation"),
        ("近年来，", "situation"),
        ("有的路段坑坑洼洼。", "situation"),
        ("大湾村三组的路长800米。", "situation"),
        ("建议县交通运输局铺沥青，并请县财政局拨款。", "ask"),
        ("建议县交通运输局铺沥青，", "ask"),
        ("并请县财政局拨款。", "ask"),
    ):
        (row,) = [
            number
            for number, blocks in enumerate(laid_out.blocks)
            if same(blocks, sentence_blocks(text, zone))
        ]
        for code in np.array(REASONS)[laid_out.codes[row]]:
            found.setdefault(str(code), set()).add(text)
    assert len(laid_out.blocks) == len(laid_out.codes) == 8
    return found


def test_a_sentence_and_a_clause_show_a_code_where_its_quote_overlaps_them() -> None:
    assert codes_of(Evidence("V1", "有的路段坑坑洼洼"), Evidence("V2", "财政局拨款")) == {
        "V1": {"近年来，有的路段坑坑洼洼。", "有的路段坑坑洼洼。"},
        "V2": {"建议县交通运输局铺沥青，并请县财政局拨款。", "并请县财政局拨款。"},
    }


def test_a_quote_over_two_sentences_shows_its_code_in_both() -> None:
    assert codes_of(Evidence("V1", "坑坑洼洼。大湾村")) == {
        "V1": {"近年来，有的路段坑坑洼洼。", "有的路段坑坑洼洼。", "大湾村三组的路长800米。"}
    }


def test_a_quote_from_the_title_is_shown_by_the_title_alone() -> None:
    assert codes_of(Evidence("B1", "修路的建议")) == {"B1": {"关于修路的建议"}}


def test_units_are_numbered_in_their_order() -> None:
    assert list(unit_number()) == list(units())
    assert list(unit_number().values()) == list(range(len(units())))


def test_titles_are_laid_out_as_the_short_drafts_they_are() -> None:
    laid_out = title_texts(CORPUS, UNITS)
    assert same(laid_out.blocks[0], draft_blocks(Draft("关于修桥的建议", "桥断了。")))
    assert laid_out.units.tolist() == [unit_number()["水利局"]]
    assert laid_out.groups == ["关于修桥的建议"]


def test_asks_keep_the_group_of_their_draft() -> None:
    laid_out = item_texts(CORPUS.drafts, UNITS)
    assert same(laid_out.blocks[0], ask_blocks("铺沥青"))
    assert laid_out.units.tolist() == [unit_number()["交通运输局"], unit_number()["财政局"]]
    assert laid_out.groups == ["h", "h"]


def test_every_unit_has_its_name_and_its_duties_as_texts() -> None:
    laid_out = duty_texts(UNITS)
    assert len(laid_out.blocks) == len(laid_out.units) == len(laid_out.groups)
    assert set(laid_out.units.tolist()) == set(unit_number().values())
    for name, number in unit_number().items():
        own = [blocks for blocks, unit in zip(laid_out.blocks, laid_out.units, strict=True) if unit == number]
        assert any(same(blocks, text_blocks(name, name, name)) for blocks in own)
    assert all(len(blocks[2]) for blocks in laid_out.blocks)


def test_lots_are_put_behind_each_other() -> None:
    titles, asks = title_texts(CORPUS, UNITS), item_texts(CORPUS.drafts, UNITS)
    joined = join(titles, asks)
    assert joined.groups == [*titles.groups, *asks.groups]
    assert joined.units.tolist() == [*titles.units.tolist(), *asks.units.tolist()]
    assert same(joined.blocks[1], asks.blocks[0])

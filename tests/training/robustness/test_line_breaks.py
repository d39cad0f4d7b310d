from model.draft import Draft
from tests.training.robustness.chances import chance
from training.labels import Corpus
from training.robustness.line_breaks import line_breaks


def test_paragraphs_are_joined_or_every_sentence_stands_alone() -> None:
    draft = Draft("题", "路难走。他问“怎么办？”没人答。\n铺石！\n好。")
    assert {line_breaks(draft, chance(seed)).body for seed in range(20)} == {
        "路难走。他问“怎么办？”没人答。铺石！好。",
        "路难走。\n他问“怎么办？”没人答。\n铺石！\n好。",
    }


def test_a_heading_keeps_its_line() -> None:
    bodies = {
        line_breaks(Draft("题", "路难走。\n路窄：\n一、建议\n铺石"), chance(seed)).body for seed in range(20)
    }
    assert bodies == {"路难走。\n路窄：\n一、建议\n铺石", "路难走。路窄：一、建议\n铺石"}


def test_one_paragraph_is_broken() -> None:
    assert line_breaks(Draft("题", "路难走。铺石。"), chance()).body == "路难走。\n铺石。"


def test_only_line_breaks_change_in_real_drafts(small_corpus: Corpus) -> None:
    for row in small_corpus.drafts:
        for seed in range(3):
            changed = line_breaks(row.draft, chance(seed))
            assert "".join(changed.body.split()) == "".join(row.draft.body.split())
            assert changed.title == row.draft.title

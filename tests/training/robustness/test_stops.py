from model.draft import Draft
from tests.training.robustness.chances import chance
from training.labels import Corpus
from training.robustness.stops import stops


def test_stops_within_a_paragraph_are_exchanged() -> None:
    draft = Draft("题。目", "路难走。桥窄；灯暗。\n他说“难走。”要修;铺石。")
    assert stops(draft, chance()) == Draft("题。目", "路难走；桥窄。灯暗。\n他说“难走。”要修。铺石。")


def test_only_stops_change_in_real_drafts(small_corpus: Corpus) -> None:
    fold = str.maketrans("；;", "。。")
    for row in small_corpus.drafts:
        changed = stops(row.draft, chance())
        assert changed.body.translate(fold) == row.draft.body.translate(fold)
        assert changed.title == row.draft.title

from model.draft import Draft
from tests.training.robustness.chances import chance
from training.labels import Corpus
from training.robustness.widths import FULL, HALF, widths


def _changed(body: str) -> str:
    return widths(Draft("", body), chance()).body


def test_full_becomes_half() -> None:
    assert (
        _changed("路长（约）4公里，难走；怎么办？修：铺上碎石！好。")
        == "路长(约)4公里,难走;怎么办?修:铺上碎石!好."
    )


def test_half_becomes_full() -> None:
    assert _changed("路难走,要修;怎么办?铺石(碎)!\n好.") == "路难走，要修；怎么办？铺石（碎）！\n好。"


def test_numbers_marks_of_lists_and_quotation_marks_stay() -> None:
    for body in ("10,000元4.5公里", "8:30", "1.场地", "“好”、", "www.a.cn"):
        assert _changed(body) == body


def test_the_title_changes_too() -> None:
    assert widths(Draft("修路（一）", ""), chance()) == Draft("修路(一)", "")


def test_only_marks_change_in_real_drafts(small_corpus: Corpus) -> None:
    fold = str.maketrans(HALF, FULL)
    for row in small_corpus.drafts:
        changed = widths(row.draft, chance())
        assert changed.body.translate(fold) == row.draft.body.translate(fold)
        assert changed.title.translate(fold) == row.draft.title.translate(fold)

from model.draft import Draft
from tests.training.robustness.chances import chance
from training.labels import Corpus
from training.robustness.blanks import blanks


def test_an_indent_is_given_or_taken() -> None:
    assert blanks(Draft("题", "路难走。\n\n铺石。"), chance()).body == "　　路难走。\n\n　　铺石。"
    assert blanks(Draft("题", "　　路难走。\n  铺石。"), chance()).body == "路难走。\n铺石。"


def test_numbers_and_letters_get_room() -> None:
    changed = blanks(Draft("修800米路", "装LED灯20盏，占5%的路。"), chance())
    assert changed.title == "修 800 米路"
    assert changed.body.replace("， ", "，") == "　　装 LED 灯 20 盏，占 5% 的路。"


def test_some_commas_get_room() -> None:
    body = blanks(Draft("题", "路，桥、沟，渠，灯，井，塘，坝"), chance()).body
    assert 0 < body.count(" ") < 7


def test_only_blanks_change_in_real_drafts(small_corpus: Corpus) -> None:
    for row in small_corpus.drafts:
        changed = blanks(row.draft, chance(5))
        for part in ("title", "body"):
            before, after = getattr(row.draft, part), getattr(changed, part)
            assert "".join(after.split()) == "".join(before.split())
            assert after.count("\n") == before.count("\n")

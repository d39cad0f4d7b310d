from model.draft import Draft
from tests.training.robustness.chances import chance
from training.labels import Corpus
from training.robustness.stock_words import COUNT, STOCK_WORDS, stock_words

DRAFT = Draft("关于修路的建议", "大湾村的路长800米，“坑坑洼洼。”\n一、建议\n铺上碎石；挖好边沟。", "乡镇")


def _taken_out(body: str) -> tuple[str, int]:
    """Return the body without the stock words, and how many there were."""
    count = 0
    for words in STOCK_WORDS:
        for piece in (f"，{words}", f"{words}。"):
            count += body.count(piece)
            body = body.replace(piece, "")
    return body, count


def test_five_phrases_stand_at_ends_of_sentences_and_nothing_else_changes() -> None:
    for seed in range(30):
        changed = stock_words(DRAFT, chance(seed))
        assert _taken_out(changed.body) == (DRAFT.body, COUNT)
        assert (changed.title, changed.level) == (DRAFT.title, DRAFT.level)
        assert "，“坑坑洼洼。”\n一、建议\n" in changed.body


def test_both_places_occur() -> None:
    bodies = "".join(stock_words(DRAFT, chance(seed)).body for seed in range(30))
    assert any(f"铺上碎石，{words}" in bodies for words in STOCK_WORDS)
    assert any(f"铺上碎石；{words}。" in bodies for words in STOCK_WORDS)


def test_real_drafts_keep_every_word(small_corpus: Corpus) -> None:
    for row in small_corpus.drafts:
        if not any(words in row.draft.body for words in STOCK_WORDS):
            body, count = _taken_out(stock_words(row.draft, chance(1)).body)
            assert body == row.draft.body
            assert count in (0, COUNT)


def test_a_draft_without_sentences_stays() -> None:
    for body in ("", "请修路", "\n"):
        assert stock_words(Draft("修路", body), chance()) == Draft("修路", body)

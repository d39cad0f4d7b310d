import pytest

from model.draft import Draft
from tests.training.robustness.chances import chance
from training.finetune.augment import STOCK
from training.labels import Corpus, read_corpus
from training.robustness.padding import PLACES, SENTENCES, SHARE, Place, padding
from training.robustness.stock_words import STOCK_WORDS

SHORT = Draft("关于养犬的建议", "养狗的人越来越多。\n有的不拴绳。希望加强管理。", "市")


def _copied(body: str) -> list[str]:
    return [sentence for sentence in SENTENCES if sentence in body]


@pytest.mark.parametrize("place", PLACES)
def test_whole_sentences_are_put_in_and_nothing_is_taken_out(place: Place) -> None:
    changed = padding(SHORT, place, chance())
    body = changed.body
    for sentence in _copied(body):
        body = body.replace(sentence, "")
    assert body.strip() == SHORT.body
    assert (changed.title, changed.level) == (SHORT.title, SHORT.level)


def test_they_stand_where_they_should() -> None:
    beginning, middle, end = (padding(SHORT, place, chance()).body for place in PLACES)
    assert beginning.endswith(f"\n{SHORT.body}")
    assert middle.startswith("养狗的人越来越多。\n有的不拴绳。")
    assert middle.endswith("希望加强管理。")
    assert end.startswith(f"{SHORT.body}\n")


@pytest.mark.parametrize("place", PLACES)
def test_a_quarter_is_added(place: Place, small_corpus: Corpus) -> None:
    for row in small_corpus.drafts:
        wanted = SHARE * len(row.draft.body)
        added = len(padding(row.draft, place, chance(2)).body) - len(row.draft.body)
        assert wanted <= added <= wanted + max(map(len, SENTENCES))


def test_a_long_draft_takes_more_than_there_are_sentences() -> None:
    long = Draft("题", "路不好走。" * 2000)
    added = len(padding(long, "end", chance()).body) - len(long.body)
    assert 0.25 <= added / len(long.body) < 0.26


def test_a_draft_without_a_body_stays() -> None:
    assert padding(Draft("修路", " \n"), "middle", chance()) == Draft("修路", " \n")


def test_nothing_that_is_added_was_seen_in_training() -> None:
    texts = [row.draft.body for row in read_corpus().drafts]
    assert [sentence for sentence in SENTENCES if any(sentence in text for text in texts)] == []
    stock = "".join(STOCK)
    assert [piece for piece in (*SENTENCES, *STOCK_WORDS) if piece in stock] == []
    assert [piece for piece in STOCK if piece in "".join(SENTENCES)] == []

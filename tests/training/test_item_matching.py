"""An ask that was found gets the labelled item that tells of it in words of its own."""

from hypothesis import given
from hypothesis import strategies as st

from model.draft import Draft
from tests.training.labelled import labelled
from training.item_matching import matched
from training.labels import Corpus, LabelledItem

ROAD = LabelledItem("硬化大湾村三组机耕道", "交通运输局")
LAMPS = LabelledItem("在校门口装红绿灯", "公安局")
MONEY = LabelledItem("安排专项资金", "财政局")
BODY = "路烂灯黑。\n建议：\n1.请县交通运输局硬化大湾村三组的机耕道。\n2.请县公安局在学校门口安装红绿灯。"


def pairs(body: str, *items: LabelledItem) -> list[tuple[str, str]]:
    draft = Draft("关于几件事的建议", body)
    return [(body[ask.start : ask.end], item.text) for ask, item in matched(draft, draft.asks, items)]


def test_each_ask_gets_the_item_whose_words_it_has_in_the_order_of_the_draft() -> None:
    found = pairs(BODY, LAMPS, ROAD)
    assert [item for _, item in found] == [ROAD.text, LAMPS.text]
    assert "机耕道" in found[0][0]
    assert "红绿灯" in found[1][0]


def test_an_item_that_no_ask_speaks_of_is_left_out() -> None:
    assert [item for _, item in pairs(BODY, MONEY, ROAD)] == [ROAD.text]
    assert pairs(BODY, MONEY) == []
    assert pairs(BODY) == []


def test_of_two_items_that_one_ask_speaks_of_the_better_is_taken() -> None:
    vague = LabelledItem("红绿灯之类的设施都要抓紧装起来", "财政局")
    for items in ([LAMPS, vague], [vague, LAMPS]):
        assert [item for _, item in pairs(BODY, *items)] == [LAMPS.text]


def test_of_two_asks_that_speak_of_one_item_the_first_is_taken() -> None:
    body = "建议：\n1.请县公安局装红绿灯。\n2.请镇政府装红绿灯。"
    ((ask, item),) = pairs(body, LabelledItem("装红绿灯", "公安局"))
    assert ("公安局" in ask, item) == (True, "装红绿灯")


def test_a_single_character_and_a_draft_that_asks_nothing_match_nothing() -> None:
    assert pairs(BODY, LabelledItem("路", "交通运输局")) == []
    assert pairs("路烂灯黑。", ROAD) == []


words = st.text("修路装灯架桥请县局", min_size=1, max_size=6)


@given(st.lists(words, max_size=5), st.lists(words, max_size=6))
def test_no_ask_and_no_item_is_used_twice(asked: list[str], told: list[str]) -> None:
    listed = "\n".join(f"{number}.请{text}。" for number, text in enumerate(asked, 1))
    draft = Draft("关于几件事的建议", f"建议：\n{listed}")
    items = [LabelledItem(text, "公安局") for text in told]
    found = list(matched(draft, draft.asks, items))
    assert len({ask for ask, _ in found}) == len({id(item) for _, item in found}) == len(found)
    assert [ask.start for ask, _ in found] == sorted(ask.start for ask, _ in found)


def test_most_items_of_real_drafts_find_their_ask(small_corpus: Corpus) -> None:
    items = sum(len(row.items) for row in small_corpus.drafts)
    found = sum(len(list(matched(row.draft, row.draft.asks, row.items))) for row in small_corpus.drafts)
    assert 0.6 < found / items <= 1
    (ask, item), *_ = matched(labelled().draft, labelled().draft.asks, labelled().items)
    assert (item.unit, "沥青" in labelled().draft.body[ask.start : ask.end]) == ("交通运输局", True)

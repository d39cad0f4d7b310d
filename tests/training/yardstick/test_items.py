import pytest

from model.draft import Draft
from tests.judged import draft_answer, item, review
from training.labels import LabelledItem
from training.yardstick.items import item_hits, match, overlap
from training.yardstick.resamples import Resamples

DRAFT = Draft("关于修路的建议", "请县交通运输局给三组的路铺上沥青；请财政局拨款五十万元。")
ROADS = item(DRAFT, "请县交通运输局给三组的路铺上沥青", "交通运输局")
MONEY = item(DRAFT, "请财政局拨款五十万元", "审计局")


@pytest.mark.parametrize(
    ("labelled", "found", "share"),
    [
        ("铺沥青", "给三组的路铺上沥青", 1 / 2),
        ("拨款五十万元", "请财政局拨款五十万元", 1.0),
        ("拨款，五十", "拨款；五十", 1.0),
        ("拨款五十", "五十拨款", 2 / 3),
        ("种树", "拨款", 0.0),
        ("，", "拨款", 0.0),
        ("ABC", "ＡＢＣ", 1.0),
    ],
)
def test_overlap_is_the_share_of_pairs_that_are_there_too(labelled: str, found: str, share: float) -> None:
    assert overlap(labelled, found) == pytest.approx(share)


def test_an_ask_is_matched_to_the_one_that_holds_most_of_it() -> None:
    assert match("三组的路铺沥青", [MONEY, ROADS]) is ROADS
    assert match("拨款修路", [ROADS, MONEY]) is MONEY
    assert match("安装路灯", [ROADS, MONEY]) is None
    assert match("铺沥青", []) is None


def test_asks_matched_and_units_right() -> None:
    labelled = (
        LabelledItem("铺沥青", "交通运输局"),
        LabelledItem("拨款五十万元", "财政局"),
        LabelledItem("安装路灯", "住房和城乡建设局"),
    )
    answers = [draft_answer(draft=DRAFT, items=labelled), draft_answer()]
    hits = item_hits(Resamples(["a", "b"]), answers, [review(DRAFT, items=(ROADS, MONEY)), review(DRAFT)])
    assert hits.count == 3
    assert hits.matched.value == pytest.approx(2 / 3)
    assert hits.right.value == pytest.approx(1 / 2)


def test_no_asks_labelled() -> None:
    hits = item_hits(Resamples(["a"]), [draft_answer()], [review(DRAFT, items=(ROADS,))])
    assert (hits.count, hits.matched.value, hits.right.value) == (0, None, None)

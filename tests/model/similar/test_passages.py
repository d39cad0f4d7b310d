"""What two drafts share word for word."""

import time

from hypothesis import given
from hypothesis import strategies as st

from model.draft import Draft
from model.similar.passages import copied, shared_passages
from tests.model.similar.drafts import BRIDGE, DOCTORS, LAMPS, shortened


def test_a_passage_says_where_it_stands_in_both_drafts() -> None:
    own = Draft("", "老桥太窄。石梁河漫水桥一涨水就过不去，请改建。")
    other = Draft("", "我们村的人都说，石梁河漫水桥一涨水就过不去。")
    (passage,) = shared_passages(own, other)
    assert own.body[passage.own.start : passage.own.end] == "石梁河漫水桥一涨水就过不去"
    assert other.body[passage.other.start : passage.other.end] == "石梁河漫水桥一涨水就过不去"


def test_passages_are_found_in_another_order() -> None:
    own = Draft("", "学生晚自习以后摸黑回家。菜场门口的水沟没有盖板。")
    other = Draft("", "菜场门口的水沟没有盖板。学生晚自习以后摸黑回家。")
    assert [passage.other.text for passage in shared_passages(own, other)] == [
        "菜场门口的水沟没有盖板",
        "学生晚自习以后摸黑回家",
    ]


def test_half_width_marks_do_not_end_a_passage() -> None:
    own, other = Draft("", "柳林路没有路灯，学生摔伤。"), Draft("", "柳林路没有路灯,学生摔伤。")
    assert [passage.own.text for passage in shared_passages(own, other)] == ["柳林路没有路灯，学生摔伤"]


def test_different_drafts_share_nothing() -> None:
    assert shared_passages(BRIDGE, DOCTORS) == ()


def test_a_shortened_draft_is_a_copy_of_the_whole_one() -> None:
    short = shortened(LAMPS)
    assert copied(shared_passages(LAMPS, short), short) > 0.9


def test_identifiers_of_persons_are_masked_in_passages() -> None:
    draft = Draft("", "请联系本人电话13800001234，身份证号写在后面。")
    assert "13800001234" not in "".join(passage.own.text for passage in shared_passages(draft, draft))


def test_repetition_takes_no_longer_than_other_text() -> None:
    same = Draft("", "路灯" * 10_000)
    began = time.perf_counter()
    shared_passages(same, same)
    assert time.perf_counter() - began < 2


@given(st.text("路灯桥，。 学", max_size=60), st.text("路灯桥，。 学", max_size=60))
def test_what_is_marked_is_the_same_in_both(own: str, other: str) -> None:
    first, second = Draft(own, own), Draft(other, other)
    for passage in shared_passages(first, second):
        ours = first.text_of(passage.own.part)[passage.own.start : passage.own.end]
        assert ours == second.text_of(passage.other.part)[passage.other.start : passage.other.end]

"""A passage is shown short, in quotation marks, word for word."""

from hypothesis import given
from hypothesis import strategies as st

from model.shown import shown


def test_a_short_passage_is_shown_whole() -> None:
    assert shown("希望予以重视。") == "“希望予以重视”"


def test_a_long_passage_is_cut_at_punctuation() -> None:
    assert shown("文昌路门前有三个井盖下沉，上月摔伤了一名外卖员", 16) == "“文昌路门前有三个井盖下沉……”"


def test_a_passage_that_is_one_long_word_is_cut_at_the_limit() -> None:
    assert shown("a" * 50, 20) == "“" + "a" * 20 + "……”"


def test_inner_quotation_marks_and_line_breaks_are_made_plain() -> None:
    assert shown("打通“最后\n一公里”") == "“打通‘最后 一公里’”"


def test_a_word_is_never_cut_and_the_last_word_can_stand_last() -> None:
    assert shown("建议县财政局尽快落实全县农村道路养护经费", 11) == "“建议县财政局尽快落实……”"


@given(st.text(max_size=80), st.integers(2, 40))
def test_what_is_shown_is_never_much_longer_than_the_limit(text: str, limit: int) -> None:
    assert len(shown(text, limit)) <= limit + 4


def test_a_number_is_never_cut_into_another() -> None:
    assert shown("高标准农田的补助资金每亩达到12000元", 16) == "“高标准农田的补助资金每亩达到……”"

"""The words shown beside a label that is likely wrong."""

import pytest

from model.bundle import Bundle
from model.draft import Draft
from training.local.against import words_for

TITLE, SITUATION, ASK = "关于修路的建议", "东门桥头的路面坏了三处。", "请县交通运输局在年底前补好。"


@pytest.mark.parametrize("headings", [("存在问题：", "三、建议："), ("一、存在的主要问题", "二、几点建议")])
@pytest.mark.parametrize("holds", [True, False])
def test_they_are_a_whole_sentence_or_the_title_and_no_heading(
    small_bundle: Bundle, headings: tuple[str, str], holds: bool
) -> None:
    headed = Draft(TITLE, f"{headings[0]}\n{SITUATION}\n{headings[1]}\n{ASK}")
    assert words_for(headed, small_bundle, "vague", holds=holds) in {TITLE, SITUATION, ASK}


def test_of_a_draft_of_headings_alone_one_is_shown_and_of_none_nothing(small_bundle: Bundle) -> None:
    assert words_for(Draft("", "建议："), small_bundle, "vague") == "建议："
    assert words_for(Draft("", ""), small_bundle, "vague") == ""


def test_a_long_sentence_is_cut(small_bundle: Bundle) -> None:
    long = Draft("", "请修好东门桥头的路面，" * 12)
    assert words_for(long, small_bundle, "vague") == f"{long.body[:60]}……"

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.draft import Draft, quote

ID_CARD = "11010519491231002X"  # the sample number in the text of GB 11643
DRAFT = Draft("关于修路的建议", f"联系人身份证号{ID_CARD}，请修路。")


def test_a_draft_is_put_to_a_county_unless_it_says_so() -> None:
    assert Draft("", "").level == "县"
    assert Draft("", "", "乡镇").level == "乡镇"


def test_a_draft_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        DRAFT.title = "别的"  # type: ignore[misc]  # that is what is tested


@given(st.text(), st.text())
def test_every_view_of_a_draft_has_the_offsets_of_the_draft_as_given(title: str, body: str) -> None:
    draft = Draft(title, body)
    assert (draft.text_of("title"), draft.text_of("body")) == (title, body)
    for view in (draft.canonical_title, draft.masked_title):
        assert len(view) == len(title)
    for view in (draft.canonical_body, draft.masked_body):
        assert len(view) == len(body)
    for sentence in draft.sentences:
        assert draft.canonical_body[sentence.text_start : sentence.end] == sentence.text


def test_half_a_surrogate_pair_is_no_character() -> None:
    draft = Draft("修\ud83d路", "\udc80请修路")
    assert draft == Draft("修\ufffd路", "\ufffd请修路")
    assert Draft("😀", "").title == "😀"


def test_a_quote_is_cut_out_word_for_word() -> None:
    found = quote(DRAFT, "title", 2, 4)
    assert (found.part, found.start, found.end, found.text) == ("title", 2, 4, "修路")
    assert quote(DRAFT, "body", 26, 29).text == "请修路"


def test_half_a_number_in_a_quote_stays_masked() -> None:
    start = DRAFT.body.index(ID_CARD)
    assert quote(DRAFT, "body", start, start + 18).text == "110＊＊＊＊＊＊＊＊＊＊＊＊＊2X"
    assert quote(DRAFT, "body", start + 4, start + 12).text == "＊" * 8

"""Labels of the same text are known by its digest."""

import pytest

from model.draft import Draft
from training.local.label import digest_of

DRAFT = Draft("关于修建桥梁的建议", "建议今年修好石桥，费用12万元。")


@pytest.mark.parametrize(
    "alike",
    [
        Draft(DRAFT.title, DRAFT.body, "市"),
        Draft(DRAFT.title, "建议今年修好石桥，\n费用 １２万元。"),
        Draft(" 关于修建桥梁的建议", DRAFT.body.replace("，", ",")),
    ],
)
def test_level_blanks_and_spelling_make_no_other_text(alike: Draft) -> None:
    assert digest_of(alike) == digest_of(DRAFT)


@pytest.mark.parametrize(
    "other", [Draft(DRAFT.title, DRAFT.body + "谢谢。"), Draft("", DRAFT.title + DRAFT.body)]
)
def test_other_words_do(other: Draft) -> None:
    assert digest_of(other) != digest_of(DRAFT)

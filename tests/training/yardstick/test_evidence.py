import pytest

from model.draft import Draft
from tests.judged import draft_answer, finding
from training.labels import Evidence
from training.yardstick.evidence import places, points_at_it

DRAFT = Draft("关于有的路段的建议", "有的路段坏了。其他路段还好，有的路段要修。")
ANSWER = draft_answer(draft=DRAFT, evidence=(Evidence("V1", "有的路段"), Evidence("V2", "要修")))


def test_every_place_where_the_words_stand() -> None:
    assert [(place.part, place.start, place.end) for place in places(DRAFT, "有的路段")] == [
        ("title", 2, 6),
        ("body", 0, 4),
        ("body", 14, 18),
    ]


@pytest.mark.parametrize(
    ("code", "words", "right"),
    [
        ("V1", "有的路段坏了", True),
        ("V1", "路段要修", True),
        ("V1", "其他", False),
        ("V1", "坏了", False),
        ("V2", "要修", True),
        ("V2", "有的路段坏了", False),
        ("V3", "要修", False),
    ],
)
def test_the_words_shown_overlap_a_quote_of_that_code(code: str, words: str, right: bool) -> None:
    assert points_at_it(ANSWER, finding(DRAFT, code, words)) is right


def test_the_same_words_in_the_title_are_another_place() -> None:
    answer = draft_answer(draft=Draft("修路", "请修路。"), evidence=(Evidence("V2", "请修路"),))
    assert not points_at_it(answer, finding(answer.draft, "V2", "修路"))

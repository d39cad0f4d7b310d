from hypothesis import given
from hypothesis import strategies as st

from api.web.marks import Mark, segments


def mark(start: int, end: int, number: int = 1) -> Mark:
    return Mark(start, end, f"passage-{number}", f"finding-{number}", number, "vague")


@st.composite
def texts_with_marks(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text(max_size=40))
    edges = st.integers(-3, len(text) + 3)
    marks = draw(st.lists(st.tuples(edges, edges), max_size=6))
    return text, [mark(start, end, number) for number, (start, end) in enumerate(marks, 1)]


@given(texts_with_marks())
def test_the_segments_joined_are_the_text(given: tuple[str, list[Mark]]) -> None:
    text, marks = given
    assert "".join(segment.text for segment in segments(text, marks)) == text


@given(texts_with_marks())
def test_every_mark_covers_its_words_and_begins_and_ends_once(given: tuple[str, list[Mark]]) -> None:
    text, marks = given
    cut = segments(text, marks)
    for each in marks:
        words = text[max(each.start, 0) : max(each.end, 0)]
        covered = [segment for segment in cut if each in segment.marks]
        assert "".join(segment.text for segment in covered) == words
        assert sum(each in segment.begun for segment in cut) == bool(words)
        assert sum(each in segment.ended for segment in cut) == bool(words)


@given(texts_with_marks())
def test_no_segment_of_a_text_is_empty(given: tuple[str, list[Mark]]) -> None:
    assert all(segment.text for segment in segments(*given))


def test_overlapping_marks_hold_together_where_they_overlap() -> None:
    first, second = mark(0, 4, 1), mark(2, 6, 2)
    assert [(segment.text, segment.marks) for segment in segments("甲乙丙丁戊己", [second, first])] == [
        ("甲乙", (first,)),
        ("丙丁", (first, second)),
        ("戊己", (second,)),
    ]

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from api.web.progress import Seen, progress, read_seen
from model.content import rubric
from tests.api import reviews

CODES = ["B1", "B3", "V1", "V2", "F2", "N1", "N8"]


def test_on_the_first_check_nothing_is_new_and_nothing_resolved() -> None:
    stands = progress(reviews.FLAWED, Seen())
    assert (stands.resolved, stands.new) == ((), ())
    assert stands.seen == Seen(("N8", "V2"))


def test_what_is_no_longer_found_is_resolved() -> None:
    stands = progress(reviews.CLEAN, Seen(("N8", "V2")))
    assert (stands.resolved, stands.new, stands.left) == (("N8", "V2"), (), 0)


def test_what_the_first_check_did_not_find_is_new_and_stays_so() -> None:
    once = progress(reviews.FLAWED, Seen(("V2",)))
    twice = progress(reviews.FLAWED, once.seen)
    assert once.new == twice.new == ("N8",)
    assert once.seen == twice.seen == Seen(("V2",), ("N8",))


def test_what_comes_back_is_neither_new_nor_resolved() -> None:
    gone = progress(reviews.CLEAN, Seen(("N8", "V2")))
    back = progress(reviews.FLAWED, gone.seen)
    assert (back.resolved, back.new, back.left) == ((), (), 2)


def test_after_a_first_check_without_findings_the_next_ones_are_new() -> None:
    clean = progress(reviews.CLEAN, Seen())
    assert progress(reviews.FLAWED, read_seen(str(clean.seen))).new == ("N8", "V2")


def test_what_is_in_doubt_is_counted_apart_and_is_not_resolved() -> None:
    stands = progress(reviews.UNSURE, Seen(("V2",)))
    assert (stands.resolved, stands.left, stands.doubted) == ((), 0, 1)


def test_a_flag_that_holds_while_its_reasons_are_in_doubt_is_one_thing_to_mend() -> None:
    flags = tuple(
        replace(judged, state="成立" if judged.flag == "vague" else "不成立")
        for judged in reviews.UNSURE.flags
    )
    stands = progress(replace(reviews.UNSURE, flags=flags, verdict="修改后提交"), Seen())
    assert (stands.left, stands.doubted) == (1, 0)


def test_behind_an_objection_that_blocks_findings_are_neither_new_nor_resolved() -> None:
    blocked = replace(reviews.FLAWED, verdict="不宜作为建议")
    assert progress(blocked, Seen(("V2",))).resolved == ()
    fresh = progress(blocked, Seen((), ()))
    assert (fresh.new, fresh.left, fresh.seen.codes) == (("N8",), 1, ("N8",))


@given(
    st.lists(st.sampled_from(CODES), unique=True),
    st.integers(0, 7),
)
def test_the_field_gives_back_what_was_written_to_it(codes: list[str], first: int) -> None:
    seen = Seen(tuple(codes[:first]), tuple(codes[first:]))
    assert read_seen(str(seen)) == seen
    assert read_seen(str(Seen())) == Seen()


@given(st.text())
def test_whatever_stands_in_the_field_only_codes_are_read(field: str) -> None:
    assert set(read_seen(f"{field} V2 +B1 Z9 <b>").codes) <= set(rubric().codes)


def test_a_code_that_is_not_in_the_rubric_is_passed_over() -> None:
    assert read_seen("V2 Z9 +B1 +V2 <script>") == Seen(("V2",), ("B1",))

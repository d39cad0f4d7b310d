"""What is wanted travels as a query string and comes back the same; nonsense counts as not said."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.desk.wanted import SORTS, FlagWanted, Wanted, read_wanted
from api.storage.desk_schema import PieceState
from api.storage.schema import LAST_NUMBER
from model.content import FORMAL, REASONS
from model.review import TriageValue, Verdict

_WORDS = st.text(st.characters(exclude_categories=("C", "Z")), max_size=120)
_NUMBERS = st.integers(1, LAST_NUMBER)
WANTED = st.builds(
    Wanted,
    find=st.from_regex(r"[A-Za-z0-9_-]{0,900}", fullmatch=True),
    batch=st.none() | st.integers(0, LAST_NUMBER),
    state=st.none() | st.sampled_from(get_args(PieceState)),
    verdict=st.none() | st.sampled_from(get_args(Verdict)),
    flag=st.none() | st.sampled_from(get_args(FlagWanted)),
    code=st.sampled_from(("", *REASONS, *FORMAL)),
    unit=_WORDS,
    triage=st.none() | st.sampled_from(get_args(TriageValue)),
    delegation=_WORDS,
    group=st.none() | _NUMBERS,
    sort=st.sampled_from([*SORTS, *(f"-{key}" for key in SORTS)]),
    page=_NUMBERS,
)


@given(WANTED)
def test_what_is_written_is_read(wanted: Wanted) -> None:
    assert read_wanted(wanted.query) == wanted


@given(st.text() | st.lists(st.tuples(st.text(), st.text())))
def test_whatever_is_asked_something_is_wanted(query: str | list[tuple[str, str]]) -> None:
    wanted = read_wanted(query)
    assert read_wanted(wanted.query) == wanted
    assert not wanted.text
    assert wanted.find.isascii()


def test_what_is_usual_is_not_said() -> None:
    assert Wanted().query == ""
    assert Wanted(unit="50%_路", page=2).query == "unit=50%25_%E8%B7%AF&page=2"
    assert Wanted(find="1x", sort="title", page=3).filters == {"find": "1x"}


def test_the_words_themselves_stand_in_no_query_string() -> None:
    assert Wanted(text="欧阳建国", find="1x").query == "find=1x"
    assert read_wanted("text=欧阳建国") == Wanted()


@pytest.mark.parametrize("find", ["欧阳", "%3Cb%3E", "a b", "x" * 1001])
def test_sealed_words_that_are_none_do_not_count_as_not_said(find: str) -> None:
    assert read_wanted(f"find={find}").find == "-"


@pytest.mark.parametrize(
    "query",
    [
        "state=gone", "verdict=好", "flag=V2", "code=V9", "triage=急", "sort=id", "sort=--title", "page=0",
        "page=-1", "page=１", "page=99999999999", "batch=x", "group=0", "text=%00", "text=%ED%A0%80&page=",
        "nothing=1",
    ],
)  # fmt: skip
def test_what_makes_no_sense_counts_as_not_said(query: str) -> None:
    assert read_wanted(query) == Wanted()


def test_a_change_begins_at_the_first_page() -> None:
    assert Wanted(page=9).but(state="open") == Wanted(state="open")
    assert Wanted(page=9).but(page=8) == Wanted(page=8)

"""What people said and decided, as JSON and back."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.desk.standing import Said, Standing, said_json, said_of, standing_json, standing_of
from api.storage.schema import LAST_NUMBER
from model.content import REASONS, units
from model.review import TRIAGE
from model.rubric import FLAGS

NAMES = st.sampled_from(sorted(units()))
SAID = st.builds(
    Said,
    flags=st.dictionaries(st.sampled_from(FLAGS), st.booleans()),
    codes=st.none() | st.lists(st.sampled_from(REASONS), unique=True).map(tuple),
    main=st.none() | NAMES,
    co=st.none() | st.lists(NAMES, max_size=3, unique=True).map(tuple),
    triage=st.none() | st.sampled_from(TRIAGE),
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(SAID)
def test_what_was_said_comes_back(said: Said) -> None:
    assert said_of(said_json(said)) == said


@given(
    st.sampled_from(["open", "returned", "accepted"]),
    TEXT,
    SAID,
    st.none() | st.integers(1, LAST_NUMBER),
    st.booleans(),
)
def test_a_standing_comes_back(state: str, opinion: str, said: Said, group: int | None, merged: bool) -> None:
    when = datetime(2026, 10, 5, 1, 2, 3, 4, tzinfo=UTC)
    standing = Standing(state, opinion, said, group, merged, when, 7)  # type: ignore[arg-type]
    back = standing_of(standing_json(standing))
    assert back == standing
    assert (back.decided, back.decided_by) == (when, 7)


@pytest.mark.parametrize(
    "said",
    [
        Said({"vague": False}),
        Said(codes=()),
        Said(main="教育局"),
        Said(co=()),
        Said(triage="小微事"),
    ],
)
def test_anything_said_counts_even_that_there_is_none(said: Said) -> None:
    assert said


def test_silence_is_silence() -> None:
    assert not Said()
    assert not said_of(said_json(Said()))


def test_which_action_decided_does_not_tell_two_standings_apart() -> None:
    one = Standing("accepted", "", Said(), None, merged=False, decided=datetime(2026, 1, 1, tzinfo=UTC))
    other = Standing("accepted", "", Said(), None, merged=False)
    assert one == other

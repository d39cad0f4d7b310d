"""What people said and decided, as JSON and back."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from api.desk.standing import Standing, standing_json, standing_of
from api.storage.schema import LAST_NUMBER
from tests.training.local.saids import SAID
from training.local.said import Said

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


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


def test_which_action_decided_does_not_tell_two_standings_apart() -> None:
    one = Standing("accepted", "", Said(), None, merged=False, decided=datetime(2026, 1, 1, tzinfo=UTC))
    other = Standing("accepted", "", Said(), None, merged=False)
    assert one == other

import pytest

from api.batch.work import Done
from api.batches import table
from api.batches.progress import Progress, ServiceEnds, Stopped
from api.storage.database import Database
from tests.api.batches.uploaded import add_batch, batch_in

pytestmark = pytest.mark.usefixtures("own_home")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, which a test sets."""
    now = [100.0]
    monkeypatch.setattr("api.batches.progress.time.monotonic", lambda: now[0])
    return now


def test_it_is_written_twice_a_second_at_most_and_says_how_long_the_rest_takes(
    database: Database, reviewer_id: int, clock: list[float]
) -> None:
    number = add_batch(database, reviewer_id, {})
    tell = Progress(database, number, 1000, lambda: False)

    def seen() -> tuple[int, int, int | None, int | None]:
        batch = batch_in(database, number)
        return batch.scored, batch.unread, batch.total, batch.remaining

    tell(Done(100, 99, 1))
    assert seen() == (99, 1, 1000, None)
    clock[0] += 0.4
    tell(Done(150, 149, 1))
    assert seen() == (99, 1, 1000, None)
    clock[0] += 9.6
    tell(Done(300, 298, 2))
    assert seen() == (298, 2, 1000, 35), (
        "200 in ten seconds, 700 to come; what was there before does not count"
    )
    clock[0] += 60.0
    tell(Done(1200, 1198, 2))
    assert seen() == (1198, 2, 1200, 0), "more than was thought"


def test_it_stops_scoring_when_somebody_wants_it_or_the_process_is_to_end(
    database: Database, reviewer_id: int
) -> None:
    number = add_batch(database, reviewer_id, {})
    with pytest.raises(ServiceEnds):
        Progress(database, number, None, lambda: True)(Done(0, 0, 0))
    table.change(database, number, state="running", began=batch_in(database, number).created)
    table.ask_to_stop(database, number)
    with pytest.raises(Stopped):
        Progress(database, number, None, lambda: False)(Done(0, 0, 0))

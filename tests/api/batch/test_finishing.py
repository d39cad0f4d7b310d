"""What is found over all drafts of a run, and how far that has come."""

from contextlib import closing
from pathlib import Path

from api.batch.finishing import results_of
from api.batch.work import Work
from tests.api.batch.kept import over_nothing, row, unread


def test_the_search_for_drafts_on_one_matter_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[float] = []
    with closing(Work.begin(tmp_path / "kept.work", over_nothing(), restart=False)) as work:
        work.add([row(1), unread(2), row(3), row(4), row(5)])
        results_of(work, report=told.append)
        assert told == []
        results = results_of(work, grouped=True, report=told.append)
    assert told == [0, 0.125, 0.25, 0.375]
    assert [group.members for group in results.contents.groups] == [(1, 3, 4, 5)]

"""What a run found, for the tests of every form of output."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from api.batch.outputs.results import Results
from api.batch.work import Row, Work
from api.workbook.contents import Contents
from model.similar.groups import Group
from tests.api.batch.kept import over_nothing

Found = Callable[..., Results]


@pytest.fixture
def found(tmp_path: Path) -> Iterator[Found]:
    """Return a function that keeps some rows and gives them as results."""
    with closing(Work.begin(tmp_path / "kept.work", over_nothing(), restart=False)) as work:

        def keep(rows: Sequence[Row], groups: Sequence[Group] = ()) -> Results:
            work.add(rows)
            return Results(work, Contents(work.scored, work.unread, date(2026, 2, 1), groups))

        yield keep

"""On a machine without the internet, too, it is told when the components are too old."""

from datetime import UTC, datetime, time, timedelta

import pytest

from api.doctor.components import LONGEST, components
from model.content import renewed


@pytest.mark.parametrize(("days", "state"), [(0, "好"), (180, "好"), (181, "要留意")])
def test_components_older_than_the_page_allows_are_told(days: int, state: str) -> None:
    now = datetime.combine(renewed(), time(12), UTC) + timedelta(days=days)
    finding = components(now)
    assert (finding.state, f"{renewed():%Y-%m-%d}" in finding.found) == (state, True)
    assert ("新的版本" in finding.remedy) == (state == "要留意")


def test_the_time_allowed_is_half_a_year() -> None:
    assert LONGEST.days == 180

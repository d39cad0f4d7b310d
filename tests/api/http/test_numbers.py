"""A number that no row can have, wherever one may be named, leads nowhere and breaks nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.http.doors import ON_THE_NETWORK, PEOPLE, Doors, doors_of

TOO_LARGE = str(1 << 31)
NONE = ("0", "-1", TOO_LARGE, str(1 << 63), "9" * 5000, "１", "1.0", "1e9", "NaN", "0x1", " 1", "%00")
NAMED = sorted(each for each in ON_THE_NETWORK if "{number}" in each[1])
FIELDS: dict[str, dict[str, str]] = {
    "/account/tokens/revoke": {"token": ""},
    "/desk/undo": {"action": ""},
    "/desk/groups/undo": {"action": "", "group": ""},
    "/desk/due/tick": {"item": "", "page": "", "do": "tick"},
    "/labels/doubted": {"label": "", "do": "confirm"},
}


@pytest.fixture(scope="module")
def doors(small_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    url = f"sqlite:///{tmp_path_factory.mktemp('doors') / 'service.sqlite3'}"
    with doors_of(small_home, url) as found:
        yield found


@pytest.mark.parametrize(("method", "path"), NAMED, ids=str)
def test_in_a_path_it_is_of_nothing(doors: Doors, method: str, path: str) -> None:
    who = next(name for name in PEOPLE if PEOPLE[name] in ON_THE_NETWORK[method, path])
    for number in NONE:
        fields = {"version": number, "do": "unmerge"}
        answer = doors.ask(who, method, path.replace("{number}", number), fields)
        assert 400 <= answer.status_code < 500, number


@pytest.mark.parametrize("path", FIELDS)
def test_in_a_form_it_is_of_nothing(doors: Doors, path: str) -> None:
    who = next(name for name in PEOPLE if PEOPLE[name] in ON_THE_NETWORK["POST", path])
    for number in NONE:
        answer = doors.ask(who, "POST", path, {name: said or number for name, said in FIELDS[path].items()})
        assert answer.status_code < 500, number


@pytest.mark.parametrize(
    "path", [path for method, path in sorted(ON_THE_NETWORK) if method == "GET" and "{" not in path]
)
def test_in_a_query_it_breaks_nothing(doors: Doors, path: str) -> None:
    for number in NONE:
        query = "&".join(f"{name}={number}" for name in ("page", "before", "after", "batch", "with", "draft"))
        answer = doors.ask("administrator", "GET", f"{path}?{query}&done={number}&group={number}")
        assert answer.status_code < 500, number

"""Every route for every role: who is let in stands in a table of its own, and nothing else may be open."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from fastapi.routing import iter_route_contexts
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from api.accounts import accounts
from api.http.access import GuardedRoute
from api.http.problems import PROGRAMS
from tests.api.http.doors import ASKED, NOBODY, ON_THE_NETWORK, Doors, described, doors_of
from tests.api.services import HTML
from tests.api.web.browsing import get, hidden, sign_in

OPEN_ON_LOOPBACK = {
    route
    for route in ASKED
    if route[1].startswith(("/v1/", "/v2/"))
    or route[1] in {"/", "/check", "/read", "/annotated", "/sheet", "/sheet.docx", "/metrics"}
}


@pytest.fixture(scope="module")
def doors(small_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    url = f"sqlite:///{tmp_path_factory.mktemp('doors') / 'service.sqlite3'}"
    with doors_of(small_home, url) as found:
        yield found


def test_the_table_names_every_operation_that_is_described(doors: Doors) -> None:
    assert set(described(doors.service.app)) == set(ON_THE_NETWORK)  # type: ignore[arg-type]


def test_every_route_is_guarded_and_described(doors: Doors) -> None:
    """What is no route of FastAPI would stand in no description."""
    contexts = list(iter_route_contexts(doors.service.app.routes))  # type: ignore[attr-defined]
    assert all(isinstance(each.original_route, GuardedRoute | Mount) for each in contexts)
    named = {(method, str(each.path)) for each in contexts for method in each.methods or ()}
    assert named == set(ON_THE_NETWORK)


def test_only_the_files_of_the_pages_are_served_without_a_guard(doors: Doors) -> None:
    unguarded = [route for route in doors.service.app.routes if isinstance(route, Route | Mount)]  # type: ignore[attr-defined]
    assert [route.path for route in unguarded] == ["/static"]


def let_in(answer: httpx2.Response, path: str) -> bool:
    """Whether the door was open; what log-in and the one-time key refuse of their own is not the door."""
    if path in {"/login", "/login/code", "/welcome"}:
        return True
    if answer.headers.get("location", "").startswith("/login?next="):
        return False
    return answer.status_code not in {401, 403}


@pytest.mark.parametrize(("method", "path"), ASKED, ids=str)
def test_what_is_open_to_all_on_this_machine(service: TestClient, method: str, path: str) -> None:
    service.cookies.clear()
    ours = method == "POST" and not path.startswith(PROGRAMS)
    data = {"csrf": hidden(get(service, "/login").text, "/login")["csrf"]} if ours else None
    url = path.format(number=1, version="fast-0123456789ab")
    answer = service.request(method, url, headers=HTML, data=data)
    expected = (method, path) in OPEN_ON_LOOPBACK or NOBODY in ASKED[method, path]
    assert let_in(answer, path) == expected, answer.status_code


def test_a_cookie_opens_nothing_that_is_for_programs(doors: Doors) -> None:
    doors.service.cookies.clear()
    sign_in(doors.service, "administrator")
    for (method, path), who in ON_THE_NETWORK.items():
        if path.startswith(PROGRAMS) and NOBODY not in who:
            assert doors.service.request(method, path).status_code == 401, path


def test_a_token_opens_no_page(doors: Doors) -> None:
    doors.service.cookies.clear()
    headers = HTML | {"Authorization": f"Bearer {doors.shown['administrator'].token}"}
    assert doors.service.get("/users", headers=headers).status_code == 303


@pytest.mark.parametrize(
    "authorization", ["Bearer", "Bearer ", "Bearer ls_wrong", "Basic YWRtaW46YWRtaW4=", "ls_wrong"]
)
def test_a_wrong_token_is_refused_even_where_none_is_needed(service: TestClient, authorization: str) -> None:
    answer = service.get("/v1/units", headers={"Authorization": authorization})
    assert (answer.status_code, answer.json()["kind"]) == (401, "NotSignedIn")
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("given", [None, "", "wrong", "é"])
def test_a_form_that_is_not_ours_is_refused(doors: Doors, given: str | None) -> None:
    doors.service.cookies.clear()
    sign_in(doors.service, "administrator")
    data = {"name": "deputy"} | ({"csrf": given} if given is not None else {})
    doors.service.post("/users/disable", data=data, headers=HTML)
    assert not accounts.named(doors.database, "deputy").disabled

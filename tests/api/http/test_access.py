"""Every route for every role: who is let in stands here a second time, and nothing else may be open."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import httpx2
import pytest
from fastapi.routing import iter_route_contexts
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from api.accounts import accounts, tokens
from api.accounts.roles import ROLES, Role
from api.http.access import GuardedRoute
from api.http.problems import PROGRAMS
from api.storage.database import Database
from api.submissions import submit
from model.draft import Draft
from model.reviewer import Reviewer
from tests.api.services import HTML, serving
from tests.api.web.browsing import PASSWORD, get, hidden, sign_in
from training.default import bundle_in_use

NOBODY = "nobody"
WHO: tuple[str, ...] = (NOBODY, *ROLES)
ALL: set[str] = set(WHO)
SIGNED_IN: set[str] = set(ROLES)
OVERSEERS = {"administrator"}
REVIEWERS = {"reviewer", "administrator"}

ON_THE_NETWORK: dict[tuple[str, str], set[str]] = {
    ("POST", "/v1/reviews"): SIGNED_IN,
    ("POST", "/v1/reviews/file"): SIGNED_IN,
    ("GET", "/v1/units"): SIGNED_IN,
    ("GET", "/v1/rubric"): SIGNED_IN,
    ("GET", "/v1/models/current"): SIGNED_IN,
    ("POST", "/v2/check"): SIGNED_IN,
    ("GET", "/v2/languages"): ALL,
    ("GET", "/healthz"): ALL,
    ("GET", "/readyz"): ALL,
    ("GET", "/metrics"): OVERSEERS,
    ("GET", "/openapi.json"): ALL,
    ("GET", "/"): SIGNED_IN,
    ("POST", "/check"): SIGNED_IN,
    ("POST", "/read"): SIGNED_IN,
    ("POST", "/annotated"): SIGNED_IN,
    ("POST", "/sheet"): SIGNED_IN,
    ("POST", "/sheet.docx"): SIGNED_IN,
    ("POST", "/drafts"): {"deputy"},
    ("GET", "/drafts"): SIGNED_IN,
    ("GET", "/drafts/{number}"): SIGNED_IN,
    ("GET", "/login"): ALL,
    ("POST", "/login"): ALL,
    ("POST", "/logout"): ALL,
    ("GET", "/welcome"): ALL,
    ("POST", "/welcome"): ALL,
    ("GET", "/account"): SIGNED_IN,
    ("POST", "/account/password"): SIGNED_IN,
    ("POST", "/account/tokens"): SIGNED_IN,
    ("POST", "/account/tokens/revoke"): SIGNED_IN,
    ("GET", "/users"): OVERSEERS,
    ("POST", "/users"): OVERSEERS,
    ("POST", "/users/disable"): OVERSEERS,
    ("POST", "/users/enable"): OVERSEERS,
    ("POST", "/users/password"): OVERSEERS,
    ("GET", "/desk"): REVIEWERS,
    ("POST", "/desk/act"): REVIEWERS,
    ("POST", "/desk/undo"): REVIEWERS,
    ("GET", "/desk/news"): REVIEWERS,
    ("GET", "/desk/charts"): REVIEWERS,
    ("GET", "/desk/due"): REVIEWERS,
    ("POST", "/desk/due/tick"): REVIEWERS,
    ("GET", "/desk/due.ics"): REVIEWERS,
    ("GET", "/desk/workbook.xlsx"): REVIEWERS,
    ("GET", "/desk/workbook.csv"): REVIEWERS,
    ("GET", "/desk/letters.zip"): REVIEWERS,
    ("GET", "/desk/annotated.zip"): REVIEWERS,
    ("GET", "/desk/groups"): REVIEWERS,
    ("GET", "/desk/groups/{number}"): REVIEWERS,
    ("POST", "/desk/groups/{number}"): REVIEWERS,
    ("POST", "/desk/groups/undo"): REVIEWERS,
    ("GET", "/desk/pieces/{number}"): REVIEWERS,
    ("POST", "/desk/pieces/{number}/accept"): REVIEWERS,
    ("POST", "/desk/pieces/{number}/return"): REVIEWERS,
    ("POST", "/desk/pieces/{number}/reopen"): REVIEWERS,
    ("POST", "/desk/pieces/{number}/correct"): REVIEWERS,
    ("POST", "/desk/pieces/{number}/undo"): REVIEWERS,
    ("GET", "/batches"): REVIEWERS,
    ("POST", "/batches"): REVIEWERS,
    ("GET", "/batches/{number}"): REVIEWERS,
    ("POST", "/batches/{number}/stop"): REVIEWERS,
    ("POST", "/batches/{number}/again"): REVIEWERS,
    ("GET", "/labelling"): REVIEWERS,
    ("GET", "/labelling/queue"): REVIEWERS,
    ("GET", "/labelling/pieces/{number}"): REVIEWERS,
    ("POST", "/labelling/pieces/{number}"): REVIEWERS,
    ("POST", "/labelling/pieces/{number}/model"): REVIEWERS,
    ("GET", "/labels"): REVIEWERS,
    ("GET", "/labels/doubted"): REVIEWERS,
    ("POST", "/labels/doubted"): REVIEWERS,
    ("GET", "/watching"): REVIEWERS,
    ("GET", "/models"): OVERSEERS,
    ("POST", "/models/train"): OVERSEERS,
    ("POST", "/models/trainings/{number}/stop"): OVERSEERS,
    ("GET", "/models/{version}"): OVERSEERS,
    ("POST", "/models/{version}/promote"): OVERSEERS,
    ("POST", "/models/{version}/rollback"): OVERSEERS,
}
HEADS = {("HEAD", path): who for (method, path), who in ON_THE_NETWORK.items() if method == "GET"}
ASKED = ON_THE_NETWORK | HEADS
"""Whoever may read a page may ask for its headers, and nobody else."""

OPEN_ON_LOOPBACK = {
    route
    for route in ASKED
    if route[1].startswith(("/v1/", "/v2/"))
    or route[1] in {"/", "/check", "/read", "/annotated", "/sheet", "/sheet.docx", "/metrics"}
}


@dataclass(frozen=True)
class Doors:
    """A service with one account of each role: what each shows at the door."""

    service: TestClient
    secrets: dict[str, str]


@pytest.fixture(scope="module")
def doors(small_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    url = f"sqlite:///{tmp_path_factory.mktemp('doors') / 'service.sqlite3'}"
    with serving(small_home, database_url=url, host="0.0.0.0") as service:  # noqa: S104 - nothing is bound
        database: Database = service.app.state.database  # type: ignore[attr-defined]
        secrets = {NOBODY: ""}
        for role in get_args(Role):
            account = accounts.add(database, role, role, role, PASSWORD)
            secrets[role] = tokens.issue(database, account.id, "test")[1]
        yield Doors(service, secrets)


def _routes(app: Starlette) -> dict[tuple[str, str], object]:
    found: dict[tuple[str, str], object] = {}
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        for method in context.methods or ():
            found[method, str(context.path)] = route
    return found


def test_the_table_names_every_route_and_each_is_guarded(doors: Doors) -> None:
    routes = _routes(doors.service.app)  # type: ignore[arg-type]
    assert set(routes) == set(ON_THE_NETWORK)
    assert all(isinstance(route, GuardedRoute) for route in routes.values())


def test_only_the_files_of_the_pages_are_served_without_a_guard(doors: Doors) -> None:
    unguarded = [route for route in doors.service.app.routes if isinstance(route, Route | Mount)]  # type: ignore[attr-defined]
    assert [route.path for route in unguarded] == ["/static"]


def _asked_by(doors: Doors, who: str, method: str, path: str) -> httpx2.Response:
    """Ask as somebody would: programs with a token, people signed in and with the field of our forms."""
    service = doors.service
    service.cookies.clear()
    url = path.format(number=1, version="fast-0123456789ab")
    if path.startswith(PROGRAMS):
        headers = {"Authorization": f"Bearer {doors.secrets[who]}"} if doors.secrets[who] else {}
        return service.request(method, url, headers=headers)
    if who != NOBODY:
        sign_in(service, who)
    data = _our_field(service, who) if method == "POST" else None
    return service.request(method, url, headers=HTML, data=data)


def _our_field(service: TestClient, who: str) -> dict[str, str]:
    form = ("/login", "/login") if who == NOBODY else ("/account", "/logout")
    return {"csrf": hidden(get(service, form[0]).text, form[1])["csrf"]}


def _let_in(answer: httpx2.Response, path: str) -> bool:
    """Whether the door was open; what log-in and the one-time link refuse of their own is not the door."""
    if answer.headers.get("location", "").startswith("/login?next="):
        return False
    return path in {"/login", "/welcome"} or answer.status_code not in {401, 403}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize(("method", "path"), ASKED, ids=str)
def test_who_is_let_in_on_the_network(doors: Doors, method: str, path: str, who: str) -> None:
    answer = _asked_by(doors, who, method, path)
    assert _let_in(answer, path) == (who in ASKED[method, path]), answer.status_code
    assert answer.status_code < 500
    assert method != "HEAD" or answer.status_code != 405


@pytest.mark.parametrize(("method", "path"), ASKED, ids=str)
def test_what_is_open_to_all_on_this_machine(service: TestClient, method: str, path: str) -> None:
    service.cookies.clear()
    ours = method == "POST" and not path.startswith(PROGRAMS)
    data = _our_field(service, NOBODY) if ours else None
    answer = service.request(
        method, path.format(number=1, version="fast-0123456789ab"), headers=HTML, data=data
    )
    expected = (method, path) in OPEN_ON_LOOPBACK or NOBODY in ASKED[method, path]
    assert _let_in(answer, path) == expected, answer.status_code


def test_a_cookie_opens_nothing_that_is_for_programs(doors: Doors) -> None:
    doors.service.cookies.clear()
    sign_in(doors.service, "administrator")
    for (method, path), let_in in ON_THE_NETWORK.items():
        if path.startswith(PROGRAMS) and NOBODY not in let_in:
            assert doors.service.request(method, path).status_code == 401, path


def test_a_token_opens_no_page(doors: Doors) -> None:
    doors.service.cookies.clear()
    headers = HTML | {"Authorization": f"Bearer {doors.secrets['administrator']}"}
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
    database: Database = doors.service.app.state.database  # type: ignore[attr-defined]
    assert not accounts.named(database, "deputy").disabled


def test_a_draft_of_another_deputy_is_not_there(doors: Doors, small_home: Path) -> None:
    database: Database = doors.service.app.state.database  # type: ignore[attr-defined]
    other = accounts.add(database, "other", "别的代表", "deputy", PASSWORD)
    draft = Draft("关于修路的建议", "东门外的路坏了。")
    handed_in = submit(database, other.id, draft, Reviewer.load(bundle_in_use(small_home)).review(draft))
    statuses = {}
    for who in ("deputy", "other", "reviewer", "administrator"):
        doors.service.cookies.clear()
        sign_in(doors.service, who)
        statuses[who] = doors.service.get(f"/drafts/{handed_in.id}", headers=HTML).status_code
    assert statuses == {"deputy": 404, "other": 200, "reviewer": 303, "administrator": 303}

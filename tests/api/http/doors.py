"""Who may use what, written down once more, and a service with somebody of each kind before its doors."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, iter_route_contexts
from sqlalchemy import update
from starlette.applications import Starlette
from starlette.testclient import TestClient

from api.accounts import accounts, tokens
from api.accounts.roles import ROLES, Role
from api.http.access import CSRF_FIELD
from api.http.problems import PROGRAMS
from api.http.two_factors import SECOND_FACTOR
from api.storage.database import Database
from api.storage.schema import SessionRow
from tests.api.services import HTML, serving
from tests.api.web.browsing import PASSWORD, get, hidden, sign_in

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
    ("GET", "/login/code"): ALL,
    ("POST", "/login/code"): ALL,
    ("POST", "/logout"): ALL,
    ("GET", "/welcome"): ALL,
    ("POST", "/welcome"): ALL,
    ("GET", "/account"): SIGNED_IN,
    ("POST", "/account/password"): SIGNED_IN,
    ("GET", "/account/second-factor"): SIGNED_IN,
    ("POST", "/account/second-factor"): SIGNED_IN,
    ("POST", "/account/second-factor/off"): SIGNED_IN,
    ("POST", "/account/sessions/end"): SIGNED_IN,
    ("POST", "/account/tokens"): SIGNED_IN,
    ("POST", "/account/tokens/revoke"): SIGNED_IN,
    ("GET", "/users"): OVERSEERS,
    ("POST", "/users"): OVERSEERS,
    ("POST", "/users/disable"): OVERSEERS,
    ("POST", "/users/enable"): OVERSEERS,
    ("POST", "/users/password"): OVERSEERS,
    ("POST", "/users/second-factor"): OVERSEERS,
    ("POST", "/users/sessions/end"): OVERSEERS,
    ("GET", "/desk"): REVIEWERS,
    ("POST", "/desk/find"): REVIEWERS,
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
    ("POST", "/desk/groups/{number}/find"): REVIEWERS,
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

PEOPLE: dict[str, Role] = {
    "deputy": "deputy",
    "other": "deputy",
    "reviewer": "reviewer",
    "administrator": "administrator",
    "disabled": "administrator",
    "expired": "administrator",
}
"""Accounts by their names: the last two could do everything, if they still could do anything."""
GONE = {"disabled", "expired"}
EVERYBODY = (NOBODY, *PEOPLE)

_SAFE = {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody shows at a door.

    Attributes:
        token: of programs; empty for none.
        cookie: of a browser.
        csrf: the field of the forms of that browser.
    """

    token: str
    cookie: str
    csrf: str


@dataclass(frozen=True, slots=True)
class Doors:
    """A service that the whole network reaches, and what everybody shows.

    Attributes:
        service: answers.
        shown: by :data:`EVERYBODY`.
    """

    service: TestClient
    shown: Mapping[str, Shown]

    @property
    def database(self) -> Database:
        """The database of the service."""
        found: Database = self.service.app.state.database  # type: ignore[attr-defined]
        return found

    def ask(
        self,
        who: str,
        method: str,
        path: str,
        fields: Mapping[str, str] | None = None,
        accept: Mapping[str, str] = HTML,
    ) -> httpx2.Response:
        """Ask as somebody would: programs with a token, people with a cookie and the field of our forms."""
        shown = self.shown[who]
        self.service.cookies.clear()
        if path.startswith(PROGRAMS):
            headers = {"Authorization": f"Bearer {shown.token}"} if shown.token else {}
            return self.service.request(method, path, headers=headers)
        headers = {**accept, "Cookie": f"lianshen={shown.cookie}"}
        data = (
            {CSRF_FIELD: shown.csrf, **(fields or {})} if method not in {"GET", "HEAD", "OPTIONS"} else None
        )
        answer = self.service.request(method, path, headers=headers, data=data)
        self.service.cookies.clear()
        return answer


@contextmanager
def doors_of(home: Path, database_url: str, **more: str) -> Iterator[Doors]:
    """Serve, with an account of each kind."""
    settings = {"database_url": database_url, "host": "0.0.0.0"}  # noqa: S104 - nothing is bound
    with serving(home, **settings, **more) as service:
        database: Database = service.app.state.database  # type: ignore[attr-defined]
        shown = {NOBODY: Shown("", *_browser(service, None))}
        for name, role in PEOPLE.items():
            account = accounts.add(database, name, name, role, PASSWORD)
            token, secret = tokens.issue(database, account.id, "test")
            shown[name] = Shown(secret, *_browser(service, name))
            if name == "expired":
                tokens.revoke(database, account.id, token.id)
                over = datetime.now(UTC) - timedelta(seconds=1)
                with database.writing() as session:
                    own = SessionRow.account_id == account.id
                    session.execute(update(SessionRow).where(own).values(ends=over))
        accounts.disable(database, "disabled")
        yield Doors(service, shown)


def _browser(service: TestClient, name: str | None) -> tuple[str, str]:
    """Return the cookie of a new browser and the field of its forms; somebody may have signed in there."""
    service.cookies.clear()
    if name is None:
        field = hidden(get(service, "/login").text, "/login")[CSRF_FIELD]
    else:
        sign_in(service, name)
        field = hidden(get(service, SECOND_FACTOR).text, "/logout")[CSRF_FIELD]
    cookie = service.cookies["lianshen"]
    service.cookies.clear()
    return cookie, field


def described(app: Starlette) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the operations of a service, its pages among them, each with the names in its path.

    They stand in a description in OpenAPI as the published one is made, which leaves the pages out.
    """
    contexts = [each for each in iter_route_contexts(app.routes) if isinstance(each.original_route, APIRoute)]
    for context in contexts:
        vars(context)["include_in_schema"] = True  # of this list alone; it is frozen
    paths: dict[str, Any] = get_openapi(title="", version="", routes=contexts)["paths"]
    return {
        (method.upper(), path): tuple(
            each["name"] for each in operation.get("parameters", ()) if each["in"] == "path"
        )
        for path, operations in paths.items()
        for method, operation in operations.items()
    }

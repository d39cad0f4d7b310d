"""A service with somebody of each role before it, and a draft or two on its desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from argon2 import PasswordHasher
from starlette.testclient import TestClient

from api.accounts import accounts, passwords, tokens
from api.accounts.roles import ROLES
from api.http.access import CSRF_FIELD
from api.storage.database import Database
from tests.api.documents.samples import ASK, SITUATION, TITLE
from tests.api.services import home_with, serving
from tests.api.web.browsing import PASSWORD, another, get, hidden, send_draft, sign_in
from tests.model.bundles import made

NOBODY = "nobody"
WHO: tuple[str, ...] = (NOBODY, *ROLES)


@dataclass(frozen=True, slots=True)
class People:
    """A service, and who asks it.

    Attributes:
        service: in this process.
        browsers: of each of :data:`WHO`, signed in.
        tokens: likewise, for programs; empty for nobody.
    """

    service: TestClient
    browsers: dict[str, TestClient]
    tokens: dict[str, str]

    @property
    def database(self) -> Database:
        """Of the service."""
        found: Database = self.service.app.state.database  # type: ignore[attr-defined]
        return found

    def token_of_forms(self, who: str) -> str:
        """Return what the forms of a browser must hold; without it, nothing behind a form is reached."""
        page, action = ("/login", "/login") if who == NOBODY else ("/account", "/logout")
        try:
            return hidden(get(self.browsers[who], page).text, action)[CSRF_FIELD]
        except AssertionError:  # signed out just now
            return ""

    def come_back(self, who: str) -> None:
        """Sign somebody in again whom a form has signed out, locked out or given another password."""
        if who == NOBODY or get(self.browsers[who], "/account").status_code == 200:
            return
        accounts.enable(self.database, who)
        with self.database.writing() as session:
            accounts.row_named(session, who).password = passwords.hash_password(PASSWORD)
        self.browsers[who].cookies.clear()
        sign_in(self.browsers[who], who)


@contextmanager
def people_at(home: Path | None, folder: Path, *, anonymous: bool = True) -> Iterator[People]:
    """Serve, with one account of each role.

    Args:
        home: with the model in use; one with a made-up model in ``folder`` if not given.
        folder: for the database.
        anonymous: whether a draft may be pre-checked without an account.
    """
    dear, passwords._HASHER = passwords._HASHER, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    try:
        url = f"sqlite:///{folder / 'service.sqlite3'}"
        with serving(
            home or home_with(made(), folder / "home"), database_url=url, anonymous=anonymous
        ) as service:
            yield _with_people(service)
    finally:
        passwords._HASHER = dear


def _with_people(service: TestClient) -> People:
    database: Database = service.app.state.database  # type: ignore[attr-defined]
    browsers, shown = {NOBODY: another(service)}, {NOBODY: ""}
    for role in ROLES:
        account = accounts.add(database, role, role, role, PASSWORD)
        shown[role] = tokens.issue(database, account.id, "test")[1]
        browsers[role] = another(service)
        sign_in(browsers[role], role)
    found = People(service, browsers, shown)
    _hand_in(browsers["deputy"])
    return found


def _hand_in(deputy: TestClient) -> None:
    send_draft(deputy, "/drafts", title=TITLE, body=f"{SITUATION}{ASK}")

"""Every operation of the description, for everybody and every owner of what it is about.

Who may stands in :mod:`tests.api.http.doors`, what is whose stands here. What one may not see answers as what
does not exist, and what one's role may not do answers alike, whether it exists or not.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import httpx2
import pytest

from api.accounts import accounts, tokens
from api.batch.rows import Scored
from api.desk.handed_in import put_missing
from api.desk.pieces import of_submission
from api.http.numbered import HEADER
from api.http.problems import PROGRAMS
from api.storage.database import Database
from api.submissions import own, submit
from api.trainings.table import By, ask
from api.trainings.table import find as training_with
from tests.api.desk.desks import add_batch
from tests.api.desk.grouped import put_group
from tests.api.http.doors import (
    ASKED,
    EVERYBODY,
    GONE,
    NOBODY,
    ON_THE_NETWORK,
    PEOPLE,
    Doors,
    described,
    doors_of,
)
from tests.api.stored import everything
from tests.api.web.browsing import hidden
from training.default import bundle_in_use

Outcome = Literal["in", "log in", "not this role", "not there"]

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
NONE = "nobody's"
"""Owner of what does not exist."""
MISSING = "999999"
IN_A_FIELD = {("POST", "/desk/undo"), ("POST", "/desk/groups/undo"), ("POST", "/labels/doubted")}
"""Forms that name what they are about in a field, which is empty here."""

FILLED = {("POST", "/desk/groups/{number}"): {"do": "unmerge"}}
"""Fields without which a form is refused before it is looked what it is about."""


@dataclass(frozen=True, slots=True)
class Things:
    """What there is, by what it is called in a path, and by whose it is.

    Attributes:
        doors: of the service in which it is.
        drafts: numbers of drafts handed in, by their author.
        tokens: numbers of tokens, by their account.
        in_paths: for each path with a name in it, the values to put there, by whose they are.
    """

    doors: Doors
    drafts: Mapping[str, int]
    tokens: Mapping[str, int]
    in_paths: Mapping[str, Mapping[str, str]]


@pytest.fixture(scope="module")
def things(
    small_home: Path, scored_session: tuple[Scored, ...], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Things]:
    url = f"sqlite:///{tmp_path_factory.mktemp('owners') / 'service.sqlite3'}"
    with doors_of(small_home, url) as doors:
        yield _things(doors, scored_session, bundle_in_use(small_home).name)


def _things(doors: Doors, scored: tuple[Scored, ...], model: str) -> Things:
    database = doors.database
    ids = {name: accounts.named(database, name).id for name in PEOPLE}
    drafts = {
        name: submit(database, ids[name], each.entry.draft, each.review).id
        for name, each in zip(("deputy", "other"), scored, strict=False)
    }
    put_missing(database)
    batch = add_batch(database, ids["reviewer"])
    group, members = put_group(database, scored[2:4], batch)
    pieces = {name: str(_piece(database, number)) for name, number in drafts.items()}
    pieces |= {"reviewer": str(members[0]), NONE: MISSING}
    training = ask(database, By("administrator", ids["administrator"]))
    by_kind = {
        "/drafts/": {**{name: str(number) for name, number in drafts.items()}, NONE: MISSING},
        "/desk/pieces/": pieces,
        "/desk/groups/": {"reviewer": str(group), NONE: MISSING},
        "/batches/": {"reviewer": str(batch), NONE: MISSING},
        "/labelling/pieces/": pieces,
        "/models/trainings/": {"administrator": str(training), NONE: MISSING},
        "/models/": {"administrator": model, NONE: "fast-0123456789ab"},
    }
    numbers = {name: tokens.tokens_of(database, ids[name])[0].id for name in ("deputy", "other")}
    in_paths = {
        path: next(values for start, values in by_kind.items() if path.startswith(start))
        for (_, path), names in described(doors.service.app).items()  # type: ignore[arg-type]
        if names
    }
    return Things(doors, drafts, numbers, in_paths)


def _piece(database: Database, submission: int) -> int:
    found = of_submission(database, submission)
    assert found is not None
    return found.id


def expected(who: str, method: str, path: str, owner: str | None) -> Outcome:
    """Return what somebody should be answered who asks about something of an owner."""
    allowed = ASKED[method, path]
    role = PEOPLE.get(who, NOBODY)
    if who in GONE and path.startswith(PROGRAMS):  # a wrong token is refused even where none is needed
        return "log in"
    if NOBODY not in allowed and (who == NOBODY or who in GONE):
        return "log in"
    if NOBODY not in allowed and role not in allowed:
        return "not this role"
    if (
        (method, path) in IN_A_FIELD
        or owner == NONE
        or (path == "/drafts/{number}" and role == "deputy" and owner != who)
    ):
        return "not there"
    return "in"


def outcome(answer: httpx2.Response, path: str) -> Outcome:
    """Return what an answer amounts to."""
    if path in {"/login", "/login/code", "/welcome"}:  # what these refuse of their own is not the door
        return "in"
    if answer.status_code == 401:
        return "log in"
    if answer.headers.get("location", "").startswith("/login?next="):
        return "log in"
    if answer.status_code == 403:
        return "not this role"
    return "not there" if answer.status_code == 404 else "in"


def said(answer: httpx2.Response) -> str:
    """Return the page without the number of its request."""
    return answer.text.replace(answer.headers[HEADER], "")


def test_whatever_is_named_in_a_path_has_owners_here(things: Things) -> None:
    named = {names for names in described(things.doors.service.app).values() if names}  # type: ignore[arg-type]
    assert named == {("number",), ("version",)}


@pytest.mark.parametrize(("method", "path"), [each for each in ASKED if each[1] != "/logout"], ids=str)
def test_each_is_answered_as_the_table_says(things: Things, method: str, path: str) -> None:
    owners: Mapping[str | None, str] = things.in_paths.get(path, {None: ""})  # type: ignore[assignment]
    for who in EVERYBODY:
        for owner, value in owners.items():
            url = re.sub(r"\{\w+\}", value, path)
            answer = things.doors.ask(who, method, url, FILLED.get((method, path)))
            found = outcome(answer, path)
            assert found == expected(who, method, path, owner), (who, owner, answer.status_code)
            assert answer.status_code < 500
            assert re.match(r"/(?![/\\])|$", answer.headers.get("location", "")), "to a place of ours alone"


@pytest.mark.parametrize("path", sorted({path for _, path in ASKED}))
def test_a_method_that_is_not_described_does_nothing_for_anybody(things: Things, path: str) -> None:
    known = {method for method, own in ASKED if own == path}
    (value, *_) = things.in_paths.get(path, {"": ""}).values()
    for method in METHODS:
        if method not in known:
            for who in ("administrator", NOBODY):
                answer = things.doors.ask(who, method, re.sub(r"\{\w+\}", value, path))
                other = method in {"GET", "HEAD"} and outcome(answer, path) != "in"
                assert answer.status_code == 405 or other, (
                    who,
                    method,
                )  # such as /models/{version} for train


@pytest.mark.parametrize("path", ["/drafts/{}", "/?draft={}"])
def test_what_is_another_s_answers_as_what_does_not_exist(things: Things, path: str) -> None:
    number = things.drafts["other"]
    theirs = things.doors.ask("deputy", "GET", path.format(number))
    missing = things.doors.ask("deputy", "GET", path.format(MISSING))
    assert theirs.status_code == missing.status_code == 404
    assert said(theirs) == said(missing)
    assert things.doors.ask("other", "GET", path.format(number)).status_code == 200


@pytest.mark.parametrize(
    "path", ["/desk/pieces/{}", "/batches/{}", "/desk/groups/{}", "/labelling/pieces/{}"]
)
def test_a_role_that_may_not_learns_not_even_what_exists(things: Things, path: str) -> None:
    values = things.in_paths[path.replace("{}", "{number}")]
    for who in ("deputy", NOBODY):
        there = things.doors.ask(who, "GET", path.format(values["reviewer"]))
        missing = things.doors.ask(who, "GET", path.format(MISSING))
        assert (there.status_code, said(there)) == (missing.status_code, said(missing))


def test_a_token_of_another_is_not_taken_back(things: Things) -> None:
    doors = things.doors
    answers = [
        doors.ask("deputy", "POST", "/account/tokens/revoke", {"token": str(number)})
        for number in (things.tokens["other"], MISSING)
    ]
    assert len({answer.status_code for answer in answers}) == 1
    of_other = accounts.named(doors.database, "other").id
    assert [each.id for each in tokens.tokens_of(doors.database, of_other)] == [things.tokens["other"]]


def test_a_list_of_one_s_own_holds_nothing_of_another(things: Things) -> None:
    database = things.doors.database
    page = things.doors.ask("deputy", "GET", "/drafts").text
    mine, theirs = (
        own(database, accounts.named(database, name).id, None)[0].draft.masked_title
        for name in ("deputy", "other")
    )
    assert mine in page
    assert theirs not in page


@pytest.mark.parametrize("path", sorted(path for method, path in ON_THE_NETWORK if method == "GET"))
def test_reading_changes_nothing(things: Things, path: str) -> None:
    """But when it was last used. Exports with names stand in the trail, see ``test_other_sites``."""
    last_used = ("sessions", "tokens.last_used")
    before = everything(things.doors.database, but=last_used)
    (value, *_) = things.in_paths.get(path, {"": ""}).values()
    url = re.sub(r"\{\w+\}", value, path)
    for method in ("GET", "HEAD"):
        for who in PEOPLE:
            assert things.doors.ask(who, method, url).status_code < 500
    assert everything(things.doors.database, but=last_used) == before


def test_a_form_without_its_token_changes_nothing(things: Things) -> None:
    """The form of batches is read by other means, see ``test_batches``."""
    doors = things.doors
    for method, path in ON_THE_NETWORK:
        if method in CHANGING and not path.startswith((*PROGRAMS, "/logout")) and path != "/batches":
            (value, *_) = things.in_paths.get(path, {"": ""}).values()
            url = re.sub(r"\{\w+\}", value, path)
            who = next(name for name in PEOPLE if PEOPLE[name] in ON_THE_NETWORK[method, path])
            answer = doors.ask(who, method, url, {"csrf": "wrong"}, accept={})
            assert (answer.status_code, answer.json()["kind"]) == (403, "FormExpired"), path
    training = training_with(
        doors.database, int(things.in_paths["/models/trainings/{number}/stop"]["administrator"])
    )
    assert training is not None


@pytest.mark.parametrize("who", ["deputy", "reviewer", "administrator"])
def test_every_page_has_the_way_out(things: Things, who: str) -> None:
    """Of what is answered to somebody who is signed in, parts of pages and files left out."""
    pages = 0
    for method, path in ON_THE_NETWORK:
        if method != "GET" or path.startswith((*PROGRAMS, "/login", "/welcome")):
            continue
        value = next(iter(things.in_paths.get(path, {who: ""}).values()))
        page = things.doors.ask(who, "GET", re.sub(r"\{\w+\}", value, path)).text
        if page.startswith("<!doctype html>") and PEOPLE[who] in ON_THE_NETWORK[method, path]:
            pages += 1
            assert hidden(page, "/logout")["csrf"], path
            assert re.search(r"<button[^>]*>退出</button>", page), path
    assert pages >= {"deputy": 4, "reviewer": 12, "administrator": 15}[who]


def test_whoever_has_left_is_nobody(things: Things) -> None:
    doors = things.doors
    doors.ask("reviewer", "POST", "/logout")
    assert outcome(doors.ask("reviewer", "GET", "/desk"), "/desk") == "log in"

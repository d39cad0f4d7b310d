"""What is typed is decoded once, kept as it was typed, and made harmless only where it is shown."""

import re
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import orjson
import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from api.batch.rows import Scored
from api.storage.database import Database
from api.storage.schema import SubmissionRow
from tests.api.desk.office import office
from tests.api.services import HTML
from tests.api.web.browsing import get, hidden, send_draft, sign_in

LAYERS = "%2541 %25 a+b &amp;lt;b&gt; &#x41; \\u0041 \\x41 \\n \"},{'<b>'"
"""What would be something else, were it decoded once more."""
TITLE = f"关于修路{LAYERS}的建议"
BODY = f"东门小学门口的路坏了{LAYERS}。\n请县交通运输局在三个月内修好。"
HOSTILE = "a&b=c#d%26?e+f/\"'<javascript:alert(1)>"


class Links(HTMLParser):
    """Collects where a page leads."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, _tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attributes if name in {"href", "src", "action"}]


def field_of(page: str) -> str:
    """Return what stands in the field of the body."""
    found = re.search(r'<textarea id="body"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)
    assert found
    return found[1]


def test_a_form_is_decoded_once_and_kept_as_it_was_typed(browser: TestClient, database: Database) -> None:
    sign_in(browser, "zhang")
    shown = send_draft(browser, "/check", title=TITLE, body=BODY).text
    assert unescape(field_of(shown)) == BODY
    send_draft(browser, "/drafts", title=TITLE, body=BODY)
    with database.session() as session:
        (kept,) = session.scalars(select(SubmissionRow))
    assert (kept.title, kept.body) == (TITLE, BODY), "nothing is escaped where it is kept"
    page = get(browser, f"/drafts/{kept.id}").text
    assert escape(LAYERS, quote=False) in page.replace("&#34;", '"').replace("&#39;", "'")
    assert LAYERS not in page


def test_a_file_and_the_fields_beside_it_are_decoded_once(new_service: TestClient) -> None:
    form = hidden(get(new_service, "/").text, "/check") | {"level": "县"}
    whole = ("a.txt", f"{TITLE}\n{BODY}".encode())
    read = new_service.post("/read", data=form, files={"file": whole}, headers=HTML).json()
    assert read["body"] == BODY
    assert not [each for each in ("%2541", "&amp;lt;b&gt;", "&#x41;", "\\u0041") if each not in read["title"]]
    file = {"file": ("a.txt", BODY.encode())}
    told = new_service.post("/v1/reviews/file", data={"title": TITLE}, files=file).json()
    assert told["title"] == TITLE


def test_what_an_address_says_is_decoded_once(browser: TestClient) -> None:
    shown = get(browser, "/login?next=/desk%3Funit%3D%252541").text
    assert hidden(shown, "/login")["next"] == "/desk?unit=%2541"


def test_for_programs_a_draft_is_one_value_whatever_stands_in_it(new_service: TestClient) -> None:
    plain = new_service.post("/v1/reviews", json={"title": "关于修路的建议", "body": BODY}).json()
    ends = "\"},{'<b>'</script>\u2028\\"
    answer = new_service.post("/v1/reviews", json={"title": f"关于修路{ends}的建议", "body": BODY})
    assert answer.content == orjson.dumps(answer.json()), "as the library writes it"
    assert answer.json()["title"] == f"关于修路{ends}的建议"
    assert answer.json().keys() == plain.keys()
    told = new_service.post("/v1/reviews", json={"title": TITLE, "body": BODY}).json()
    assert told["title"] == TITLE


def test_links_hold_what_they_are_made_of_as_one_value(
    browser: TestClient, database: Database, scored_session: tuple[Scored, ...]
) -> None:
    """Names of units, delegations and batches come from files, filters from the address."""
    first = scored_session[0]
    entry = type(first.entry)(
        1, first.entry.origin, first.entry.draft, {**first.entry.fields, "代表团": HOSTILE}
    )
    made = office(database, [Scored(entry, first.review)], HOSTILE)
    sign_in(browser, "li")
    given = [
        value
        for page in (f"/desk/charts?batch={made.batch}", "/desk", "/batches")
        for link in Links(get(browser, page).text).found
        for values in parse_qs(urlsplit(link).query).values()
        for value in values
    ]
    assert HOSTILE in given
    assert not [value for value in given if HOSTILE[2:6] in value and HOSTILE not in value]


@pytest.mark.parametrize("field", ["unit", "triage", "state", "page", "next", "before"])
@pytest.mark.parametrize("said", ["javascript:alert(1)", "data:text/html,x", "//elsewhere.example", "\\\\x"])
def test_no_link_leads_where_an_address_says(browser: TestClient, field: str, said: str) -> None:
    sign_in(browser, "li")
    for path in ("/desk", "/desk/groups", "/desk/due", "/desk/charts", "/labelling", "/batches", "/login"):
        answer = browser.get(path, params={field: said}, headers=HTML)
        assert re.match(r"(/(?![/\\])|$)", answer.headers.get("location", ""))
        assert not [link for link in Links(answer.text).found if not re.match(r"[/#?](?![/\\])|$", link)]

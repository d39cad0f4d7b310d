"""Whatever is sent to be kept as a file says under which name, and no name is what somebody made up."""

import re
from urllib.parse import unquote

import httpx2
import pytest
from starlette.testclient import TestClient

from api.batch.rows import Scored
from api.desk.due import matters
from api.storage.database import Database
from tests.api.desk.office import Office, office
from tests.api.documents.samples import ASK, TITLE, form_bytes
from tests.api.http.doors import ON_THE_NETWORK
from tests.api.services import HTML
from tests.api.web.browsing import get, hidden, sign_in

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = {
    "/desk/workbook.xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        b"PK\x03\x04",
    ),
    "/desk/workbook.csv": ("text/csv; charset=utf-8", "\ufeff".encode()),
    "/desk/letters.zip": ("application/zip", b"PK\x03\x04"),
    "/desk/annotated.zip": ("application/zip", b"PK\x03\x04"),
    "/desk/due.ics": ("text/calendar; charset=utf-8", b"BEGIN:VCALENDAR"),
}
HOSTILE = '../../etc/c:\\x"; filename=a.exe\u202e\r\nX-Own: 1'
ON_DEMAND = (
    "/desk/workbook.xlsx",
    "/desk/workbook.csv",
    "/desk/letters.zip",
    "/desk/annotated.zip",
    "/desk/due.ics",
)
OF_ONE_S_OWN = ("/annotated", "/sheet.docx")
_STATED = re.compile(r"attachment; filename=\"lianshen(\.[a-z]+)\"; filename\*=utf-8''([A-Za-z0-9._~%-]+)")


def name_of(answer: httpx2.Response) -> str:
    """Return the name under which an answer is to be kept."""
    assert answer.status_code == 200
    assert "x-own" not in answer.headers
    stated = _STATED.fullmatch(answer.headers["content-disposition"])
    assert stated, answer.headers["content-disposition"]
    name = unquote(stated[2])
    assert name.endswith(stated[1])
    return name


@pytest.fixture
def desk(browser: TestClient, database: Database, scored_session: tuple[Scored, ...]) -> Office:
    made = office(database, scored_session[:4])
    made.decide("accepted", *made.pieces[:2])
    made.decide("returned", *made.pieces[2:])
    sign_in(browser, "li")
    return made


def test_every_address_that_ends_as_a_file_does_is_looked_at_here() -> None:
    files = {path for _, path in ON_THE_NETWORK if re.search(r"\.(?!json)[a-z]+$", path)}
    assert files | {"/annotated"} == {*ON_DEMAND, *OF_ONE_S_OWN}


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("path", ON_DEMAND)
def test_a_file_is_of_the_kind_that_is_said(browser: TestClient, path: str) -> None:
    said, begins = KINDS[path]
    answer = get(browser, path)
    assert answer.headers["content-type"] == said
    assert answer.content.startswith(begins)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("path", ON_DEMAND)
def test_what_the_address_says_is_no_part_of_a_name(browser: TestClient, path: str) -> None:
    plain = name_of(get(browser, path))
    answers = [
        browser.get(path, params={field: HOSTILE}, headers=HTML)
        for field in ("name", "filename", "file", "unit")
    ]
    sent = [each for each in answers if each.status_code != 303]  # of no draft there is no letter
    assert len(sent) >= 3
    assert {name_of(each) for each in sent} == {plain}


def test_a_calendar_of_one_unit_is_called_by_it(browser: TestClient, desk: Office) -> None:
    unit = next(each.unit for each in matters(desk.database))
    answer = browser.get("/desk/due.ics", params={"unit": unit}, headers=HTML)
    assert name_of(answer) == f"代表建议三分办理（{unit}）.ics"


def test_the_name_of_a_file_that_was_sent_comes_back_harmless(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    page = get(browser, "/").text
    form = hidden(page, "/check") | {"level": "县"}
    for name in (HOSTILE, "甲\u202e", "..\\..\\乙", "/etc/丙"):
        file = (f"{name}.docx", form_bytes())
        came = name_of(browser.post("/annotated", data=form, files={"file": file}, headers=HTML))
        assert came.endswith("-批注.docx")
        assert came.isprintable()
        assert not set(came) & {"/", "\\"}


def test_a_sheet_has_a_name_of_ours(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    form = hidden(get(browser, "/").text, "/check") | {"level": "县", "title": TITLE, "body": ASK}
    answer = browser.post("/sheet.docx", data=form | {"name": HOSTILE}, headers=HTML)
    assert name_of(answer) == "联审意见单.docx"
    assert (answer.headers["content-type"], answer.content[:4]) == (WORD, b"PK\x03\x04")

"""The list of the desk without a script: what it shows, what is done to many drafts, and taking it back."""

import re
from csv import reader
from html import unescape
from io import StringIO
from urllib.parse import parse_qs, quote, urlsplit

import httpx2
import pytest
from starlette.testclient import TestClient

from api.batch.rows import Scored
from api.desk.listing import Wanted, listed
from api.storage.database import Database
from tests.api.desk.desks import put_on_desk
from tests.api.services import HTML
from tests.api.web.browsing import alerts, another, get, hidden, look_for, send, sign_in


def press(browser: TestClient, path: str, action: str, **fields: str | list[str]) -> httpx2.Response:
    """Open the list, fill in the form below it, and press one of its buttons."""
    form = hidden(get(browser, path).text, "/desk/act")
    return browser.post("/desk/act", data=form | {"action": action} | fields, headers=HTML)


def states(database: Database) -> list[str]:
    return [row.state for row in listed(database, Wanted(sort="received")).rows]


def test_an_empty_desk_says_so(browser: TestClient) -> None:
    sign_in(browser, "li")
    assert "审核台上还没有建议" in get(browser, "/desk").text
    assert "没有符合这些条件的建议" in get(browser, look_for(browser, "路")).text


def test_a_draft_stands_in_the_list_with_all_that_is_known_about_it(
    browser: TestClient, database: Database, scored_session: tuple[Scored, ...]
) -> None:
    (number,) = put_on_desk(database, scored_session[1:2])
    sign_in(browser, "li")
    page = unescape(get(browser, "/desk?sort=title").text)
    scored = scored_session[1]
    assert f'href="/desk/pieces/{number}?sort=title">{scored.entry.draft.title}</a>' in page
    assert f"{scored.entry.fields['代表']} · {scored.entry.fields['代表团']}" in page
    for words in (scored.review.verdict, scored.review.units.main.unit, scored.review.triage.value, "待处理"):
        assert words in page
    assert f'name="piece" value="{number}:1"' in page


def test_filters_are_kept_in_the_form_and_can_be_taken_off(
    browser: TestClient, database: Database, scored_session: tuple[Scored, ...]
) -> None:
    put_on_desk(database, scored_session)
    sign_in(browser, "li")
    address = look_for(browser, "路", state="open", code="V2", sort="title")
    find = parse_qs(urlsplit(address).query)["find"][0]
    assert address == f"/desk?find={find}&state=open&code=V2&sort=title"
    page = unescape(get(browser, address).text)
    assert 'name="text" value="路"' in page
    assert '<option value="open" selected>待处理（' in page
    assert '<input type="hidden" name="code" value="V2">' in page
    assert f'href="/desk?find={find}&code=V2&sort=title"' in page
    assert 'href="/desk?state=open&code=V2&sort=title"' in page
    page = unescape(get(browser, f"/desk?find={find}&sort=title").text)
    assert hidden(page, "/desk/workbook.xlsx") == {"find": find}
    assert 'formaction="/desk/letters.zip"' in page


def test_what_is_looked_for_stands_in_no_address(
    browser: TestClient, database: Database, scored_session: tuple[Scored, ...]
) -> None:
    """Neither in that of the list, nor in any that the list leads to."""
    put_on_desk(database, scored_session)
    sign_in(browser, "li")
    address = look_for(browser, "路")
    assert listed(database, Wanted(text="路")).total == _total(browser, address) < len(scored_session)
    page = unescape(get(browser, address).text)
    addresses = re.findall(r'(?:href|action)="([^"]*)"', page)
    assert len([each for each in addresses if "find=" in each]) >= 50
    assert not [each for each in (address, *addresses) if "路" in each or quote("路") in each]
    assert look_for(browser, " \t ") == "/desk"
    assert _total(browser, "/desk?text=路") == len(scored_session), "words in an address are not read"


def test_a_colleague_opens_the_same_list_and_all_that_is_done_is_done_to_it_alone(
    browser: TestClient, database: Database, scored_session: tuple[Scored, ...]
) -> None:
    put_on_desk(database, scored_session)
    sign_in(browser, "li")
    address = look_for(browser, "路")
    other = another(browser)
    sign_in(other, "admin")
    total = _total(other, address)
    answer = press(other, address, "accept", scope="all")
    assert answer.headers["location"].startswith(f"{address}&done=")
    assert listed(database, Wanted(state="accepted")).total == total
    assert send(other, answer.headers["location"], "/desk/undo").headers["location"] == address
    assert listed(database, Wanted(state="accepted")).total == 0
    exported = get(other, address.replace("/desk?", "/desk/workbook.csv?")).text
    assert len(list(reader(StringIO(exported)))) == total + 1


@pytest.mark.parametrize(
    "path", ["/desk", "/desk/workbook.csv", "/desk/workbook.xlsx", "/desk/annotated.zip"]
)
def test_an_address_whose_words_cannot_be_opened_leads_to_no_other_drafts(
    browser: TestClient, database: Database, scored_session: tuple[Scored, ...], path: str
) -> None:
    put_on_desk(database, scored_session[:3])
    sign_in(browser, "li")
    for find in ("1" + "A" * 80, "路", "x"):
        answer = get(browser, f"{path}?find={find}")
        assert answer.status_code == 400
        assert "查找的字读不出来" in answer.text
    form = hidden(get(browser, "/desk").text, "/desk/act") | {"query": "find=x", "scope": "all"}
    assert browser.post("/desk/act", data=form | {"action": "accept"}, headers=HTML).status_code == 400
    assert states(database) == ["open"] * 3


def _total(browser: TestClient, address: str) -> int:
    return int(re.findall(r'<p class="count"><strong>(\d+)</strong>', get(browser, address).text)[0])


def test_pages_are_turned_with_the_filters_kept(
    browser: TestClient, database: Database, scored_session: tuple[Scored, ...]
) -> None:
    put_on_desk(database, scored_session)
    sign_in(browser, "li")
    page = unescape(get(browser, "/desk?sort=title&page=2").text)
    assert 'rel="prev" href="/desk?sort=title"' in page
    assert 'rel="next" href="/desk?sort=title&page=3"' in page
    assert "第 3 页，共 3 页" in get(browser, "/desk?page=77").text


def test_what_is_ticked_is_accepted_and_taken_back(
    browser: TestClient, database: Database, scored_session: tuple[Scored, ...]
) -> None:
    put = put_on_desk(database, scored_session[:3])
    sign_in(browser, "li")
    answer = press(browser, "/desk?state=open", "accept", piece=[f"{put[0]}:1", f"{put[2]}:1"])
    assert answer.status_code == 303
    assert re.fullmatch(r"/desk\?state=open&done=\d+", answer.headers["location"])
    assert states(database) == ["accepted", "open", "accepted"]
    assert "接收：2 件，已经办好。" in get(browser, answer.headers["location"]).text
    answer = send(browser, answer.headers["location"], "/desk/undo")
    assert answer.headers["location"] == "/desk?state=open"
    assert "已撤回：接收（2 件）。" in get(browser, "/desk?state=open").text
    assert states(database) == ["open", "open", "open"]


@pytest.mark.parametrize(
    ("action", "field", "value"), [("unit", "unit", "教育局"), ("triage", "triage", "急难事")]
)
def test_all_that_are_wanted_are_assigned(  # noqa: PLR0917 - fixtures and cases
    browser: TestClient,
    database: Database,
    scored_session: tuple[Scored, ...],
    action: str,
    field: str,
    value: str,
) -> None:
    put_on_desk(database, scored_session)
    sign_in(browser, "li")
    assert press(browser, "/desk", action, scope="all", **{field: value}).status_code == 303
    assert listed(database, Wanted().but(**{field: value})).total == len(scored_session)


def test_this_page_is_done_and_no_other(
    browser: TestClient, database: Database, scored_session: tuple[Scored, ...]
) -> None:
    put = put_on_desk(database, scored_session[:60])
    sign_in(browser, "li")
    shown = re.findall(r'name="row" value="(\d+:\d+)"', get(browser, "/desk").text)
    assert press(browser, "/desk", "accept", scope="page", row=shown).status_code == 303
    assert states(database) == (["open"] * 10 + ["accepted"] * 40)
    assert {row.id for row in listed(database, Wanted(state="accepted")).rows} == set(put[10:])


def test_what_another_reviewer_changed_is_left_and_told_with_the_name(
    browser: TestClient, database: Database, scored_session: tuple[Scored, ...]
) -> None:
    put = put_on_desk(database, scored_session[:2])
    other = another(browser)
    sign_in(browser, "li")
    sign_in(other, "admin")
    form = hidden(get(browser, "/desk").text, "/desk/act")
    press(other, "/desk", "accept", piece=f"{put[0]}:1")
    fields = {"action": "reopen", "piece": [f"{put[0]}:1"]}
    answer = browser.post("/desk/act", data=form | fields, headers=HTML)
    assert answer.status_code == 200
    assert "周主任改过" in answer.text
    assert "一件也没有改" in answer.text
    answer = browser.post("/desk/act", data=form | {"action": "accept", "scope": "all"}, headers=HTML)
    assert "1 件已经办好" in answer.text
    assert "周主任改过" in answer.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"action": "accept"}, "还没有勾选建议"),
        ({"action": "accept", "piece": "x:y"}, "还没有勾选建议"),
        ({"action": "unit", "scope": "all"}, "还没有选主办单位"),
        ({"action": "burn", "scope": "all"}, "没有这种操作"),
    ],
)
def test_what_cannot_be_done_is_said_on_the_list(
    browser: TestClient,
    database: Database,
    scored_session: tuple[Scored, ...],
    fields: dict[str, str],
    said: str,
) -> None:
    put_on_desk(database, scored_session[:2])
    sign_in(browser, "li")
    form = hidden(get(browser, "/desk?state=open").text, "/desk/act")
    answer = browser.post("/desk/act", data=form | fields, headers=HTML)
    assert answer.status_code == 400
    assert said in alerts(answer.text)
    assert 'name="query" value="state=open"' in answer.text


def test_an_action_is_taken_back_once(
    browser: TestClient, database: Database, scored_session: tuple[Scored, ...]
) -> None:
    put = put_on_desk(database, scored_session[:1])
    sign_in(browser, "li")
    press(browser, "/desk", "accept", piece=f"{put[0]}:1")
    form = hidden(get(browser, "/desk").text, "/desk/undo")
    assert browser.post("/desk/undo", data=form, headers=HTML).status_code == 303
    answer = browser.post("/desk/undo", data=form, headers=HTML)
    assert answer.status_code == 404
    assert "已经撤回过了" in alerts(answer.text)


def test_news_tell_what_was_done_since(
    browser: TestClient, database: Database, scored_session: tuple[Scored, ...]
) -> None:
    put = put_on_desk(database, scored_session[:2])
    sign_in(browser, "li")
    assert browser.get("/desk/news?since=x").json() == {"last": 0, "more": False, "steps": []}
    press(browser, "/desk", "accept", piece=f"{put[1]}:1")
    told = browser.get("/desk/news?since=0").json()
    (step,) = told["steps"]
    assert told["last"] == step["action"]
    assert {name: step[name] for name in ("who", "own", "told", "piece", "version", "state", "words")} == {
        "who": "李审核",
        "own": True,
        "told": "接收",
        "piece": put[1],
        "version": 2,
        "state": "accepted",
        "words": "已接收",
    }
    assert browser.get(f"/desk/news?since={told['last']}").json()["steps"] == []

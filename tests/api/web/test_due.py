"""The list of due dates without a script: what is overdue first, ticked off, opened again, taken away."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import httpx2
import icalendar
import pytest
from starlette.testclient import TestClient

from api.batch.rows import Scored
from api.desk.due import matters, ticks
from api.storage.database import Database
from tests.api.desk.office import Office, office
from tests.api.services import HTML
from tests.api.web.browsing import another, get, hidden, sign_in

LONG_AGO = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


@pytest.fixture
def desk(browser: TestClient, database: Database, scored_session: tuple[Scored, ...]) -> Office:
    """Twenty drafts, the first accepted long ago, the second just now; 李审核 is signed in."""
    made = office(database, scored_session[:20])
    made.decide("accepted", made.pieces[0], at=LONG_AGO)
    made.decide("accepted", made.pieces[1])
    sign_in(browser, "li")
    return made


def boxes(page: str) -> list[str]:
    return re.findall(r'name="item" value="([^"]+)"', page)


def press(browser: TestClient, path: str, *items: str) -> httpx2.Response:
    """Open the list, tick boxes, and press its button."""
    form: dict[str, str | list[str]] = {**hidden(get(browser, path).text, "/desk/due/tick")}
    return browser.post("/desk/due/tick", data=form | {"item": list(items)}, headers=HTML)


def test_an_empty_list_says_what_will_be_in_it(browser: TestClient) -> None:
    sign_in(browser, "li")
    assert "还没有接收的建议" in get(browser, "/desk/due").text
    assert "还没有销号的" in get(browser, "/desk/due?show=done").text


def test_what_is_overdue_comes_first_and_is_named(browser: TestClient, desk: Office) -> None:
    page = get(browser, "/desk/due").text
    found = boxes(page)
    old, new = matters(desk.database)
    late = [day for day in old.dates if day < date.today()]
    assert found[: len(late)] == [f"{old.piece_id}.{day}" for day in late]
    assert f"{new.piece_id}.{new.dates[0]}" in found
    assert f"逾期 {len(late)} 项" in page
    assert f"已逾期 {(date.today() - late[0]).days} 天" in page


@pytest.mark.usefixtures("desk")
def test_ticking_opening_again_and_who_it_was(browser: TestClient) -> None:
    first, second, *_ = boxes(get(browser, "/desk/due").text)
    answer = press(browser, "/desk/due", first, second)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/due")
    page = get(browser, "/desk/due").text
    assert "已销号 2 项" in page
    assert not {first, second} & set(boxes(page))
    done = get(browser, "/desk/due?show=done").text
    assert set(boxes(done)) == {first, second}
    assert re.search(r"李审核\s*<time", done)
    press(browser, "/desk/due?show=done", first)
    assert first in boxes(get(browser, "/desk/due").text)


def test_two_people_at_once_harm_nothing(browser: TestClient, desk: Office) -> None:
    other = another(browser)
    sign_in(other, "admin")
    first = boxes(get(browser, "/desk/due").text)[0]
    form = {**hidden(get(other, "/desk/due").text, "/desk/due/tick"), "item": first}
    press(browser, "/desk/due", first)
    answer = other.post("/desk/due/tick", data=form, headers=HTML)
    assert answer.status_code == 303
    number, _, day = first.partition(".")
    assert ticks(desk.database)[int(number)][date.fromisoformat(day)].by == "李审核"


def test_what_was_reopened_meanwhile_is_not_ticked(browser: TestClient, desk: Office) -> None:
    first = boxes(get(browser, "/desk/due").text)[0]
    form = {**hidden(get(browser, "/desk/due").text, "/desk/due/tick"), "item": first}
    desk.decide("open", desk.pieces[0])
    browser.post("/desk/due/tick", data=form, headers=HTML)
    assert "另有 1 项刚刚改过，已经不在清单上，没有动。" in get(browser, "/desk/due").text
    assert ticks(desk.database) == {}


@pytest.mark.parametrize(
    "item",
    [
        "",
        "x",
        "1",
        "1.x",
        "0.2026-03-09",
        "99999999999.2026-03-09",
        "1.2026-02-31",
        "-1.2026-03-09",
        "1.\x00",
    ],
)
def test_a_box_that_is_none_of_ours_does_no_harm(browser: TestClient, desk: Office, item: str) -> None:
    assert press(browser, "/desk/due", item).status_code == 303
    assert ticks(desk.database) == {}


@pytest.mark.usefixtures("desk")
def test_nothing_ticked_is_said(browser: TestClient) -> None:
    press(browser, "/desk/due")
    assert "还没有勾选" in get(browser, "/desk/due").text


def test_one_unit_by_itself_and_all_in_their_order(browser: TestClient, desk: Office) -> None:
    desk.decide("accepted", *desk.pieces[2:])
    found = matters(desk.database)
    unit = found[0].unit
    page = unescape(get(browser, f"/desk/due?unit={unit}").text)
    own = {matter.piece_id for matter in found if matter.unit == unit}
    assert {int(box.partition(".")[0]) for box in boxes(page)} == own
    assert f'href="/desk/due.ics?unit=' in page  # noqa: F541 - the address goes on
    headings = [
        unescape(heading)
        for heading in re.findall(r'<h2 id="due-\d+">([^<]+)<', get(browser, "/desk/due?by=unit").text)
    ]
    assert headings == sorted({matter.unit for matter in found})[: len(headings)]


def test_the_list_has_pages(
    browser: TestClient, database: Database, scored_session: tuple[Scored, ...]
) -> None:
    made = office(database, scored_session)
    made.decide("accepted", *made.pieces)
    sign_in(browser, "li")
    first, second, beyond = (boxes(get(browser, f"/desk/due?page={page}").text) for page in (1, 2, 99))
    assert (len(first), len(second), len(beyond)) == (50, 50, 20)
    assert not set(first) & set(second)


def test_the_calendar_holds_what_is_left_of_one_unit_or_of_all(browser: TestClient, desk: Office) -> None:
    desk.decide("accepted", *desk.pieces[2:6])
    found = matters(desk.database)
    unit = found[0].unit

    def numbers(path: str) -> set[int]:
        answer = get(browser, path)
        assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
        events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
        return {int(re.findall(r"第 (\d+) 件", str(event["DESCRIPTION"]))[0]) for event in events}

    assert numbers("/desk/due.ics") == {matter.piece_id for matter in found}
    assert numbers(f"/desk/due.ics?unit={unit}") == {each.piece_id for each in found if each.unit == unit}
    first = found[0]
    for day in first.dates:
        press(browser, "/desk/due", f"{first.piece_id}.{day}")
    assert numbers("/desk/due.ics") == {matter.piece_id for matter in found[1:]}


def test_dates_begin_on_the_day_of_acceptance(desk: Office) -> None:
    new = matters(desk.database)[1]
    assert new.start == datetime.now().astimezone().date()
    assert new.dates[0] > date.today() + timedelta(days=4)

"""Charts and due dates as the office sees them, at a desk and on a phone, with and without a script."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from api.batch.rows import Scored
from tests.api.browser.barriers import check
from tests.api.browser.conftest import DESK, PHONE, Visit
from tests.api.browser.site import Site
from tests.api.browser.writing import sign_in
from tests.api.desk.desks import add_batch, put_on_desk
from tests.api.desk.office import Office, office

SIZES = pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
_KILOBYTES = 150


@pytest.fixture(scope="module")
def desk(site: Site, scored_session: tuple[Scored, ...]) -> Iterator[Office]:
    """Two batches, some of the first accepted a month ago, some returned."""
    with site.database() as database:
        made = office(database, scored_session[:60])
        month_ago = datetime.now(UTC) - timedelta(days=30)
        made.decide("accepted", *made.pieces[:20], at=month_ago)
        made.decide("returned", *made.pieces[20:30])
        put_on_desk(database, scored_session[60:], add_batch(database, made.reviewer, "第四次会议"))
        yield made


def opened(visit: Visit, path: str, viewport: dict[str, int], **how: bool) -> Page:
    page = visit("/login", viewport=viewport, **how)
    sign_in(page, "li")
    page.goto(path)
    return page


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.usefixtures("desk")
@SIZES
def test_the_charts_are_for_everybody(visit: Visit, viewport: dict[str, int]) -> None:
    page = opened(visit, "/desk/charts", viewport)
    expect(page.get_by_role("heading", name="件里已处理")).to_be_visible()
    assert fits(page)
    assert page.locator("section.chart").count() == page.get_by_role("table").count()
    check(page)
    drawn = page.locator("#flags ~ table rect.holds").first.bounding_box()
    assert drawn is not None
    assert drawn["width"] > 20
    page.get_by_label("看哪些").select_option("第四次会议")
    page.get_by_role("button", name="看", exact=True).click()
    expect(page.get_by_role("heading", name="60 件里已处理 0 件")).to_be_visible()


@pytest.mark.usefixtures("desk")
def test_a_name_leads_to_its_drafts(visit: Visit) -> None:
    page = opened(visit, "/desk/charts", DESK)
    page.get_by_role("link", name="已退回").click()
    expect(page).to_have_url("/desk?state=returned")
    expect(page.get_by_text("10 件", exact=False).first).to_be_visible()


@SIZES
def test_ticking_without_a_script(visit: Visit, desk: Office, viewport: dict[str, int]) -> None:
    page = opened(visit, "/desk/due", viewport, java_script_enabled=False)
    expect(page.get_by_text("已逾期").first).to_be_visible()
    box = page.get_by_role("checkbox").first
    name = str(box.get_attribute("aria-label")).removeprefix("销号：")
    box.check()
    page.get_by_role("button", name="把勾选的销号").click()
    expect(page.get_by_role("status")).to_contain_text("已销号 1 项")
    page.goto("/desk/due?show=done")
    page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="取消勾选的销号").click()
    expect(page.get_by_role("status")).to_contain_text("已取消 1 项的销号")
    assert desk.pieces


@pytest.mark.usefixtures("desk")
@SIZES
def test_the_list_of_due_dates_is_for_everybody(visit: Visit, viewport: dict[str, int]) -> None:
    page = opened(visit, "/desk/due", viewport)
    assert fits(page)
    check(page)
    page.goto("/desk/due?by=unit")
    check(page)
    page.goto("/desk/due?show=done")
    check(page)


@pytest.mark.usefixtures("desk")
def test_ticking_by_the_keyboard_alone(visit: Visit) -> None:
    page = opened(visit, "/desk/due", DESK)
    page.get_by_role("checkbox").first.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("checkbox").first).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("已销号 1 项")


@pytest.mark.usefixtures("desk")
def test_on_paper_the_bars_stay_and_nothing_is_to_be_pressed(visit: Visit) -> None:
    page = opened(visit, "/desk/charts", DESK)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="看", exact=True)).to_be_hidden()
    expect(page.locator("svg.bar").first).to_be_visible()
    assert page.pdf().startswith(b"%PDF")


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("path", ["/desk/charts", "/desk/due"])
def test_a_page_is_light(visit: Visit, path: str) -> None:
    page = opened(visit, "/desk/charts", DESK)
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) < _KILOBYTES * 1024


@pytest.mark.usefixtures("desk")
def test_files_are_taken_away(visit: Visit, tmp_path: Path) -> None:
    page = opened(visit, "/desk/due", DESK)
    with page.expect_download() as coming:
        page.get_by_role("link", name="下载日历").click()
    assert coming.value.suggested_filename == "代表建议三分办理.ics"
    coming.value.save_as(tmp_path / "due.ics")
    assert (tmp_path / "due.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")

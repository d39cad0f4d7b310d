"""Ten drafts labelled by the keys alone, without a page in between; the model's view only when asked for."""

import pytest
from playwright.sync_api import Page, expect

from api.batch.rows import Scored
from api.storage.learning_schema import LabelRow
from tests.api.browser.barriers import check
from tests.api.browser.conftest import DESK, PHONE, Visit
from tests.api.browser.site import Site
from tests.api.browser.writing import sign_in
from tests.api.desk.desks import put_on_desk
from training.local.said import Said, said_of


@pytest.fixture
def labels(site: Site, scored_session: tuple[Scored, ...]) -> set[int]:
    """The numbers of the labels there are before; twenty drafts wait to be labelled."""
    with site.database() as database:
        put_on_desk(database, scored_session[:20])
        with database.session() as session:
            return {row.id for row in session.query(LabelRow)}


def press(page: Page, keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def on_to_the_next(page: Page, key: str) -> None:
    before = page.locator("main").get_attribute("data-piece") or ""
    page.keyboard.press(key)
    expect(page.locator("main")).not_to_have_attribute("data-piece", before)


def test_ten_drafts_by_the_keys_alone(visit: Visit, site: Site, labels: set[int]) -> None:
    page = visit("/login", viewport=DESK)
    sign_in(page, "li")
    page.goto("/labelling")
    page.evaluate("document.documentElement.dataset.same = 'page'")
    expect(page.locator("#view")).to_have_count(0)
    for number in range(10):
        press(page, "25")  # neither too broad nor vague
        press(page, "7z" if number % 2 else "8")
        page.keyboard.press("u")
        page.keyboard.type("财政")
        page.keyboard.press("Escape")
        press(page, "o")
        if number == 9:
            page.set_viewport_size(PHONE)  # type: ignore[arg-type]
            press(page, "m")
            expect(page.locator("#view")).to_contain_text("判之前看过模型的看法")
            check(page)
        on_to_the_next(page, "Enter")
    assert page.evaluate("document.documentElement.dataset.same") == "page"
    with site.database() as database, database.session() as session:
        rows = [row for row in session.query(LabelRow).order_by(LabelRow.id) if row.id not in labels]
        said = [said_of(row.said) for row in rows]
        seen = [row.extra.find(b'"seen_model":true') >= 0 for row in rows]
    assert said[0] == Said(
        {"too_broad": False, "vague": False, "infeasible": False}, (), "财政局", None, "急难事"
    )
    assert said[1] == Said(
        {"too_broad": False, "vague": False, "infeasible": True}, ("F1",), "财政局", None, "急难事"
    )
    assert len(said) == 10
    assert seen == [False] * 9 + [True]

    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    press(page, "4")
    page.keyboard.press("]")
    expect(page.locator("#news")).to_contain_text("这一件判了还没有保存")
    on_to_the_next(page, "]")
    on_to_the_next(page, "[")
    on_to_the_next(page, "[")
    expect(page.get_by_text("这一件您标过")).to_be_visible()
    expect(page.locator("#infeasible-yes")).to_be_checked()

"""The list of the desk in a browser: two reviewers at once, the keyboard alone, no script, a phone, axe."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from api.batch.rows import Scored
from api.desk.listing import Wanted, listed
from tests.api.browser.barriers import check
from tests.api.browser.conftest import PHONE, Visit
from tests.api.browser.site import Site
from tests.api.browser.writing import sign_in
from tests.api.desk.desks import put_on_desk

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def filled(
    home: Path, tmp_path_factory: pytest.TempPathFactory, scored_session: tuple[Scored, ...]
) -> Iterator[Site]:
    """A service with sixty drafts on its desk."""
    started = Site(home, tmp_path_factory.mktemp("desk"), {})
    started.start()
    started.add_everybody()
    with started.database() as database:
        put_on_desk(database, scored_session[:60])
    started.keep()
    yield started
    started.stop()


@pytest.fixture
def desk(filled: Site) -> Iterator[Site]:
    """The service, its desk put back to what it was after each test."""
    yield filled
    filled.put_back()


@pytest.fixture
def reviewing(desk: Site, visit: Visit) -> Open:
    """Open the list as somebody."""

    def start(name: str = "li", path: str = "/desk", **how: object) -> Page:
        page = visit("/login", at=desk, **how)
        sign_in(page, name)
        page.goto(path)
        return page

    return start


def test_one_reviewer_sees_what_the_other_decides(reviewing: Open) -> None:
    one, other = reviewing("li"), reviewing("admin")
    other.locator(".pieces tbody tr input[type=checkbox]").nth(1).check()
    one.locator(".pieces tbody tr input[type=checkbox]").nth(1).check()
    one.get_by_role("button", name="接收", exact=True).click()
    expect(one.locator(".again")).to_contain_text("接收：1 件，已经办好。")
    seen = other.locator(".pieces tbody tr").nth(1)
    expect(seen.locator(".tag")).to_have_text("已接收")
    expect(seen.locator(".who")).to_contain_text("李审核")
    expect(seen.locator("input[type=checkbox]")).not_to_be_checked()
    expect(other.locator("#news")).to_have_text("李审核刚刚做了：接收（1 件）。")


def test_what_both_decide_is_decided_once_and_told(reviewing: Open) -> None:
    one, other = reviewing("li"), reviewing("admin")
    other.evaluate("() => { window.fetch = () => Promise.reject(new Error('no news')); }")
    for page in (one, other):
        page.locator(".pieces tbody tr input[type=checkbox]").nth(0).check()
    other.locator(".pieces tbody tr input[type=checkbox]").nth(2).check()
    one.get_by_role("button", name="接收", exact=True).click()
    expect(one.locator(".again")).to_be_visible()
    other.get_by_role("button", name="重新处理").click()
    expect(other.locator(".kept-pieces li")).to_have_count(1)
    expect(other.locator(".kept-pieces")).to_contain_text("李审核改过")
    check(other)


def test_everything_frequent_is_done_by_the_keyboard(reviewing: Open, desk: Site) -> None:
    page = reviewing(path="/desk?state=open")
    titles = page.locator(".pieces .title").all_text_contents()
    for key in ("j", "ArrowDown", "k", "x"):
        page.keyboard.press(key)
    expect(page.locator("#chosen")).to_have_text("勾选了 1 件")
    expect(page.locator("tr.at .title")).to_have_text(titles[0])
    page.keyboard.press("a")
    expect(page.locator(".again")).to_contain_text("接收：1 件")
    expect(page.locator("tr.at .title")).to_have_text(titles[1])
    page.keyboard.press("u")
    expect(page.get_by_text("已撤回：接收（1 件）。")).to_be_visible()
    page.keyboard.press("n")
    expect(page.locator(".found .count")).to_contain_text("第 2 页")
    page.keyboard.press("p")
    expect(page.locator(".found .count")).to_contain_text("第 1 页")
    page.keyboard.press("/")
    page.keyboard.type("jar?")
    expect(page.locator("#text")).to_have_value("jar?")
    with desk.database() as database:
        assert listed(database, Wanted(state="accepted")).total == 0
    page.locator("#text").blur()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_have_attribute("open", "")
    page.locator(".pieces .title").nth(3).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/desk/pieces/\d+\?state=open$"))


def test_it_works_without_a_script(reviewing: Open, desk: Site) -> None:
    page = reviewing(java_script_enabled=False)
    page.get_by_text("筛选和排序").click()
    page.get_by_label("状态").select_option("open")
    page.get_by_role("button", name="筛选", exact=True).click()
    expect(page.locator(".active")).to_contain_text("状态：待处理")
    page.locator("#scope").select_option("all")
    page.get_by_role("button", name="接收", exact=True).click()
    expect(page.locator(".again")).to_contain_text("接收：60 件，已经办好。")
    page.get_by_role("button", name="撤回", exact=True).first.click()
    expect(page.get_by_text("已撤回：接收（60 件）。")).to_be_visible()
    with desk.database() as database:
        assert listed(database, Wanted(state="open")).total == 60


@pytest.mark.parametrize("how", [{}, {"viewport": PHONE}], ids=["desk", "phone"])
def test_nothing_bars_anybody_and_nothing_is_cut_off(reviewing: Open, how: dict[str, object]) -> None:
    page = reviewing(**how)
    page.locator(".narrow summary").click()
    page.locator(".pieces tbody tr input[type=checkbox]").nth(0).check()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    check(page)

"""Groups on the same matter as a reviewer walks through them: merged, taken back, taken apart."""

import pytest
from playwright.sync_api import Locator, Page, expect

from model.reviewer import Reviewer
from tests.api.browser.barriers import check
from tests.api.browser.conftest import DESK, PHONE, Visit
from tests.api.browser.site import Site
from tests.api.browser.watching import Watch
from tests.api.browser.writing import sign_in
from tests.api.desk.desks import put_on_desk
from tests.api.desk.grouped import put_group, scored

SIZES = pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])


@pytest.fixture
def group(site: Site, reviewer: Reviewer) -> int:
    """A group of three, the third nearly a copy of the first, and a draft alone."""
    drafts = scored(reviewer)
    with site.database() as database:
        number, _ = put_group(database, drafts[:3])
        put_on_desk(database, drafts[5:])
        return number


def opened(visit: Visit, group: int, viewport: dict[str, int], **how: bool) -> Page:
    page = visit("/login", viewport=viewport, **how)
    sign_in(page, "li")
    page.goto(f"/desk/groups/{group}")
    return page


def said(page: Page) -> Locator:
    return page.get_by_role("status")


@SIZES
def test_merging_taking_back_and_taking_apart_without_a_script(
    visit: Visit, group: int, viewport: dict[str, int]
) -> None:
    page = opened(visit, group, viewport, java_script_enabled=False)
    expect(page.get_by_role("heading", name="并案建议")).to_be_visible()
    page.get_by_role("button", name="并案", exact=True).click()
    expect(said(page)).to_contain_text("已做好。并案：3 件")
    expect(page.get_by_role("heading", name="并案办理")).to_be_visible()

    page.get_by_role("button", name="撤回这一步").click()
    expect(said(page)).to_contain_text("已撤回：并案：3 件")
    expect(page.get_by_role("heading", name="并案建议")).to_be_visible()

    page.locator("input[name=tick]").nth(1).check()
    page.get_by_role("button", name="移出勾选的").click()
    expect(said(page)).to_contain_text("移出同一件事的一组")
    expect(page.locator("input[name=tick]")).to_have_count(2)
    expect(page.get_by_text("2 件可能是同一件事")).to_be_visible()


@SIZES
def test_what_is_shared_is_marked_in_both_texts(visit: Visit, group: int, viewport: dict[str, int]) -> None:
    page = opened(visit, group, viewport)
    page.get_by_role("link", name="对照全文").last.click()
    other = page.get_by_role("article", name="成员")
    expect(other.locator("mark.shared").first).to_contain_text("关于在柳林路安装路灯的建议")
    assert (
        other.locator("mark.shared").count() == page.locator("article").first.locator("mark.shared").count()
    )
    other.get_by_role("link", name="第 1 处相同，看代表件里的").click()
    expect(page.locator("#own-1")).to_be_in_viewport()
    styles = other.locator("mark.shared").first.evaluate(
        "mark => [getComputedStyle(mark).textDecorationLine, getComputedStyle(mark).textDecorationStyle]"
    )
    assert styles == ["underline", "dotted"]


@SIZES
def test_another_draft_is_put_in(visit: Visit, group: int, viewport: dict[str, int]) -> None:
    page = opened(visit, group, viewport)
    page.get_by_label("件号、标题里的字或代表姓名").fill("离岗村医")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("button", name="加进来").first.click()
    expect(said(page)).to_contain_text("离岗村医补助的建议")
    expect(page.get_by_text("4 件可能是同一件事")).to_be_visible()


@SIZES
def test_nothing_stands_in_anybodys_way(visit: Visit, group: int, viewport: dict[str, int]) -> None:
    page = opened(visit, group, viewport)
    check(page)
    page.get_by_role("button", name="设主办").click()
    page.locator("#text").fill("村医")
    page.get_by_role("button", name="查找").click()
    check(page)
    page.goto("/desk/groups")
    check(page)
    for address in (f"/desk/groups/{group}", "/desk/groups"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_two_reviewers_at_once_and_the_keyboard_alone(visit: Visit, group: int, watch: list[Watch]) -> None:
    mine, theirs = opened(visit, group, DESK), visit("/login")
    sign_in(theirs, "admin")
    theirs.goto(f"/desk/groups/{group}")
    theirs.locator("input[name=first]").nth(2).check()
    theirs.get_by_role("button", name="换代表件").click()
    expect(said(theirs)).to_contain_text("换代表件")

    mine.locator("input[name=tick]").nth(1).focus()
    mine.keyboard.press("Space")
    mine.get_by_role("button", name="并案", exact=True).focus()
    mine.keyboard.press("Enter")
    expect(mine.get_by_role("alert")).to_contain_text("别人刚刚改过这一组，您要做的这一步没有做")
    expect(mine.locator("input[name=tick]").nth(2)).to_be_checked()
    expect(mine.get_by_role("heading", name="并案建议")).to_be_visible()
    watch[0].forgive("status of 409")

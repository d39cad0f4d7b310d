"""By the keyboard alone: everything can be reached, seen to be reached, and used."""

from playwright.sync_api import Page, expect

from tests.api.browser.conftest import DESK, PHONE, Visit
from tests.api.browser.drafts import VAGUE_BODY, VAGUE_TITLE, WISH
from tests.api.browser.writing import body, remark, selected, sign_in, title, verdict, write

WHERE = """() => {
    const here = document.activeElement;
    if (!here || here === document.body) return null;
    const shown = here.labels && ['radio', 'file'].includes(here.type) ? here.labels[0] : here;
    const box = shown.getBoundingClientRect();
    const style = getComputedStyle(shown);
    const middle = document.elementFromPoint(box.left + Math.min(box.width, 40) / 2,
        box.top + Math.min(box.height, 40) / 2);
    return {
        name: here.id || here.getAttribute('aria-label') || here.value
            || here.textContent.trim().slice(0, 30),
        outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        uncovered: Boolean(middle) && (shown.contains(middle) || middle.contains(shown)),
    };
}"""
REACHABLE = """() => Array.from(document.querySelectorAll('a[href], button, input, textarea, summary'))
    .filter((each) => each.type !== 'hidden' && each.checkVisibility({ visibilityProperty: true }))
    .filter((each) => each.type !== 'radio' || each.checked)
    .map((each) => each.id || each.getAttribute('aria-label') || each.value
        || each.textContent.trim().slice(0, 30))"""


def walk(page: Page) -> list[dict[str, object]]:
    """Press Tab until the page is left; return where one came by."""
    stations: list[dict[str, object]] = []
    while len(stations) < 100:
        page.keyboard.press("Tab")
        station = page.evaluate(WHERE)
        if station is None or (stations and station == stations[0]):
            break
        stations.append(station)
    return stations


def check_walk(page: Page) -> None:
    stations = walk(page)
    assert sorted(str(each["name"]) for each in stations) == sorted(page.evaluate(REACHABLE))
    assert [each["name"] for each in stations if not each["outlined"]] == []
    assert [each["name"] for each in stations if not each["uncovered"]] == []


def test_tab_comes_by_everything_on_the_empty_page(visit: Visit) -> None:
    for viewport in (DESK, PHONE):
        check_walk(visit("/", viewport=viewport))


def test_tab_comes_by_everything_beside_an_opinion(visit: Visit) -> None:
    for viewport in (DESK, PHONE):
        page = visit("/?example=vague", viewport=viewport)
        expect(verdict(page)).to_be_visible()
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        page.evaluate("document.activeElement.blur()")
        check_walk(page)


def test_tab_comes_by_everything_on_the_other_pages(visit: Visit) -> None:
    page = visit("/login")
    check_walk(page)
    page.get_by_label("登录名").fill("admin")
    page.get_by_label("密码").fill("桥头 雨伞 四百米")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="账号管理")).to_be_visible()
    for path in ("/users", "/account"):
        page.goto(path)
        check_walk(page)
    deputy = visit("/login")
    sign_in(deputy, "zhang")
    deputy.goto("/drafts")
    check_walk(deputy)


def test_the_first_stop_leads_past_the_head_of_the_page(page: Page) -> None:
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)


def test_a_draft_is_written_read_and_mended_without_a_mouse(page: Page) -> None:
    title(page).focus()
    page.keyboard.insert_text(VAGUE_TITLE)
    page.keyboard.press("Enter")
    expect(body(page)).to_be_focused()
    page.keyboard.insert_text(VAGUE_BODY)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("市", exact=True)).to_be_checked()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="审读", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(verdict(page)).to_be_focused()

    page.keyboard.press("Tab")
    finding = remark(page, "诉求不明")
    expect(finding.locator("summary")).to_be_focused()
    expect(finding).to_have_attribute("open", "")
    page.keyboard.press("Space")
    expect(finding).not_to_have_attribute("open", "")
    page.keyboard.press("Enter")
    expect(finding).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(body(page)).to_be_focused()
    assert selected(body(page)) == WISH


def test_an_opinion_that_comes_by_itself_takes_the_focus_from_nobody(page: Page) -> None:
    write(page)
    second = remark(page, "情况不明").locator("summary")
    body(page).press("Control+End")
    with page.expect_response("**/check"):
        page.keyboard.insert_text("\n谢谢。")
        second.focus()
    expect(page.locator("#result")).to_have_attribute("aria-busy", "false")
    expect(second).to_be_focused()

"""One draft on the desk in a browser: corrected, returned and revised, by one reviewer and by two at once."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

from api.desk.listing import Wanted, listed
from api.storage.desk_schema import PieceRow
from model.draft import Draft
from tests.api.browser.barriers import check
from tests.api.browser.conftest import DESK, PHONE, Visit
from tests.api.browser.drafts import ASK, FACTS, SITUATION, VAGUE_BODY, VAGUE_TITLE, WISH
from tests.api.browser.site import Site
from tests.api.browser.test_hostile_text import SCRIPT, check_inert, listen
from tests.api.browser.watching import Watch
from tests.api.browser.writing import body, sign_in, title, write
from tests.api.desk.pieces import MASKED, labels, piece, put_some
from tests.api.reviews import CLEAN
from training.local.said import Said

Reviewing = Callable[..., Page]
SIZES = pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])


@pytest.fixture
def number(site: Site) -> int:
    """A draft with something of everything."""
    with site.database() as database:
        return put_some(database)[0]


@pytest.fixture
def reviewing(visit: Visit, number: int) -> Reviewing:
    """Open its page as somebody."""

    def start(name: str = "li", path: str = f"/desk/pieces/{number}", **how: object) -> Page:
        page = visit("/login", **how)
        sign_in(page, name)
        page.goto(path)
        return page

    return start


def opinion(page: Page) -> Locator:
    return page.get_by_role("textbox", name="给代表的意见")


def state(page: Page) -> Locator:
    return page.locator(".heading .state")


def unfold(page: Page) -> None:
    page.get_by_role("link", name="更正……").click()


def correct_a_flag_and_a_unit(page: Page) -> None:
    vague = page.get_by_role("group", name="内容模糊")
    vague.get_by_text("不成立", exact=True).click()
    page.get_by_label("主办单位", exact=True).select_option("财政局")


@SIZES
def test_a_flag_and_a_unit_are_corrected_and_the_list_shows_it(
    reviewing: Reviewing, site: Site, number: int, viewport: dict[str, int]
) -> None:
    page = reviewing(viewport=viewport)
    unfold(page)
    correct_a_flag_and_a_unit(page)
    page.get_by_role("button", name="保存更正").click()
    expect(page.get_by_role("status")).to_contain_text("更正已保存。")
    flag = page.locator(".flags li.vague")
    expect(flag).to_contain_text("没有看到")
    expect(flag).to_contain_text("李审核更正")
    expect(page.locator(".units li").first).to_contain_text("财政局")
    expect(page.locator(".units li").first).to_contain_text("李审核更正")
    with site.database() as database:
        pages = range(1, listed(database, Wanted()).pages + 1)  # other tests put drafts on the same desk
        rows = (row for at in pages for row in listed(database, Wanted(page=at)).rows)
        (row,) = [row for row in rows if row.id == number]
        assert (row.flags["vague"], row.unit) == ("不成立", "财政局")
        said = Said({"vague": False}, main="财政局")
        assert [(each, holds) for _, each, holds in labels(database, number)] == [(said, True)]

    page.get_by_role("button", name="撤回这一步").click()
    expect(page.get_by_role("status")).to_contain_text("已撤回。")
    expect(page.locator(".flags li.vague")).to_contain_text("需要修改")


def test_two_reviewers_at_once_the_second_is_told_and_loses_no_word(
    reviewing: Reviewing, watch: list[Watch], site: Site, number: int
) -> None:
    one, other = reviewing("li"), reviewing("admin")
    watch[-1].forgive("status of 409")
    opinion(other).fill("第二位写的话。")
    one.get_by_role("button", name="接收", exact=True).click()
    expect(state(one)).to_have_text("已接收")

    other.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    news = other.locator("#news")
    expect(news).to_contain_text("李审核刚刚改过这一件：接收。您填的都还在")
    expect(opinion(other)).to_have_value("第二位写的话。")

    other.get_by_role("button", name="退回修改", exact=True).click()
    expect(other.get_by_role("alert")).to_contain_text("李审核刚刚改过这一件，您的改动还没有保存")
    expect(other.get_by_role("alert")).to_contain_text("李审核：接收")
    expect(opinion(other)).to_have_value("第二位写的话。")
    expect(state(other)).to_have_text("已接收")
    check(other)
    other.get_by_role("button", name="退回修改", exact=True).click()
    expect(state(other)).to_have_text("已退回")
    with site.database() as database:
        assert piece(database, number).standing.opinion == "第二位写的话。"


@SIZES
def test_a_returned_draft_is_revised_and_handed_in_again(visit: Visit, viewport: dict[str, int]) -> None:
    deputy = visit("/login", viewport=viewport)
    sign_in(deputy, "zhang")
    deputy.goto("/")
    its_title = f"{VAGUE_TITLE}（{viewport['width']}）"
    write(deputy, its_title)
    deputy.get_by_role("button", name="提交给审核人员").click()
    expect(deputy.get_by_text("已提交给审核人员。")).to_be_visible()
    handed_in = deputy.url

    reviewer = visit("/login", viewport=viewport)
    sign_in(reviewer, "li")
    reviewer.goto("/desk?batch=0")
    reviewer.get_by_role("link", name=its_title).click()
    expect(opinion(reviewer)).to_have_value(re.compile("建议您修改以后再提交|建议修改后提交"))
    reviewer.get_by_role("link", name="退回修改……").click()
    expect(opinion(reviewer)).to_be_focused()
    opinion(reviewer).fill("请写明是哪一段路。\n\n谢谢您！")
    reviewer.get_by_role("button", name="退回修改", exact=True).click()
    expect(state(reviewer)).to_have_text("已退回")

    deputy.goto("/drafts")
    deputy.get_by_role("link", name=its_title).first.click()
    assert deputy.url == handed_in
    advice = deputy.get_by_role("region", name="审核人员的意见")
    expect(advice).to_contain_text("请写明是哪一段路。")
    check(deputy)
    deputy.get_by_role("link", name="修改后再提交").click()
    expect(title(deputy)).to_have_value(its_title)
    expect(body(deputy)).to_have_value(VAGUE_BODY)
    expect(deputy.locator("details.advice")).to_contain_text("谢谢您！")
    check(deputy)
    body(deputy).fill(VAGUE_BODY.replace(SITUATION, FACTS).replace(WISH, ASK))
    with deputy.expect_response("**/check"):
        deputy.get_by_role("button", name="审读", exact=True).click()
    deputy.get_by_role("button", name="提交给审核人员").click()
    expect(deputy.get_by_text("已提交给审核人员。")).to_be_visible()
    assert deputy.url != handed_in
    reviewer.goto("/desk?batch=0&state=open")
    expect(reviewer.get_by_role("link", name=its_title)).to_have_count(1)


def test_without_a_script_everything_is_done(reviewing: Reviewing, site: Site, number: int) -> None:
    page = reviewing(java_script_enabled=False)
    page.locator("#corrections summary").click()
    correct_a_flag_and_a_unit(page)
    opinion(page).fill("请再看看。")
    page.get_by_role("button", name="退回修改", exact=True).click()
    expect(state(page)).to_have_text("已退回")
    page.get_by_role("button", name="重新处理").click()
    expect(state(page)).to_have_text("待处理")
    page.get_by_role("button", name="接收", exact=True).click()
    expect(state(page)).to_have_text("已接收")
    page.get_by_role("button", name="撤回这一步").click()
    expect(state(page)).to_have_text("待处理")
    with site.database() as database:
        standing = piece(database, number).standing
    assert (standing.opinion, standing.said) == ("请再看看。", Said({"vague": False}, main="财政局"))


def test_by_the_keyboard_alone(reviewing: Reviewing, site: Site, number: int) -> None:
    page = reviewing()
    page.keyboard.press("?")
    keys = page.get_by_role("region", name="快捷键")
    expect(keys).to_be_focused()
    check(page)
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()

    page.keyboard.press("c")
    expect(page.locator("#too_broad input:checked")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")  # keeps the correction, and decides nothing
    expect(page.get_by_text("更正已保存。")).to_be_visible()
    expect(state(page)).to_have_text("待处理")
    page.keyboard.press("r")
    expect(opinion(page)).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("a r c u [ ] ?")
    expect(opinion(page)).to_have_value("a r c u [ ] ?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(state(page)).to_have_text("已退回")
    page.keyboard.press("a")
    expect(state(page)).to_have_text("已接收")
    page.keyboard.press("u")
    expect(state(page)).to_have_text("已退回")
    with site.database() as database:
        assert piece(database, number).standing.said == Said({"too_broad": True})


def test_the_keys_lead_along_the_list(reviewing: Reviewing, site: Site, number: int) -> None:
    with site.database() as database:
        second = put_some(database)[0]
        with database.writing() as session:
            for each in (number, second):
                session.get_one(PieceRow, each).delegation = "按键代表团"
    page = reviewing(path=f"/desk/pieces/{number}?delegation=按键代表团&sort=title")
    page.keyboard.press("]")
    page.wait_for_url(f"**/desk/pieces/{second}?*")
    expect(page.get_by_text("第 2 件，共 2 件")).to_be_visible()
    page.keyboard.press("[")
    page.wait_for_url(f"**/desk/pieces/{number}?*")


@SIZES
def test_nothing_stands_in_anybodys_way(reviewing: Reviewing, viewport: dict[str, int]) -> None:
    page = reviewing(viewport=viewport)
    check(page)
    unfold(page)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    check(page)
    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
    correct_a_flag_and_a_unit(page)
    page.get_by_role("button", name="保存更正").click()
    expect(page.get_by_text("更正已保存。")).to_be_visible()
    check(page)
    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]


def test_what_will_not_do_is_unfolded_and_named(reviewing: Reviewing, watch: list[Watch]) -> None:
    page = reviewing()
    watch[-1].forgive("status of 422")
    unfold(page)
    page.get_by_label("主办单位", exact=True).select_option("财政局")
    page.get_by_label("会办单位 1").select_option("财政局")
    page.get_by_role("button", name="接收", exact=True).click()
    problem = page.get_by_role("alert").get_by_role("link", name="“财政局”已是主办单位")
    expect(problem).to_be_visible()
    expect(page.get_by_label("主办单位", exact=True)).to_have_value("财政局")
    check(page)
    problem.click()
    expect(page.locator("#co")).to_be_in_viewport()


def test_nobody_leaves_behind_what_is_not_kept(reviewing: Reviewing) -> None:
    page = reviewing()
    opinion(page).fill("还没有存的话。")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("link", name="回到审核台").click()
    expect(opinion(page)).to_have_value("还没有存的话。")
    assert asked == ["beforeunload"]


def test_markup_in_a_draft_and_in_an_opinion_is_text(reviewing: Reviewing, site: Site) -> None:
    hostile = Draft(f"关于{SCRIPT}的建议", f"</textarea><img src=x onerror=alert(1)>{MASKED.body}")
    with site.database() as database:
        (number,) = put_some(database, review=replace(CLEAN, title=hostile.title), draft=hostile)
    page = reviewing(path=f"/desk/pieces/{number}")
    fired = listen(page.context)
    expect(page.locator(".marked .title")).to_have_text(hostile.title)
    opinion(page).fill(f"请改</textarea>{SCRIPT}。")
    page.get_by_role("button", name="退回修改", exact=True).click()
    expect(state(page)).to_have_text("已退回")
    expect(opinion(page)).to_have_value(f"请改</textarea>{SCRIPT}。")
    check_inert(page)
    assert fired == []


def test_the_page_with_all_its_files_is_light(reviewing: Reviewing) -> None:
    page = reviewing()
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    page.reload(wait_until="networkidle")
    assert 0 < sum(sizes) < 150_000

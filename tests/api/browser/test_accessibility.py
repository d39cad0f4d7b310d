"""axe-core finds nothing to object to in any state, in light and in dark."""

import pytest
from playwright.sync_api import Page, expect

from tests.api.browser.barriers import check
from tests.api.browser.conftest import PHONE, Visit
from tests.api.browser.drafts import ASK, BROAD_TITLE, FACTS, SITUATION, VAGUE_BODY, VAGUE_TITLE, WISH
from tests.api.browser.watching import Watch
from tests.api.browser.writing import body, read, remark, sign_in, title, verdict, write


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")


def test_the_empty_page(visit: Visit) -> None:
    check(visit())
    check(visit("/", viewport=PHONE))


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 900}, PHONE])
def test_an_opinion_before_and_after_editing(visit: Visit, viewport: dict[str, int]) -> None:
    page = visit("/", viewport=viewport)
    write(page)
    open_all(page)
    check(page)
    title(page).fill(BROAD_TITLE)
    body(page).fill(VAGUE_BODY.replace(SITUATION, FACTS))
    read(page)
    expect(remark(page, "题大于文")).to_contain_text("新出现")
    check(page)
    title(page).fill(VAGUE_TITLE)
    body(page).fill(VAGUE_BODY.replace(SITUATION, FACTS).replace(WISH, ASK))
    read(page)
    expect(verdict(page)).to_contain_text("可提交")
    check(page)


def test_every_kind_of_finding(visit: Visit) -> None:
    page = visit()
    for example in ("broad", "infeasible"):
        page.goto(f"/?example={example}")
        expect(verdict(page)).to_be_visible()
        open_all(page)
        check(page)
    write(
        page,
        "关于补发我家老屋拆除补偿款的建议",
        "我母亲汪秀贞名下的老屋2022年拆除，少得补偿款16120元，请补齐。",
    )
    expect(verdict(page)).to_contain_text("不宜作为建议")
    check(page)


def test_what_went_wrong(page: Page, watch: list[Watch]) -> None:
    watch[-1].forgive("status of 415", "status of 422", "status of 503")
    page.locator("#file").set_input_files({"name": "x.exe", "mimeType": "text/plain", "buffer": b"MZ\0\0"})
    expect(page.get_by_role("alert")).to_be_visible()
    page.route("**/check", lambda route: route.fulfill(status=503, body="{}"))
    body(page).fill(VAGUE_BODY)
    expect(page.locator("#status")).to_have_class("wrong")
    check(page)


def test_without_our_script(page: Page) -> None:
    page.route("**/page.js*", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.reload()
    title(page).fill(VAGUE_TITLE)
    body(page).fill(VAGUE_BODY)
    page.get_by_role("button", name="审读", exact=True).click()
    expect(verdict(page)).to_be_visible()
    check(page)


def test_the_opinion_sheet(page: Page) -> None:
    write(page)
    with page.expect_popup() as opened:
        page.get_by_role("button", name="打印意见单").click()
    expect(opened.value.get_by_role("heading", level=1)).to_be_visible()
    check(opened.value)


def test_the_pages_around_it(visit: Visit, watch: list[Watch]) -> None:
    page = visit("/login")
    watch[-1].forgive("status of 401", "status of 404", "status of 422", "status of 403")
    check(page)
    sign_in(page, "admin", "falsch geraten")
    expect(page.get_by_role("alert")).to_be_visible()
    check(page)
    sign_in(page, "admin")
    expect(page.get_by_role("link", name="账号管理")).to_be_visible()
    page.goto("/users")
    check(page)
    page.get_by_label("登录名", exact=True).fill("新人")
    page.get_by_label("姓名", exact=True).fill("新人")
    page.get_by_label("第一个密码", exact=True).fill("12345678")
    page.get_by_role("button", name="添加账号").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check(page)
    page.goto("/account")
    page.get_by_label("新令牌的用途").fill("插件")
    page.get_by_role("button", name="发一个令牌").click()
    check(page)
    page.goto("/nowhere")
    check(page)


def test_the_drafts(visit: Visit) -> None:
    page = visit()
    sign_in(page, "zhang")
    page.goto("/drafts")
    check(page)
    page.goto("/")
    write(page)
    page.get_by_role("button", name="提交给审核人员").click()
    expect(page.get_by_text("已提交给审核人员。")).to_be_visible()
    check(page)
    page.goto("/drafts")
    check(page)


def test_where_there_is_an_administrator_already(visit: Visit, watch: list[Watch]) -> None:
    page = visit("/welcome")
    watch[-1].forgive("status of 403")
    check(page)

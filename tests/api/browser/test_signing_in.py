"""The first administrator, accounts, signing in and out."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.api.browser.barriers import check
from tests.api.browser.conftest import Visit
from tests.api.browser.site import PASSWORD, Site
from tests.api.browser.watching import Watch
from tests.api.browser.writing import sign_in

OWN = "海棠 石阶 二月"


def fill(page: Page, **fields: str) -> None:
    for label, words in fields.items():
        page.get_by_label(label, exact=True).fill(words)


def test_from_the_printed_link_to_a_deputy_at_the_page(
    visit: Visit, new_site: Callable[..., Site], watch: list[Watch]
) -> None:
    site = new_site()
    page = visit(site.first_link, at=site)
    check(page)
    fill(page, 登录名="zhou", 姓名="周主任", 密码=PASSWORD, 再输一次密码=PASSWORD)
    page.get_by_role("button", name="建立账号并登录").click()
    expect(page.get_by_role("status")).to_contain_text("管理员账号已建好")

    fill(page, 登录名="张代表", 姓名="张代表", 第一个密码=PASSWORD)
    page.get_by_role("button", name="添加账号").click()
    expect(page.get_by_role("status")).to_contain_text("已添加代表“张代表”")
    expect(page.get_by_role("row", name="张代表")).to_contain_text("可用")

    deputy = visit("/", at=site)
    deputy.get_by_role("link", name="登录").click()
    fill(deputy, 登录名="张代表", 密码=PASSWORD)
    deputy.get_by_role("button", name="登录").click()
    expect(deputy).to_have_url(f"{site.address}/account")
    expect(deputy.get_by_role("heading", name="请先改成自己的密码")).to_be_visible()
    check(deputy)
    fill(deputy, 现在的密码=PASSWORD, 新密码=OWN, 再输一次新密码=OWN)
    deputy.get_by_role("button", name="改密码").click()
    expect(deputy.get_by_role("status")).to_contain_text("密码已改好")
    deputy.get_by_role("link", name="我的建议").click()
    expect(deputy.get_by_role("heading", name="我的建议")).to_be_visible()

    again = visit(site.first_link, at=site)
    watch[-1].forgive("status of 403")
    expect(again.get_by_role("heading", name="这个链接用过了或过期了")).to_be_visible()


def test_in_and_out_again(visit: Visit, site: Site, watch: list[Watch]) -> None:
    page = visit("/drafts")
    expect(page).to_have_url(f"{site.address}/login?next=/drafts")
    watch[-1].forgive("status of 401")
    fill(page, 登录名="zhang", 密码="不是这个密码")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_contain_text("登录名或密码不对")
    expect(page.get_by_label("登录名")).to_have_value("zhang")
    fill(page, 密码=PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="我的建议")).to_be_visible()

    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("status")).to_contain_text("您已退出")
    page.goto("/drafts")
    expect(page).to_have_url(f"{site.address}/login?next=/drafts")
    page.go_back()
    page.go_back()
    expect(page.get_by_role("heading", name="我的建议")).to_have_count(0)


def test_a_token_is_shown_once(visit: Visit) -> None:
    page = visit()
    sign_in(page, "li")
    page.goto("/account")
    fill(page, 新令牌的用途="办公室的编辑器插件")
    page.get_by_role("button", name="发一个令牌").click()
    secret = page.locator(".secret").inner_text()
    assert secret.startswith("ls_")
    page.goto("/account")
    assert secret not in page.content()
    page.get_by_role("button", name="收回令牌“办公室的编辑器插件”").click()
    expect(page.get_by_role("status")).to_contain_text("令牌已收回")

"""The first administrator, accounts, signing in and out."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.api.accounts.factors import Telephone
from tests.api.browser.barriers import check
from tests.api.browser.conftest import DESK, PHONE, Visit
from tests.api.browser.site import PASSWORD, Site
from tests.api.browser.watching import Watch
from tests.api.browser.writing import sign_in

OWN = "海棠 石阶 二月"


@pytest.fixture(scope="module")
def everybody(
    request: pytest.FixtureRequest, home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A service that asks those it is told to for a second factor, which nobody has yet."""
    started = Site(home, tmp_path_factory.mktemp("asking"), {"second_factor": request.param})
    started.start()
    started.add_everybody()
    started.keep()
    yield started
    started.stop()


@pytest.fixture
def asked(everybody: Site) -> Iterator[Site]:
    """The service, in which nobody has one again after each test."""
    yield everybody
    everybody.put_back()


def fill(page: Page, **fields: str) -> None:
    for label, words in fields.items():
        page.get_by_label(label, exact=True).fill(words)


def test_from_the_printed_key_to_a_deputy_at_the_page(
    visit: Visit, new_site: Callable[..., Site], watch: list[Watch]
) -> None:
    site = new_site()
    page = visit("/welcome", at=site)
    check(page)
    fill(page, 一次性钥匙=site.first_key, 登录名="zhou", 姓名="周主任", 密码=PASSWORD, 再输一次密码=PASSWORD)
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

    again = visit("/welcome", at=site)
    watch[-1].forgive("status of 403")
    expect(again.get_by_role("heading", name="管理员账号已经建好了")).to_be_visible()


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


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("everybody", ["staff"], indirect=True)
def test_with_a_telephone_from_adding_it_to_signing_in_without_a_script(
    visit: Visit, asked: Site, viewport: dict[str, int]
) -> None:
    how = {"at": asked, "viewport": viewport, "java_script_enabled": False}
    page = visit("/desk", **how)
    fill(page, 登录名="li", 密码=PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page).to_have_url(f"{asked.address}/account/second-factor")
    expect(page.get_by_role("img", name="给验证器扫的二维码")).to_be_visible()
    telephone = Telephone(page.locator("code.secret").inner_text().replace(" ", ""))
    fill(page, 验证码=telephone.code(), 您登录的密码=PASSWORD)
    page.get_by_role("button", name="开两步验证").click()
    codes = page.locator(".recovery code").all_inner_texts()
    assert len(codes) == 10
    page.get_by_role("link", name="已经抄好").click()
    page.get_by_role("button", name="退出", exact=True).click()
    fill(page, 登录名="li", 密码=PASSWORD)
    page.get_by_role("button", name="登录").click()
    fill(page, 验证码=codes[0])
    page.get_by_role("button", name="登录").click()
    page.goto("/desk")
    expect(page.get_by_role("heading", name="审核台", exact=True)).to_be_visible()


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("everybody", ["optional"], indirect=True)
def test_the_pages_of_the_second_factor_have_no_barriers(
    visit: Visit, asked: Site, viewport: dict[str, int]
) -> None:
    page = visit("/login", at=asked, viewport=viewport)
    sign_in(page, "admin")
    page.goto("/account")
    check(page)
    page.get_by_role("link", name="开两步验证").click()
    check(page)
    telephone = Telephone(page.locator("code.secret").inner_text().replace(" ", ""))
    fill(page, 验证码=telephone.code(), 您登录的密码=PASSWORD)
    page.get_by_role("button", name="开两步验证").click()
    expect(page.get_by_role("heading", name="两步验证已开")).to_be_visible()
    check(page)
    page.goto("/account/second-factor")
    check(page)
    page.goto("/users")
    check(page)
    page.get_by_role("button", name="退出", exact=True).click()
    fill(page, 登录名="admin", 密码=PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="登录第二步")).to_be_visible()
    check(page)

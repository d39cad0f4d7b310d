"""A draft is stored when its deputy hands it in, and no sooner."""

from playwright.sync_api import Page, Route, expect

from api import submissions
from api.accounts import accounts
from tests.api.browser.conftest import Visit
from tests.api.browser.drafts import VAGUE_BODY, VAGUE_TITLE
from tests.api.browser.site import PASSWORD, Site
from tests.api.browser.watching import Watch
from tests.api.browser.writing import body, read, said, sign_in, title, verdict, write


def stored(site: Site) -> list[str]:
    """Return the bodies of all drafts in the database."""
    with site.database() as database:
        return [submission.draft.body for submission in submissions.everyones(database)]


def sign_in_beside(page: Page, link: str) -> None:
    """Sign in by a link that opens a second window."""
    with page.expect_popup() as opened:
        page.get_by_role("link", name=link).first.click()
    beside = opened.value
    beside.get_by_label("登录名").fill("zhang")
    beside.get_by_label("密码").fill(PASSWORD)
    beside.get_by_role("button", name="登录").click()
    expect(beside.get_by_role("link", name="张代表")).to_be_visible()
    beside.close()


def test_a_draft_written_before_signing_in_is_handed_in_after_it(
    visit: Visit, site: Site, watch: list[Watch]
) -> None:
    its_body = VAGUE_BODY + "第一件的记号。"
    page = visit()
    watch[-1].forgive("status of 403")  # signing in changes the token of the form; the script asks again
    write(page, its_body=its_body)
    expect(page.get_by_role("button", name="提交给审核人员")).to_have_count(0)
    sign_in_beside(page, "在新窗口登录")
    read(page)
    expect(page.get_by_text("提交以后，草稿才会保存")).to_be_visible()
    assert its_body not in stored(site)
    assert not site.files_with("第一件的记号")

    page.get_by_role("button", name="提交给审核人员").click()
    expect(page.get_by_text("已提交给审核人员。")).to_be_visible()
    expect(page.get_by_role("heading", name=VAGUE_TITLE)).to_be_visible()
    expect(verdict(page)).to_contain_text("修改后提交")
    assert its_body in stored(site)
    page.get_by_role("link", name="我的建议").first.click()
    mine = page.get_by_role("listitem").filter(has_text=VAGUE_TITLE).first
    expect(mine).to_contain_text("已提交")
    expect(mine).to_contain_text("修改后提交")

    reviewer = visit()
    sign_in(reviewer, "li")
    reviewer.get_by_role("link", name="审核台").click()
    reviewer.get_by_role("link", name=VAGUE_TITLE).first.click()
    expect(reviewer.get_by_text("第一件的记号")).to_be_visible()
    expect(reviewer.get_by_text("张代表").first).to_be_visible()


def test_a_session_that_ends_while_one_writes_costs_no_word(
    visit: Visit, site: Site, watch: list[Watch]
) -> None:
    its_body = VAGUE_BODY + "第二件的记号。"
    page = visit()
    watch[-1].forgive("status of 401", "status of 403")
    sign_in(page, "zhang")
    write(page, its_body=its_body)
    with site.database() as database:
        zhang = accounts.named(database, "zhang").id
        with database.writing() as session:
            accounts.log_out(session, zhang)
    page.get_by_role("button", name="提交给审核人员").click()
    expect(said(page)).to_contain_text("登录已过期")
    expect(said(page)).to_contain_text("还没有提交，文字都还在")
    expect(title(page)).to_have_value(VAGUE_TITLE)
    expect(body(page)).to_have_value(its_body)
    assert its_body not in stored(site)

    sign_in_beside(page, "在新窗口登录")
    page.get_by_role("button", name="提交给审核人员").click()
    expect(page.get_by_text("已提交给审核人员。")).to_be_visible()
    assert its_body in stored(site)


def test_an_answer_that_is_lost_leaves_no_second_copy(visit: Visit, site: Site, watch: list[Watch]) -> None:
    its_body = VAGUE_BODY + "又一件的记号。"
    page = visit()
    watch[-1].forgive("ERR_FAILED", "status of 502")
    sign_in(page, "zhang")
    write(page, its_body=its_body)

    def arrives_unanswered(route: Route) -> None:
        route.fetch()
        route.abort()

    def answered_by_a_proxy(route: Route) -> None:
        route.fulfill(status=502, body="<h1>Bad Gateway</h1>")

    for lose in (arrives_unanswered, answered_by_a_proxy):
        page.route("**/drafts", lose)
        page.get_by_role("button", name="提交给审核人员").click()
        expect(said(page)).to_contain_text("请过一会儿再按一次“提交”；已经交上的不会重复")
        assert stored(site).count(its_body) == 1
        page.unroute("**/drafts")
        page.get_by_role("button", name="审读", exact=True).click()
        expect(said(page)).not_to_have_class("wrong")
    page.get_by_role("button", name="提交给审核人员").click()
    expect(page.get_by_text("已提交给审核人员。")).to_be_visible()
    assert stored(site).count(its_body) == 1


def test_without_a_script_neither(visit: Visit, site: Site, watch: list[Watch]) -> None:
    its_body = VAGUE_BODY + "第三件的记号。"
    page = visit("/", java_script_enabled=False)
    watch[-1].forgive("status of 401", "status of 403")
    sign_in(page, "zhang")
    title(page).fill(VAGUE_TITLE)
    body(page).fill(its_body)
    page.get_by_role("button", name="审读", exact=True).click()
    with site.database() as database:
        zhang = accounts.named(database, "zhang").id
        with database.writing() as session:
            accounts.log_out(session, zhang)
    page.get_by_role("button", name="提交给审核人员").click()
    expect(page.get_by_role("alert")).to_contain_text("登录已过期")
    expect(title(page)).to_have_value(VAGUE_TITLE)
    expect(body(page)).to_have_value(its_body)
    assert its_body not in stored(site)

    sign_in_beside(page, "在新窗口登录")
    page.get_by_role("button", name="提交给审核人员").click()
    expect(page.get_by_role("alert")).to_contain_text("请再按一次")  # the form is of the session before
    expect(body(page)).to_have_value(its_body)
    page.get_by_role("button", name="提交给审核人员").click()
    expect(page.get_by_text("已提交给审核人员。")).to_be_visible()
    assert its_body in stored(site)

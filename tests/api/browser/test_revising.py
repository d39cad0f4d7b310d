"""Paste, read what is found, edit, and see the draft getting better."""

from playwright.sync_api import Page, Route, expect

from tests.api.browser.barriers import check
from tests.api.browser.conftest import Visit
from tests.api.browser.drafts import ASK, BROAD_TITLE, FACTS, SITUATION, VAGUE_BODY, VAGUE_TITLE, WISH
from tests.api.browser.writing import body, put_cursor, remark, said, selected, title, verdict, write


def test_a_draft_pasted_whole_gets_better_with_every_edit(visit: Visit) -> None:
    page = visit("/", permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", f"{VAGUE_TITLE}\n{VAGUE_BODY}")
    body(page).click()
    page.keyboard.press("Control+V")

    expect(title(page)).to_have_value(VAGUE_TITLE)
    expect(body(page)).to_have_value(VAGUE_BODY)
    expect(verdict(page)).to_contain_text("修改后提交")
    expect(remark(page, "诉求不明")).to_be_visible()
    progress = page.get_by_label("和第一次审读比")
    expect(progress).to_have_count(0)

    remark(page, "情况不明").locator("summary").click()
    remark(page, "情况不明").get_by_role("link", name=SITUATION).click()
    assert selected(body(page)) == SITUATION
    page.keyboard.insert_text(FACTS)
    expect(progress).to_contain_text("已改好 1 处")
    expect(progress.get_by_role("listitem").filter(has_text="情况不明")).to_be_visible()
    expect(progress).to_contain_text("还有 1 处要改")
    expect(remark(page, "情况不明")).to_have_count(0)

    title(page).fill(BROAD_TITLE)
    expect(progress).to_contain_text("新出现 1 处")
    expect(progress.get_by_role("link", name="题大于文")).to_be_visible()
    expect(remark(page, "题大于文")).to_contain_text("新出现")
    expect(said(page)).to_contain_text("新出现 1 处（题大于文）")

    remark(page, "诉求不明").get_by_role("link", name=WISH).click()
    page.keyboard.insert_text(ASK)
    expect(progress).to_contain_text("已改好 2 处")
    title(page).fill(VAGUE_TITLE)
    expect(verdict(page)).to_contain_text("可提交")
    expect(progress).to_contain_text("已改好 3 处")
    expect(progress).to_contain_text("要改的都改好了")
    expect(said(page)).to_contain_text("可提交")
    assert body(page).input_value() == VAGUE_BODY.replace(SITUATION, FACTS).replace(WISH, ASK)


def test_the_cursor_stays_where_it_is_while_the_text_is_read_again(page: Page) -> None:
    write(page)
    put_cursor(body(page), "相关单位之间")
    with page.expect_response("**/check"):
        page.keyboard.insert_text("，去年三次")
        before = body(page).evaluate("field => field.selectionStart")
    expect(page.locator("#result")).to_have_attribute("aria-busy", "false")
    assert body(page).evaluate("field => [field.selectionStart, field.selectionEnd]") == [before, before]
    expect(body(page)).to_be_focused()


def test_a_selection_stays_while_the_text_is_read_again(page: Page) -> None:
    write(page)
    body(page).press("End")
    with page.expect_response("**/check"):
        page.keyboard.insert_text("另有一处。")
        page.keyboard.press("Shift+Home")
        chosen = selected(body(page))
    expect(page.locator("#result")).to_have_attribute("aria-busy", "false")
    assert "另有一处。" in chosen
    assert selected(body(page)) == chosen


def test_what_is_written_while_a_check_is_under_way_is_kept_and_checked_next(page: Page) -> None:
    write(page)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/check", hold, times=1)
    page.get_by_role("button", name="审读", exact=True).click()
    expect(page.locator("#result")).to_have_attribute("aria-busy", "true")
    check(page)
    remark(page, "诉求不明").get_by_role("link", name=WISH).click()
    page.keyboard.insert_text("请县住房和城乡建设局")
    held[0].continue_()
    page.keyboard.insert_text(ASK.removeprefix("请县住房和城乡建设局"))
    expect(remark(page, "诉求不明")).to_have_count(0)
    assert body(page).input_value() == VAGUE_BODY.replace(WISH, ASK)


def test_what_was_opened_and_closed_stays_so(page: Page) -> None:
    write(page)
    first, second = remark(page, "诉求不明"), remark(page, "情况不明")
    first.locator("summary").click()
    second.locator("summary").click()
    expect(first).not_to_have_attribute("open", "")
    expect(second).to_have_attribute("open", "")
    body(page).press("Control+End")
    with page.expect_response("**/check"):
        page.keyboard.insert_text("\n谢谢。")
    expect(page.locator("#result")).to_have_attribute("aria-busy", "false")
    expect(first).not_to_have_attribute("open", "")
    expect(second).to_have_attribute("open", "")


def test_the_level_counts(page: Page) -> None:
    write(page)
    with page.expect_response("**/check"):
        page.locator(".levels").get_by_text("市", exact=True).click()
    expect(page.locator(".verdict")).to_contain_text("按市级审读")

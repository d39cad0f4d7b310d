"""A check that fails keeps the text and says so, and the next one goes through."""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Dialog, Error, Page, Route, expect

from model.content import FOLDER
from tests.api.browser.conftest import Visit
from tests.api.browser.drafts import ASK, VAGUE_BODY, WISH
from tests.api.browser.site import Site
from tests.api.browser.watching import Watch
from tests.api.browser.writing import body, remark, said, sign_in, title, verdict, write

NewSite = Callable[..., Site]
RATE = 80


def add(page: Page, words: str) -> None:
    """Write more at the end of the body."""
    body(page).press("Control+End")
    page.keyboard.insert_text(words)


def test_a_service_that_stops_and_starts_again_loses_no_text(
    visit: Visit, new_site: NewSite, watch: list[Watch]
) -> None:
    site = new_site(rate=RATE)
    site.add_everybody()
    page = visit("/login", at=site)
    watch[-1].forgive("ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE", "status of 429")
    sign_in(page, "zhang")
    write(page)

    with httpx.Client() as other:
        while other.get(site.address).status_code != 429:
            pass
    add(page, "再写一句。")
    expect(said(page)).to_contain_text("文字都还在")
    expect(said(page)).to_contain_text("再试")
    expect(said(page)).to_have_class("wrong")
    expect(body(page)).to_have_value(VAGUE_BODY + "再写一句。")

    site.stop()
    add(page, "又写一句。")
    expect(said(page)).to_have_text("现在连不上服务器。文字都还在，改动以后会再读一遍。")
    expect(body(page)).to_have_value(VAGUE_BODY + "再写一句。又写一句。")
    expect(remark(page, "诉求不明")).to_be_visible()  # what was said before still stands

    page.get_by_role("button", name="提交给审核人员").click()
    expect(said(page)).to_have_text(
        "现在连不上服务器。文字都还在，请过一会儿再按一次“提交”；已经交上的不会重复。"
    )
    expect(body(page)).to_have_value(VAGUE_BODY + "再写一句。又写一句。")

    site.start()
    remark(page, "诉求不明").get_by_role("link", name=WISH).click()
    page.keyboard.insert_text(ASK)
    expect(said(page)).to_contain_text("已改好 1 处")
    expect(said(page)).not_to_have_class("wrong")
    expect(remark(page, "诉求不明")).to_have_count(0)
    page.get_by_role("button", name="提交给审核人员").click()
    expect(page.get_by_text("已提交给审核人员。")).to_be_visible()
    expect(page.get_by_text("再写一句。又写一句。")).to_be_visible()


@pytest.mark.parametrize(
    ("status", "answer", "words"),
    [
        (503, '{"detail": "排队的人太多了。请稍后再试。"}', "排队的人太多了"),
        (502, "<h1>Bad Gateway</h1>", "服务器现在不能审读"),
    ],
    ids=["of the service", "of a proxy"],
)
def test_the_reason_is_said_and_the_button_reads_again(
    page: Page, watch: list[Watch], status: int, answer: str, words: str
) -> None:
    watch[-1].forgive(f"status of {status}")
    write(page)

    def refuse(route: Route) -> None:
        route.fulfill(status=status, body=answer)

    page.route("**/check", refuse, times=1)
    add(page, "再写一句。")
    expect(said(page)).to_contain_text(words)
    expect(said(page)).to_contain_text("文字都还在")
    with page.expect_response("**/check"):
        page.get_by_role("button", name="审读", exact=True).click()
    expect(said(page)).to_contain_text("修改后提交")
    expect(body(page)).to_have_value(VAGUE_BODY + "再写一句。")


def test_a_page_that_was_open_for_long_goes_on_by_itself(page: Page, watch: list[Watch]) -> None:
    watch[-1].forgive("status of 403")
    write(page)
    page.context.clear_cookies()
    with page.expect_response(lambda response: response.url.endswith("/check") and response.ok):
        add(page, "再写一句。")
    expect(said(page)).to_contain_text("修改后提交")
    expect(body(page)).to_have_value(VAGUE_BODY + "再写一句。")


def leaving(page: Page) -> str:
    """Try to leave, stay if asked, and return what one was asked."""
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    with suppress(Error):  # staying breaks off what was begun
        page.goto("/login")
    page.remove_listener("dialog", stay)
    return "".join(asked)


def test_leaving_with_words_that_are_nowhere_else_asks_first(page: Page, tmp_path: Path) -> None:
    title(page).click()
    page.keyboard.type("关于")
    assert leaving(page) == "beforeunload"
    expect(title(page)).to_have_value("关于")
    write(page)
    assert leaving(page) == "beforeunload"
    with page.expect_download() as coming:
        page.get_by_role("button", name="下载批注 Word").click()
    coming.value.save_as(tmp_path / "safe.docx")
    expect(said(page)).to_have_text("文件已下载。")
    assert leaving(page) == ""
    expect(page).to_have_url(re.compile("/login$"))


def test_nobody_is_asked_who_only_looks_at_an_example_or_a_file(page: Page) -> None:
    page.goto("/?example=vague")
    expect(verdict(page)).to_be_visible()
    assert leaving(page) == ""
    page.goto("/")
    page.locator("#file").set_input_files(FOLDER / "examples" / "04-clean.docx")
    expect(verdict(page)).to_be_visible()
    assert leaving(page) == ""

"""On paper stands the draft with its marks and the whole opinion, and nothing to press."""

from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.api.browser.conftest import Visit
from tests.api.browser.drafts import SITUATION, VAGUE_TITLE
from tests.api.browser.writing import remark, write


def printed(page: Page, file: Path) -> str:
    """Print to a file and return its words without any white space."""
    page.pdf(path=file, format="A4")
    document = pypdfium2.PdfDocument(file)
    words = "".join(sheet.get_textpage().get_text_range() for sheet in document)
    document.close()
    return "".join(words.split())


def test_the_draft_and_the_whole_opinion_are_printed(page: Page, tmp_path: Path) -> None:
    write(page)
    closed = remark(page, "情况不明")
    expect(closed).not_to_have_attribute("open", "")
    advice = "".join(str(closed.locator(".advice dd").text_content()).split())
    words = printed(page, tmp_path / "opinion.pdf")
    for expected in (
        VAGUE_TITLE,
        SITUATION,
        "修改后提交",
        "诉求不明",
        "情况不明",
        advice,
        "承办单位",
        "意见供参考",
    ):
        assert expected in words
    for unwanted in ("登录", "下载批注", "提给哪一级", "选Word"):
        assert unwanted not in words
    expect(closed).not_to_have_attribute("open", "")  # as it was


def test_what_is_for_the_screen_is_hidden_on_paper(page: Page) -> None:
    write(page)
    page.emulate_media(media="print", color_scheme="dark")
    for shown in (".marked .text", "#verdict", ".remark .what", ".units"):
        expect(page.locator(shown).first).to_be_visible()
    for hidden in ("nav", "#draft", ".take", ".bottom"):
        expect(page.locator(hidden).first).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


@pytest.mark.parametrize("script", [True, False])
def test_the_opinion_prints_from_a_phone_too(visit: Visit, tmp_path: Path, *, script: bool) -> None:
    page = visit("/", viewport={"width": 390, "height": 844}, java_script_enabled=script)
    page.get_by_label("标题", exact=True).fill(VAGUE_TITLE)
    page.get_by_label("正文", exact=True).fill(SITUATION + "，希望尽快解决。")
    page.get_by_role("button", name="审读", exact=True).click()
    expect(page.locator("#verdict")).to_be_visible()
    words = printed(page, tmp_path / "phone.pdf")
    assert VAGUE_TITLE in words
    assert "下载批注" not in words

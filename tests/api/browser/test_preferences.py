"""What a person has set for all pages is honoured: no motion, their own colours."""

from playwright.sync_api import Page, expect

from tests.api.browser.conftest import Visit
from tests.api.browser.drafts import WISH
from tests.api.browser.writing import remark, write

STYLE = "(mark, name) => getComputedStyle(mark)[name]"


def chosen(page: Page) -> None:
    """Choose a passage, so that its words flash."""
    write(page)
    remark(page, "诉求不明").get_by_role("link", name=WISH).click()


def test_words_flash_where_motion_is_liked_and_are_framed_where_it_is_not(visit: Visit) -> None:
    mark = '.backdrop mark[data-remark="finding-V2"]'
    moving = visit("/", reduced_motion="no-preference")
    chosen(moving)
    expect(moving.locator(mark)).to_have_css("animation-name", "flash")
    still = visit("/", reduced_motion="reduce")
    chosen(still)
    expect(still.locator(mark)).to_have_css("animation-name", "none")
    assert "none" not in still.locator(mark).evaluate(STYLE, "boxShadow")
    moves = "() => document.getAnimations().length"
    assert still.evaluate(moves) == 0


def test_with_forced_colours_the_marks_are_lines_and_the_words_are_seen(visit: Visit) -> None:
    page = visit("/", forced_colors="active")
    write(page)
    mark = page.locator('.backdrop mark[data-remark="finding-V2"]')
    assert "underline" in mark.evaluate(STYLE, "textDecorationLine")
    ink, paper = (page.locator("#body").evaluate(STYLE, name) for name in ("color", "backgroundColor"))
    assert ink != paper
    assert page.locator("#verdict").is_visible()

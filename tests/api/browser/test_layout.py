"""Nothing is cut off, covered or too small to be touched, from a phone to a desk."""

import pytest
from playwright.sync_api import Page, expect

from tests.api.browser.conftest import PHONE, Visit
from tests.api.browser.drafts import VAGUE_BODY, VAGUE_TITLE
from tests.api.browser.writing import body, remark, sign_in, title, verdict

WIDTHS = (320, 390, 640, 1280)
"""A small phone, or 400 %; a phone; a desk at 200 %; a desk."""

UNBROKEN = VAGUE_TITLE + "https://example.com/" + "a" * 200

WIDER = """() => Array.from(document.querySelectorAll('body *'))
    .filter((each) => each.checkVisibility() && !each.closest('.hidden, [aria-hidden=true], .skip'))
    .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .filter((each) => getComputedStyle(each).clip === 'auto')
    .map((each) => each.outerHTML.slice(0, 120))"""

SMALL = """() => Array.from(document.querySelectorAll('a[href], button, summary, label, input, textarea'))
    .filter((each) => each.checkVisibility() && each.type !== 'hidden' && !each.matches('.skip, .hidden'))
    .filter((each) => !(each.tagName === 'LABEL' && each.control.matches('textarea, .line *')))
    .filter((each) => !each.matches('[type=radio], [type=file]') || !each.labels.length)
    .filter((each) => getComputedStyle(each).display !== 'inline' || each.parentElement.matches('li, nav'))
    .map((each) => [each.getBoundingClientRect(), each])
    .filter(([box]) => box.width < 44 || box.height < 44)
    .map(([box, each]) => [Math.round(box.width), Math.round(box.height), each.outerHTML.slice(0, 90)])"""


def check_width(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert page.evaluate(WIDER) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_window(visit: Visit, width: int) -> None:
    page = visit("/", viewport={"width": width, "height": 900})
    check_width(page)
    for example in ("broad", "vague", "infeasible", "clean"):
        page.goto(f"/?example={example}")
        expect(verdict(page)).to_be_visible()
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        check_width(page)
    title(page).fill(UNBROKEN)
    body(page).fill(UNBROKEN + VAGUE_BODY)
    with page.expect_response("**/check"):
        page.get_by_role("button", name="审读", exact=True).click()
    check_width(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_nor_on_the_other_pages(visit: Visit, width: int) -> None:
    page = visit("/login", viewport={"width": width, "height": 900})
    check_width(page)
    sign_in(page, "admin")
    expect(page.get_by_role("link", name="账号管理")).to_be_visible()
    for path in ("/", "/drafts", "/users", "/account"):
        page.goto(path)
        check_width(page)


def test_without_a_script_neither(visit: Visit) -> None:
    for width in WIDTHS:
        page = visit("/", viewport={"width": width, "height": 900}, java_script_enabled=False)
        title(page).fill(VAGUE_TITLE)
        body(page).fill(VAGUE_BODY)
        page.get_by_role("button", name="审读", exact=True).click()
        expect(verdict(page)).to_be_visible()
        check_width(page)


def test_what_is_touched_is_large_enough(visit: Visit) -> None:
    page = visit("/", viewport=PHONE, has_touch=True)
    assert page.evaluate(SMALL) == []
    page.goto("/?example=vague")
    expect(verdict(page)).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert page.evaluate(SMALL) == []
    sign_in(page, "admin")
    expect(page.get_by_role("link", name="账号管理")).to_be_visible()
    for path in ("/login", "/users", "/account"):
        page.goto(path)
        assert page.evaluate(SMALL) == []
    deputy = visit("/", viewport=PHONE, has_touch=True)
    sign_in(deputy, "zhang")
    deputy.goto("/drafts")
    assert deputy.evaluate(SMALL) == []


@pytest.mark.parametrize("height", [844, 420])  # 420: with the keyboard of a phone
def test_the_words_being_written_are_never_covered(visit: Visit, height: int) -> None:
    page = visit("/", viewport={"width": 390, "height": height}, has_touch=True)
    title(page).fill(VAGUE_TITLE)
    body(page).fill(VAGUE_BODY * 4)
    body(page).press("Control+End")
    for sentence in ("再写一句。", "\n又写一段。", "\n还写一段。"):
        page.keyboard.type(sentence)
        covered = body(page).evaluate(
            """field => { const range = document.createRange();
                range.selectNodeContents(field.previousElementSibling);
                const lines = Array.from(range.getClientRects());
                const last = lines[lines.length - 1];
                const bar = document.querySelector('.act').getBoundingClientRect();
                return { below: last.bottom > bar.top, above: last.top < 0 }; }"""
        )
        assert covered == {"below": False, "above": False}


def test_the_opinion_and_the_text_lie_beside_each_other_on_a_desk_and_apart_on_a_phone(visit: Visit) -> None:
    for width in (390, 1280):
        page = visit("/?example=vague", viewport={"width": width, "height": 900})
        expect(remark(page, "诉求不明")).to_be_visible()
        text, opinion = page.locator("#draft").bounding_box(), page.locator("#result").bounding_box()
        assert text
        assert opinion
        apart = opinion["x"] >= text["x"] + text["width"] or opinion["y"] >= text["y"] + text["height"]
        assert apart

"""What a person does on the pages."""

from playwright.sync_api import Locator, Page, expect

from tests.api.browser.drafts import VAGUE_BODY, VAGUE_TITLE
from tests.api.browser.site import PASSWORD


def title(page: Page) -> Locator:
    return page.get_by_label("标题", exact=True)


def body(page: Page) -> Locator:
    return page.get_by_label("正文", exact=True)


def verdict(page: Page) -> Locator:
    return page.locator("#verdict")


def write(page: Page, its_title: str = VAGUE_TITLE, its_body: str = VAGUE_BODY) -> None:
    """Write a draft and press the button; returns when the opinion on it stands there."""
    title(page).fill(its_title)
    body(page).fill(its_body)
    read(page)


def read(page: Page) -> None:
    """Press the button and wait for the opinion."""
    with page.expect_response("**/check"):
        page.get_by_role("button", name="审读", exact=True).click()
    expect(verdict(page)).to_be_visible()


def remark(page: Page, name: str) -> Locator:
    """The remark of this name, whole."""
    return page.locator("details.remark").filter(has=page.get_by_text(name, exact=True))


def said(page: Page) -> Locator:
    """The line beside the button, which a screen reader reads aloud."""
    return page.locator("#status")


def selected(field: Locator) -> str:
    """Return the words that are selected in a field."""
    return str(field.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)"))


def put_cursor(field: Locator, words: str) -> None:
    """Click into the middle of words that are drawn behind a field."""
    spot = field.evaluate(
        """(field, words) => {
            const walker = document.createTreeWalker(field.previousElementSibling, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                const middle = at + Math.floor(words.length / 2);
                range.setStart(node, middle);
                range.setEnd(node, middle + 1);
                node.parentElement.scrollIntoView({ block: 'center' });
                const box = range.getBoundingClientRect();
                return [box.left + 2, box.top + box.height / 2];
            }
            return null;
        }""",
        words,
    )
    assert spot, f"“{words}” stands in no stretch of the text"
    field.page.mouse.click(*spot)


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """Sign in by the form."""
    page.goto("/login")
    page.get_by_label("登录名").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    page.wait_for_load_state()

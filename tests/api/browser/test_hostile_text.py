"""Markup and script in a draft are words like any others."""

from playwright.sync_api import BrowserContext, Dialog, Page, expect

from tests.api.browser.conftest import Visit
from tests.api.browser.drafts import VAGUE_BODY, WISH
from tests.api.browser.writing import body, remark, sign_in, title, verdict, write

SCRIPT = "<script>alert('标题')</script>"
TITLE = f"关于{SCRIPT}<marquee>积水</marquee>的建议"
IMAGE = "\"'><img src=x onerror=alert(1)>"
HOSTILE = (
    VAGUE_BODY.replace("有的地方好像", f"有的地方{IMAGE}好像")
    + f"</textarea></div></details>{SCRIPT}<style>*{{display:none}}</style>{{{{ 7*7 }}}}&amp;&lt;b&gt;"
)


def listen(context: BrowserContext) -> list[str]:
    """Return the list in which every dialog of a browser will be noted."""
    fired: list[str] = []

    def note(dialog: Dialog) -> None:
        fired.append(dialog.message)
        dialog.dismiss()

    context.on("dialog", note)
    return fired


def check_inert(page: Page) -> None:
    """Nothing that stands in the text became an element."""
    expect(page.locator("img[src=x], marquee, u, main script, main style")).to_have_count(0)


def test_in_the_form_in_the_opinion_and_on_the_sheet(page: Page) -> None:
    fired = listen(page.context)
    write(page, its_body=VAGUE_BODY.replace("切实有效", "切实<u>有效</u>"))
    # Judged as if the markup were not there, the passage begins behind it; the draft shows it as text.
    expect(remark(page, "诉求不明").get_by_role("link")).to_have_text([WISH.partition("有效")[2]])
    expect(page.locator(".field.body .backdrop")).to_contain_text("切实<u>有效</u>的办法")
    check_inert(page)
    write(page, TITLE, HOSTILE)
    drawn = page.locator(".field.body .backdrop")
    expect(drawn).to_contain_text(SCRIPT)
    assert str(drawn.text_content()).startswith(HOSTILE)
    check_inert(page)
    with page.expect_popup() as opened:
        page.get_by_role("button", name="打印意见单").click()
    expect(opened.value.locator("body")).to_contain_text(SCRIPT)
    check_inert(opened.value)
    assert fired == []


def test_without_a_script_of_ours(visit: Visit) -> None:
    page = visit("/", java_script_enabled=False)
    title(page).fill(TITLE)
    body(page).fill(HOSTILE)
    page.get_by_role("button", name="审读", exact=True).click()
    expect(verdict(page)).to_be_visible()
    expect(title(page)).to_have_value(TITLE)
    expect(body(page)).to_have_value(HOSTILE)
    expect(page.locator(".marked .title")).to_contain_text(SCRIPT)
    expect(page.locator(".marked .body")).to_contain_text("&amp;&lt;b&gt;")
    check_inert(page)


def test_in_drafts_that_were_handed_in(visit: Visit) -> None:
    page = visit()
    fired = listen(page.context)
    sign_in(page, "zhang")
    write(page, TITLE, HOSTILE)
    page.get_by_role("button", name="提交给审核人员").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.locator(".marked .body")).to_contain_text(SCRIPT)
    check_inert(page)
    page.goto("/drafts")
    expect(page.get_by_role("link", name=SCRIPT).first).to_be_visible()
    check_inert(page)
    assert fired == []


def test_in_the_name_of_a_file(page: Page) -> None:
    fired = listen(page.context)
    name = "<img src=x onerror=alert(2)>.txt"
    words = f"{TITLE}\n{HOSTILE}".encode()
    with page.expect_response("**/check"):
        page.locator("#file").set_input_files({"name": name, "mimeType": "text/plain", "buffer": words})
    expect(page.locator("#chosen")).to_have_text(name)
    expect(verdict(page)).to_be_visible()
    check_inert(page)
    assert fired == []

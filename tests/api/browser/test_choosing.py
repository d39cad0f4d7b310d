"""From a finding to its words, and from the words to their finding."""

from playwright.sync_api import Locator, Page, expect

from tests.api.browser.conftest import PHONE, Visit
from tests.api.browser.drafts import SITUATION, VAGUE_BODY, WISH
from tests.api.browser.writing import body, put_cursor, remark, selected, title, write

LOW = {"width": 1280, "height": 560}


def marks(page: Page, code: str) -> Locator:
    """The drawn words of a remark."""
    return page.locator(f'.backdrop mark[data-remark="finding-{code}"]')


def test_choosing_a_finding_brings_its_words_into_view(visit: Visit) -> None:
    page = visit("/", viewport=LOW)
    write(page)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    expect(marks(page, "V1").first).not_to_be_in_viewport()
    remark(page, "情况不明").locator("summary").click()
    expect(marks(page, "V1").first).to_have_text(SITUATION)
    expect(marks(page, "V1").first).to_be_in_viewport(ratio=1)
    expect(marks(page, "V1").first).to_have_class("vague flash")
    expect(remark(page, "情况不明").get_by_text("怎么改")).to_be_visible()
    expect(remark(page, "情况不明").get_by_text("例子，改前")).to_be_visible()
    expect(remark(page, "情况不明").get_by_text("《联审细则》")).to_be_visible()


def test_choosing_a_passage_selects_its_words(visit: Visit) -> None:
    page = visit("/", viewport=LOW)
    write(page)
    page.evaluate("window.scrollTo(0, 0)")
    remark(page, "诉求不明").get_by_role("link", name=WISH).click()
    assert selected(body(page)) == WISH
    expect(body(page)).to_be_focused()
    expect(marks(page, "V2").first).to_be_in_viewport(ratio=1)


def test_putting_the_cursor_into_words_opens_their_finding(visit: Visit) -> None:
    page = visit("/", viewport=LOW)
    write(page)
    opened, closed = remark(page, "情况不明"), remark(page, "诉求不明")
    expect(opened).not_to_have_attribute("open", "")
    put_cursor(body(page), SITUATION)
    expect(opened).to_have_attribute("open", "")
    expect(opened).to_contain_class("chosen")
    expect(opened.locator("summary")).to_be_in_viewport(ratio=1)
    expect(body(page)).to_be_focused()
    put_cursor(body(page), "造成积水的原因是多方面的")
    expect(opened).not_to_contain_class("chosen")
    put_cursor(body(page), WISH)
    expect(closed).to_contain_class("chosen")
    expect(closed.locator("summary")).to_be_in_viewport(ratio=1)


def test_on_a_phone_the_cursor_offers_a_way_to_the_finding(visit: Visit) -> None:
    page = visit("/", viewport=PHONE, has_touch=True)
    write(page)
    put_cursor(body(page), WISH)
    expect(body(page)).to_be_focused()
    page.get_by_role("link", name="看“诉求不明”").tap()
    expect(remark(page, "诉求不明").locator("summary")).to_be_focused()
    expect(remark(page, "诉求不明").locator("summary")).to_be_in_viewport(ratio=1)
    remark(page, "诉求不明").get_by_role("link", name=WISH).tap()
    assert selected(body(page)) == WISH
    expect(marks(page, "V2").first).to_be_in_viewport(ratio=1)


def test_marks_stand_on_their_words_after_rare_characters_and_emoji(page: Page) -> None:
    write(page, its_body="🚦𠮷家村：" + VAGUE_BODY)
    for code in ("V1", "V2"):
        quoted = page.locator(f"#finding-{code} a.passage").all_text_contents()
        passages = page.locator(f'.backdrop mark[data-remark="finding-{code}"]').all_text_contents()
        assert passages == quoted
    remark(page, "诉求不明").get_by_role("link", name=WISH).click()
    assert selected(body(page)) == WISH


def test_marks_move_with_their_words_while_one_writes(page: Page) -> None:
    write(page)
    page.route("**/check", lambda route: route.abort())  # nothing is read again
    body(page).press("Control+Home")
    page.keyboard.insert_text("各位代表：\n")
    expect(marks(page, "V2").first).to_have_text(WISH)
    put_cursor(body(page), WISH)
    page.keyboard.insert_text("（写了一半）")
    expect(marks(page, "V2").first).to_have_text(WISH[:13] + "（写了一半）" + WISH[13:])


def test_the_marks_lie_exactly_behind_the_words(visit: Visit) -> None:
    for width in (390, 1280):
        page = visit("/", viewport={"width": width, "height": 900})
        write(page, its_body=(VAGUE_BODY + "\n  ABC, 12,345.6 m²\t（完）！\n") * 2)
        for field in (title(page), body(page)):
            sizes = field.evaluate(
                """field => { const own = getComputedStyle(field);
                    const behind = getComputedStyle(field.previousElementSibling);
                    const same = ['fontFamily', 'fontSize', 'fontWeight', 'lineHeight', 'letterSpacing',
                        'width', 'paddingLeft', 'paddingTop', 'borderLeftWidth', 'textAlign', 'whiteSpace',
                        'wordBreak'];
                    return { hidden: field.scrollHeight - field.clientHeight,
                        different: same.filter((name) => own[name] !== behind[name]) }; }"""
            )
            assert sizes == {"hidden": 0, "different": []}

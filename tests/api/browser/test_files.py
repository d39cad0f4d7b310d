"""A file goes in, a file with comments comes out."""

import re
from pathlib import Path

import docx
from playwright.sync_api import Download, Page, expect

from model.content import FOLDER
from tests.api.browser.conftest import Visit
from tests.api.browser.drafts import ASK, VAGUE_BODY, VAGUE_TITLE, WISH
from tests.api.browser.site import Site
from tests.api.browser.watching import Watch
from tests.api.browser.writing import body, remark, said, title, verdict, write
from tests.api.comments import marked

EXAMPLES = FOLDER / "examples"
INFEASIBLE = EXAMPLES / "03-infeasible.docx"


def choose(page: Page, file: Path) -> None:
    """Choose a file and wait until it was read and reviewed."""
    with page.expect_response("**/check"):
        page.get_by_label("选 Word、PDF 或文本文件").set_input_files(file)
    expect(verdict(page)).to_be_visible()


def drop(page: Page, file: Path) -> None:
    """Drag a file from outside over the page and let it go there, as the mouse does."""
    devtools = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        data = {"items": [], "files": [str(file)], "dragOperationsMask": 1}
        devtools.send("Input.dispatchDragEvent", {"type": kind, "x": 400, "y": 300, "data": data})


def download(page: Page, button: str) -> Download:
    """Press a button that fetches a document."""
    with page.expect_download() as coming:
        page.get_by_role("button", name=button, exact=True).click()
    expect(said(page)).to_have_text("文件已下载。")
    return coming.value


def commented(page: Page) -> set[str]:
    """Return the words that carry a comment: what the remarks quote, and the title for the verdict."""
    quoted = {text.removeprefix("（标题）") for text in page.locator("a.passage").all_text_contents()}
    assert quoted
    return quoted | {title(page).input_value()}


def test_a_word_file_goes_in_and_comes_back_with_comments_on_the_quoted_words(
    page: Page, tmp_path: Path
) -> None:
    choose(page, INFEASIBLE)
    expect(title(page)).to_have_value("关于全县中小学午餐、校服和校车费用由县财政全额承担的建议")
    expect(body(page)).to_have_value(re.compile("^松涧县现有义务教育阶段学校47所"))
    expect(remark(page, "财力不及")).to_be_visible()
    coming = download(page, "下载批注 Word")
    assert coming.suggested_filename == "03-infeasible-批注.docx"
    coming.save_as(tmp_path / "back.docx")
    back, given = docx.Document(str(tmp_path / "back.docx")), docx.Document(str(INFEASIBLE))
    assert [line.text for line in back.paragraphs] == [line.text for line in given.paragraphs]
    comments = marked(back)
    assert set(comments.values()) == commented(page)
    advice = remark(page, "财力不及").locator(".advice dd").inner_text()
    assert any(advice in comment for comment in comments)


def test_a_file_is_dropped_on_the_page_and_comes_back_with_comments(page: Page, tmp_path: Path) -> None:
    drop(page, INFEASIBLE)
    expect(remark(page, "财力不及")).to_be_visible()
    coming = download(page, "下载批注 Word")
    assert coming.suggested_filename == "03-infeasible-批注.docx"
    coming.save_as(tmp_path / "back.docx")
    assert set(marked(docx.Document(str(tmp_path / "back.docx"))).values()) == commented(page)


def test_a_pasted_draft_comes_back_as_a_fresh_word_file_with_comments(page: Page, tmp_path: Path) -> None:
    write(page)
    coming = download(page, "下载批注 Word")
    coming.save_as(tmp_path / "fresh.docx")
    fresh = docx.Document(str(tmp_path / "fresh.docx"))
    assert [line.text.strip() for line in fresh.paragraphs if line.text.strip()] == [
        VAGUE_TITLE,
        *VAGUE_BODY.splitlines(),
    ]
    assert set(marked(fresh).values()) == commented(page)
    assert WISH in commented(page)


def test_a_file_that_was_edited_on_the_page_comes_back_as_edited(page: Page, tmp_path: Path) -> None:
    choose(page, EXAMPLES / "02-vague.txt")
    choose(page, INFEASIBLE)
    body(page).press("Control+End")
    with page.expect_response("**/check"):
        page.keyboard.insert_text("\n补充：" + ASK + "。")
    coming = download(page, "下载批注 Word")
    coming.save_as(tmp_path / "edited.docx")
    edited = docx.Document(str(tmp_path / "edited.docx"))
    assert ASK in "\n".join(line.text for line in edited.paragraphs)
    assert set(marked(edited).values()) == commented(page)


def test_a_pdf_and_a_text_in_an_old_code_page_fill_the_form(page: Page) -> None:
    choose(page, EXAMPLES / "02-vague.txt")
    expect(title(page)).to_have_value(VAGUE_TITLE)
    expect(body(page)).to_have_value(VAGUE_BODY)
    choose(page, EXAMPLES / "06-several.pdf")
    expect(remark(page, "一事多提")).to_be_visible()
    expect(page.locator("#notices")).to_contain_text("已换成文件里的草稿")


def test_a_file_dropped_by_mistake_gives_the_text_back(page: Page) -> None:
    write(page)
    drop(page, INFEASIBLE)
    expect(remark(page, "财力不及")).to_be_visible()
    page.get_by_role("button", name="恢复原来的文字").click()
    expect(body(page)).to_have_value(VAGUE_BODY)
    expect(title(page)).to_have_value(VAGUE_TITLE)
    expect(remark(page, "诉求不明")).to_be_visible()


def test_a_file_that_cannot_be_read_leaves_the_text_alone_and_says_why(
    page: Page, watch: list[Watch], tmp_path: Path
) -> None:
    watch[0].forgive("status of 415", "status of 422")
    write(page)
    (tmp_path / "坏的.docx").write_bytes(b"PK\x03\x04 not a package")
    page.get_by_label("选 Word、PDF 或文本文件").set_input_files(tmp_path / "坏的.docx")
    expect(page.get_by_role("alert")).to_contain_text("坏的.docx")
    expect(body(page)).to_have_value(VAGUE_BODY)
    coming = download(page, "下载批注 Word")  # the bad file does not go along
    assert coming.suggested_filename.endswith(".docx")


def test_the_opinion_sheet_comes_as_a_word_file(page: Page, tmp_path: Path) -> None:
    write(page)
    coming = download(page, "下载意见单")
    assert coming.suggested_filename == "联审意见单.docx"
    coming.save_as(tmp_path / "sheet.docx")
    sheet = docx.Document(str(tmp_path / "sheet.docx"))
    cells = [cell.text for table in sheet.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(line.text for line in sheet.paragraphs), *cells])
    for words in (VAGUE_TITLE, "修改后提交", "诉求不明", WISH):
        assert words in text


def test_the_opinion_sheet_opens_as_a_page_to_print_beside_the_draft(page: Page) -> None:
    write(page)
    with page.expect_popup() as opened:
        page.get_by_role("button", name="打印意见单").click()
    sheet = opened.value
    sheet.wait_for_load_state()  # its words are there before its style is
    for words in (VAGUE_TITLE, "修改后提交", "诉求不明", WISH):
        expect(sheet.locator("body")).to_contain_text(words)
    expect(body(page)).to_have_value(VAGUE_BODY)
    for width in (320, 390, 1280):
        sheet.set_viewport_size({"width": width, "height": 844})
        lines = sheet.locator(".signature > *").evaluate_all(
            "all => all.map(each => each.getClientRects().length)"
        )
        assert lines == [1, 1], "neither the name nor the date is broken"
        assert sheet.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    sheet.emulate_media(media="print")
    assert sheet.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_summary_is_copied(visit: Visit) -> None:
    page = visit("/", permissions=["clipboard-read", "clipboard-write"])
    write(page)
    page.get_by_role("button", name="复制摘要").click()
    expect(said(page)).to_have_text("摘要已复制。")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert VAGUE_TITLE in copied
    assert "修改后提交" in copied
    assert "诉求不明" in copied


def test_nothing_of_all_this_stays_on_the_disk(page: Page, site: Site) -> None:
    write(page, its_body=VAGUE_BODY + "查无此处的独特字句。")
    drop(page, INFEASIBLE)
    expect(remark(page, "财力不及")).to_be_visible()
    download(page, "下载批注 Word")
    download(page, "下载意见单")
    assert not site.files_with("查无此处的独特字句")
    assert not site.files_with("松涧县现有义务教育阶段学校47所")

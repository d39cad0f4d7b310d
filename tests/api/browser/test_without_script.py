"""Everything that matters works as a form and a page."""

from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from model.content import FOLDER
from tests.api.browser.conftest import Visit
from tests.api.browser.drafts import ASK, FACTS, SITUATION, VAGUE_BODY, VAGUE_TITLE, WISH
from tests.api.browser.writing import body, remark, sign_in, title, verdict
from tests.api.comments import marked


@pytest.fixture
def plain(visit: Visit) -> Page:
    """The deputy's page in a browser that runs no script."""
    return visit("/", java_script_enabled=False)


def send(page: Page, its_title: str, its_body: str) -> None:
    title(page).fill(its_title)
    body(page).fill(its_body)
    page.get_by_role("button", name="审读", exact=True).click()
    expect(verdict(page)).to_be_visible()


def test_the_form_comes_back_as_a_page_with_the_words_marked(plain: Page) -> None:
    send(plain, VAGUE_TITLE, VAGUE_BODY)
    expect(verdict(plain)).to_contain_text("修改后提交")
    expect(title(plain)).to_have_value(VAGUE_TITLE)
    expect(body(plain)).to_have_value(VAGUE_BODY)
    text = plain.locator(".marked .body")
    expect(text.locator("mark.vague")).to_have_text([SITUATION + "2", "有的地方好像没有人管2", WISH + "1"])
    text.get_by_role("link", name="见第 2 条意见").first.click()
    expect(remark(plain, "情况不明")).to_be_in_viewport()
    remark(plain, "情况不明").locator("summary").click()
    expect(remark(plain, "情况不明").get_by_text("怎么改")).to_be_visible()
    remark(plain, "情况不明").get_by_role("link", name=SITUATION).click()
    expect(text.locator("mark:target")).to_be_in_viewport()


def test_two_rounds_show_the_progress(plain: Page) -> None:
    send(plain, VAGUE_TITLE, VAGUE_BODY)
    send(plain, VAGUE_TITLE, VAGUE_BODY.replace(SITUATION, FACTS))
    progress = plain.get_by_label("和第一次审读比")
    expect(progress).to_contain_text("已改好 1 处")
    expect(progress).to_contain_text("还有 1 处要改")
    send(plain, VAGUE_TITLE, VAGUE_BODY.replace(SITUATION, FACTS).replace(WISH, ASK))
    expect(verdict(plain)).to_contain_text("可提交")
    expect(progress).to_contain_text("已改好 2 处")


def test_a_chosen_file_fills_the_form_and_its_comments_come_as_word(plain: Page, tmp_path: Path) -> None:
    plain.locator("#file").set_input_files(FOLDER / "examples" / "03-infeasible.docx")
    plain.get_by_role("button", name="审读", exact=True).click()
    expect(remark(plain, "财力不及")).to_be_visible()
    expect(title(plain)).to_have_value("关于全县中小学午餐、校服和校车费用由县财政全额承担的建议")
    with plain.expect_download() as coming:
        plain.get_by_role("button", name="下载批注 Word").click()
    coming.value.save_as(tmp_path / "comments.docx")
    words = set(marked(docx.Document(str(tmp_path / "comments.docx"))).values())
    assert set(plain.locator("a.passage").all_inner_texts()) <= words


def test_a_draft_is_handed_in(plain: Page) -> None:
    sign_in(plain, "zhang")
    plain.goto("/")
    send(plain, VAGUE_TITLE, VAGUE_BODY)
    plain.get_by_role("button", name="提交给审核人员").click()
    expect(plain.get_by_text("已提交给审核人员。")).to_be_visible()


def test_nothing_is_offered_that_needs_a_script(plain: Page) -> None:
    send(plain, VAGUE_TITLE, VAGUE_BODY)
    expect(plain.get_by_role("button", name="复制摘要")).to_be_hidden()
    expect(plain.get_by_text("也可以拖到这里")).to_be_hidden()

"""A batch from its upload to what came of it, as a reviewer sees it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.api.batch.making import TEXT
from tests.api.browser import barriers
from tests.api.browser.conftest import DESK, PHONE, Visit
from tests.api.browser.site import Site
from tests.api.browser.writing import sign_in
from tests.api.cli.scores import write_drafts

_SCORED = 120_000  # milliseconds; the processes that score start first, and other tests may keep them waiting


@pytest.fixture(scope="module")
def own_site(own_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A service that takes batches of one MB."""
    started = Site(own_home, tmp_path_factory.mktemp("site"), {"batch_megabytes": 1})
    started.start()
    started.add_everybody()
    yield started
    started.stop()


def signed_in(visit: Visit, site: Site, **how: object) -> Page:
    page = visit("/login", at=site, **how)
    sign_in(page, "li")
    page.goto("/batches")
    expect(page.get_by_role("heading", name="成批审读", exact=True)).to_be_visible()
    return page


def fits(page: Page) -> None:
    width = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert width[0] <= width[1]


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_files_are_uploaded_watched_and_found(
    visit: Visit, own_site: Site, tmp_path: Path, viewport: ViewportSize
) -> None:
    (tmp_path / "坏的.docx").write_bytes(b"PK")
    (tmp_path / "甲.txt").write_text(TEXT, "utf-8")
    write_drafts(tmp_path / "汇总.jsonl", 300, (5,))
    page = signed_in(visit, own_site, viewport=viewport)
    barriers.check(page)
    fits(page)
    page.get_by_label("文件", exact=True).set_input_files(
        [tmp_path / "坏的.docx", tmp_path / "甲.txt", tmp_path / "汇总.jsonl"]
    )
    page.get_by_label("名称（可以不填）").fill("第三次会议")
    page.get_by_role("button", name="上传并审读").click()
    expect(page).to_have_url(re.compile(r"/batches/\d+$"))
    expect(page.get_by_role("status")).to_have_text("收到 3 个文件。")
    expect(page.get_by_role("heading", name="进度")).to_be_visible()
    barriers.check(page)
    fits(page)
    expect(page.get_by_role("heading", name="审读了 300 件")).to_be_visible(timeout=_SCORED)
    expect(page.get_by_role("heading", name="读不了的 2 件")).to_be_visible()
    expect(page.get_by_role("rowheader", name="坏的.docx")).to_be_visible()
    expect(page.get_by_role("link", name="到审核台处理")).to_have_attribute(
        "href", re.compile(r"^/desk\?batch=\d+$")
    )
    barriers.check(page)
    fits(page)
    page.get_by_role("link", name="回到成批审读").click()
    expect(page.get_by_role("link", name="第三次会议").first).to_be_visible()
    fits(page)


def test_what_cannot_be_uploaded_is_told_before_anything_is_sent(
    visit: Visit, own_site: Site, tmp_path: Path
) -> None:
    page = signed_in(visit, own_site)
    page.get_by_role("button", name="上传并审读").click()
    expect(page.get_by_role("alert")).to_have_text("请先选择要审读的文件。")
    expect(page.get_by_label("文件", exact=True)).to_be_focused()
    (tmp_path / "大.csv").write_bytes(b"x" * 1_100_000)
    page.get_by_label("文件", exact=True).set_input_files(tmp_path / "大.csv")
    page.get_by_role("button", name="上传并审读").click()
    expect(page.get_by_role("alert")).to_have_text("一共 2 MB，超过 1 MB。请分成几批上传。")
    expect(page).to_have_url(re.compile("/batches$"))


def test_files_are_dropped_onto_the_form(visit: Visit, own_site: Site) -> None:
    page = signed_in(visit, own_site)
    dropped = page.evaluate_handle(
        "() => { const all = new DataTransfer(); all.items.add(new File(['x'], '甲.txt')); return all; }"
    )
    page.dispatch_event("#arrive", "dragover", {"dataTransfer": dropped})
    expect(page.locator("#arrive")).to_have_class("arrive over")
    page.dispatch_event("#arrive", "drop", {"dataTransfer": dropped})
    expect(page.locator("#arrive")).to_have_class("arrive")
    assert page.evaluate("document.getElementById('files').files[0].name") == "甲.txt"


def test_without_script_the_page_loads_itself_until_it_is_done(
    visit: Visit, own_site: Site, tmp_path: Path
) -> None:
    (tmp_path / "甲.txt").write_text(TEXT, "utf-8")
    page = signed_in(visit, own_site, java_script_enabled=False)
    page.get_by_label("文件", exact=True).set_input_files(tmp_path / "甲.txt")
    page.get_by_role("button", name="上传并审读").click()
    expect(page.get_by_role("heading", name="审读了 1 件")).to_be_visible(timeout=_SCORED)
    assert page.locator("meta[http-equiv=refresh]").count() == 0


def test_a_batch_is_stopped_by_the_keyboard_alone(visit: Visit, own_site: Site, tmp_path: Path) -> None:
    write_drafts(tmp_path / "汇总.jsonl", 2500)
    page = signed_in(visit, own_site)
    page.get_by_label("文件", exact=True).set_input_files(tmp_path / "汇总.jsonl")
    page.get_by_role("button", name="上传并审读").press("Enter")
    page.get_by_text("停下……").press("Enter")
    page.get_by_role("button", name="停下这一批").press("Enter")
    expect(page.locator(".tag", has_text="已停下，未完成")).to_be_visible(timeout=_SCORED)

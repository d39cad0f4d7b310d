"""The desk from upload to export with two reviewers, each step as a person takes it."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect
from sqlalchemy import select

from api.storage.learning_schema import LabelRow
from tests.api.browser.conftest import Visit
from tests.api.browser.drafts import VAGUE_BODY, VAGUE_TITLE
from tests.api.browser.site import Site
from tests.api.browser.test_piece import opinion, state
from tests.api.browser.watching import Watch
from tests.api.browser.writing import sign_in
from tests.model.similar.drafts import BRIDGE, DOCTORS, SCHOOL_ROAD, copies

_SCORED = 120_000  # milliseconds; the processes that score start first
ROWS = (
    (1, VAGUE_TITLE, VAGUE_BODY, "王建国", "城关代表团"),
    (2, SCHOOL_ROAD.title, SCHOOL_ROAD.body, "李秀英", "大湾代表团"),
    (3, BRIDGE.title, BRIDGE.body, "张伟", "城关代表团"),
    (4, DOCTORS.title, DOCTORS.body, "赵敏", "大湾代表团"),
)


@pytest.fixture(scope="module")
def own_site(own_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A service whose desk is empty."""
    started = Site(own_home, tmp_path_factory.mktemp("site"), {})
    started.start()
    started.add_everybody()
    yield started
    started.stop()


def handed_in(folder: Path) -> list[Path]:
    """Return a table, a copy of one of its drafts as a Word file, and a file that is broken."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("编号", "标题", "内容", "代表", "代表团"), *ROWS):
        sheet.append(row)
    book.save(folder / "汇总.xlsx")
    copy = copies(SCHOOL_ROAD)["a title and a closing of its own"]
    word = docx.Document()
    word.add_paragraph(copy.title)
    word.add_paragraph(copy.body)
    word.save(str(folder / "上学路.docx"))
    (folder / "坏的.docx").write_bytes(b"PK\x03\x04")
    return [folder / "汇总.xlsx", folder / "上学路.docx", folder / "坏的.docx"]


def reviewing(visit: Visit, site: Site, name: str, path: str) -> Page:
    page = visit("/login", at=site)
    sign_in(page, name)
    page.goto(path)
    return page


def taken(page: Page, button: str) -> bytes:
    """Press a button that sends a file, and return what is in it."""
    with page.expect_download() as coming:
        page.locator("form.exports").get_by_role("button", name=button, exact=True).click()
    return Path(coming.value.path()).read_bytes()


def check_files(li: Page, other: Page) -> None:
    """Look into what is taken away: the workbook, the table, and the letters, which the administrator may."""
    details = load_workbook(BytesIO(taken(li, "工作簿")))["明细"]
    head, *rows = ([cell.value for cell in row] for row in details.iter_rows())
    told = {row["标题"]: row for row in (dict(zip(head, row, strict=True)) for row in rows)}
    assert len(told) == 5
    assert told[BRIDGE.title]["主办单位"] == "水利局"
    table = list(csv.DictReader(StringIO(taken(li, "表格").decode("utf-8-sig"), newline="")))
    assert {row["标题"]: row["处理"] for row in table if row["标题"]}[VAGUE_TITLE] == "已退回"
    assert sorted(row["处理"] for row in table if row["处理"]) == ["已接收"] * 4 + ["已退回"]
    with ZipFile(BytesIO(taken(other, "意见函"))) as letters:
        (name,) = letters.namelist()
        words = "\n".join(each.text for each in docx.Document(BytesIO(letters.read(name))).paragraphs)
    assert "请写明是哪一段路，有多长。" in words


def test_from_upload_to_export_with_two_reviewers(
    visit: Visit, own_site: Site, watch: list[Watch], tmp_path: Path
) -> None:
    li = reviewing(visit, own_site, "li", "/batches")
    li.get_by_label("文件", exact=True).set_input_files(handed_in(tmp_path))
    li.get_by_role("button", name="上传并审读").click()
    expect(li.get_by_role("heading", name="审读了 5 件")).to_be_visible(timeout=_SCORED)
    expect(li.get_by_role("heading", name="读不了的 1 件")).to_be_visible()
    li.get_by_role("link", name="到审核台处理").click()
    batch = li.url.rpartition("batch=")[2]
    expect(li.locator(".pieces tbody tr")).to_have_count(5)

    # Both have the same draft open; the first returns it, and the second is told and writes nothing over.
    other = reviewing(visit, own_site, "admin", f"/desk?batch={batch}")
    watch[-1].forgive("status of 409")
    for page in (li, other):
        page.get_by_role("link", name=VAGUE_TITLE).click()
    opinion(li).fill("请写明是哪一段路，有多长。")
    li.get_by_role("button", name="退回修改", exact=True).click()
    expect(state(li)).to_have_text("已退回")
    other.get_by_role("button", name="接收", exact=True).click()
    expect(other.get_by_role("alert")).to_contain_text("李审核刚刚改过这一件，您的改动还没有保存")

    # The other corrects a unit, which is kept as a label, and merges the two that say the same.
    other.goto(f"/desk?batch={batch}")
    other.get_by_role("link", name=BRIDGE.title).click()
    other.get_by_role("link", name="更正……").click()
    other.get_by_label("主办单位", exact=True).select_option("水利局")
    other.get_by_role("button", name="保存更正").click()
    expect(other.get_by_role("status")).to_contain_text("更正已保存。")
    other.goto(f"/desk/groups?batch={batch}")
    other.locator(".rows tbody a[href^='/desk/groups/']").first.click()
    other.get_by_role("button", name="并案", exact=True).click()
    expect(other.get_by_role("heading", name="并案办理")).to_be_visible()

    # The first sees it, accepts what is left in one go, takes that back, and accepts it again.
    li.goto(f"/desk?batch={batch}&state=open")
    expect(li.locator(".pieces .group", has_text="已并案")).to_have_count(2)
    for again in (False, True):
        li.locator("#scope").select_option("all")
        li.get_by_role("button", name="接收", exact=True).click()
        expect(li.locator(".again")).to_contain_text("接收：4 件，已经办好。")
        if not again:
            li.get_by_role("button", name="撤回", exact=True).first.click()
            expect(li.get_by_text("已撤回：接收（4 件）。")).to_be_visible()

    for page in (li, other):
        page.goto(f"/desk?batch={batch}")
    check_files(li, other)
    with own_site.database() as database, database.session() as session:
        labels = session.scalars(select(LabelRow)).all()
        assert any(b"\xe6\xb0\xb4\xe5\x88\xa9\xe5\xb1\x80" in label.said for label in labels)

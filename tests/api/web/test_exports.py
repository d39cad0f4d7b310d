"""What is taken away from the desk: files as they are named, streamed, and nothing left behind."""

import csv
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from threading import Event
from urllib.parse import quote
from zipfile import ZipFile

import docx
import httpx2
import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from starlette.testclient import TestClient

from api.batch.apart import Apart
from api.batch.rows import Origin, Scored
from api.batches.places import inputs_of
from api.documents.reading import read_bytes
from api.letters.annotating import annotated_draft
from api.letters.letters import own_template
from api.storage.database import Database
from api.storage.desk_schema import BatchRow
from model.content import FOLDER
from model.draft import Draft
from model.errors import DraftEmpty
from tests.api.desk.office import Office, office
from tests.api.letters.templates import template, text_of
from tests.api.services import serving
from tests.api.web.browsing import get, sign_in

WORDS = "尊敬的王建国代表：\n\n您好！您提交的草稿已经收到。\n\n请写明是哪一段路。\n\n谢谢您。"


@pytest.fixture
def desk(database: Database, scored_session: tuple[Scored, ...]) -> Office:
    return office(database, scored_session[:8])


@pytest.fixture
def reviewer(browser: TestClient, desk: Office) -> TestClient:
    """李审核, signed in, before the desk."""
    assert desk.pieces
    sign_in(browser, "li")
    return browser


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def unzipped(answer: httpx2.Response) -> dict[str, bytes]:
    assert answer.headers["content-type"] == "application/zip"
    with ZipFile(BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_workbook_is_sent_whole_and_nothing_stays(
    reviewer: TestClient, desk: Office, temporary: Path
) -> None:
    desk.decide("accepted", *desk.pieces[:3])
    answer = get(reviewer, "/desk/workbook.xlsx?state=accepted")
    assert answer.status_code == 200
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert "filename*=utf-8''%E5%AE%A1%E6%A0%B8%E6%83%85%E5%86%B5-2" in answer.headers["content-disposition"]
    sheet = load_workbook(BytesIO(answer.content))["明细"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == list(desk.pieces[:3])
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("path", ["workbook.xlsx", "workbook.csv", "annotated.zip"])
def test_what_is_taken_of_a_batch_that_was_stopped_is_called_unfinished(
    reviewer: TestClient, database: Database, path: str
) -> None:
    with database.writing() as session:
        batch = session.scalars(select(BatchRow)).first()
        assert batch is not None
        batch.state, number = "cancelled", batch.id
    name = quote("-未完成-")
    assert name in get(reviewer, f"/desk/{path}?batch={number}").headers["content-disposition"]
    assert name not in get(reviewer, f"/desk/{path}").headers["content-disposition"]


def test_the_page_offers_the_table(reviewer: TestClient) -> None:
    assert '<button formaction="/desk/workbook.csv">表格</button>' in get(reviewer, "/desk").text


def test_a_full_disk_is_said_and_nothing_stays(
    reviewer: TestClient, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("api.web.exports.write_workbook", full)
    answer = get(reviewer, "/desk/workbook.xlsx")
    assert answer.status_code == 503
    assert "磁盘满了" in answer.text
    assert list(temporary.iterdir()) == []


def test_the_table_is_one_that_excel_reads(reviewer: TestClient, desk: Office) -> None:
    desk.decide("returned", desk.pieces[0], opinion="请补充。")
    answer = get(reviewer, "/desk/workbook.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(StringIO(answer.content.decode("utf-8-sig"), newline=""))
    assert [dict(zip(head, row, strict=True))["处理"] for row in rows] == ["已退回", *["待处理"] * 7]
    assert dict(zip(head, rows[0], strict=True))["处理意见"] == "请补充。"


def test_each_returned_draft_has_its_letter_and_an_edited_opinion_its_words(
    reviewer: TestClient, desk: Office
) -> None:
    desk.decide("returned", desk.pieces[0], opinion=WORDS)
    desk.decide("returned", desk.pieces[1])
    letters = unzipped(get(reviewer, "/desk/letters.zip"))
    assert len(letters) == 2
    edited, own = (text_of(content) for content in letters.values())
    start = edited.index("尊敬的王建国代表：")
    assert edited[start : start + 5] == [
        "尊敬的王建国代表：",
        "您好！您提交的草稿已经收到。",
        "请写明是哪一段路。",
        "谢谢您。",
        "修改以后的建议，请在____月____日前送到________________。",
    ]
    assert not any(line.startswith(("一、", "二、", "修改建议：")) for line in edited)
    assert any("已经收到" in line for line in own)


def test_letters_that_should_be_written_come_when_asked_for(reviewer: TestClient) -> None:
    answer = get(reviewer, "/desk/letters.zip")
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk")
    assert "没有信可写" in get(reviewer, "/desk").text
    assert len(unzipped(get(reviewer, "/desk/letters.zip?proposed=1"))) > 0


@pytest.mark.usefixtures("browser")
def test_a_template_without_the_field_shows_the_same_words(
    small_home: Path, database_url: str, desk: Office, tmp_path: Path
) -> None:
    desk.decide("returned", desk.pieces[0], opinion=WORDS)
    old = template(
        tmp_path, "{{ 称呼 }}", "{%p for 条 in 修改意见 %}", "{{ 条.改法 }}", "{%p endfor %}", "此致"
    )
    with serving(small_home, database_url=database_url, anonymous=False, letter_template=old) as client:
        sign_in(client, "li")
        (letter,) = unzipped(get(client, "/desk/letters.zip")).values()
    assert text_of(letter) == ["尊敬的王建国代表", "请写明是哪一段路。　谢谢您。", "此致"]


@pytest.mark.usefixtures("browser")
def test_a_broken_template_is_said_before_anything_is_sent(
    small_home: Path, database_url: str, desk: Office, tmp_path: Path
) -> None:
    desk.decide("returned", desk.pieces[0])
    broken = tmp_path / "坏.docx"
    broken.write_bytes(own_template()[:1000])
    with serving(small_home, database_url=database_url, anonymous=False, letter_template=broken) as client:
        sign_in(client, "li")
        answer = get(client, "/desk/letters.zip")
    assert answer.status_code == 503
    assert "请与管理员联系" in answer.text
    assert str(tmp_path) not in answer.text


@pytest.fixture
def hostile(database: Database, scored_session: tuple[Scored, ...]) -> Office:
    """Drafts with names that no folder should see."""
    names = ["../../etc/passwd", "C:\\con", "\u202e.exe", "a/b\x1fc", "=1+1", "长" * 400]
    return office(
        database,
        [
            Scored(
                replace(each.entry, draft=Draft(name, each.entry.draft.body), fields={"编号": name}),
                replace(each.review, title=name),
            )
            for each, name in zip(scored_session[:6], names, strict=True)
        ],
    )


def test_names_in_an_archive_are_harmless(browser: TestClient, hostile: Office) -> None:
    sign_in(browser, "li")
    names = list(unzipped(get(browser, "/desk/annotated.zip")))
    assert len(set(names)) == 6
    for name, number in zip(names, hostile.pieces, strict=True):
        assert name.startswith(f"{number:04d}")
        assert not set(name) & set('/\\:*?"<>|\x1f\u202e')
        assert len(name.encode()) <= 200


def test_word_files_come_back_with_their_comments_and_others_as_fair_copies(
    browser: TestClient, database: Database, scored_session: tuple[Scored, ...]
) -> None:
    word = FOLDER / "examples" / "03-infeasible.docx"
    draft = read_bytes(word.name, word.read_bytes()).draft.masked
    first, second = scored_session[:2]
    review = replace(first.review, title=draft.title, findings=(), objections=(), items=())
    desk = office(
        database,
        [
            Scored(replace(first.entry, draft=draft, origin=Origin("甲/三.docx")), review),
            Scored(replace(second.entry, origin=Origin("汇总.xlsx", "表", 2)), second.review),
        ],
    )
    place = inputs_of(desk.batch) / "甲" / "三.docx"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(word.read_bytes())
    sign_in(browser, "li")
    original, fair = unzipped(get(browser, "/desk/annotated.zip?persons=1")).values()
    kept = docx.Document(BytesIO(original))
    assert [each.text for each in kept.paragraphs] == [
        each.text for each in docx.Document(str(word)).paragraphs
    ]
    for content in (original, fair):
        with ZipFile(BytesIO(content)) as package:
            assert b"<w:comment " in package.read("word/comments.xml")
    copied, _ = unzipped(get(browser, "/desk/annotated.zip")).values()
    assert b"<w:comment " in ZipFile(BytesIO(copied)).read("word/comments.xml")
    assert [each.text for each in docx.Document(BytesIO(copied)).paragraphs] != [
        each.text for each in kept.paragraphs
    ]


def test_one_that_cannot_be_written_is_named_and_the_others_come(
    reviewer: TestClient, desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(scored: Scored, original: bytes | None, apart: Apart) -> bytes:
        if scored.entry.number == desk.pieces[2]:
            raise DraftEmpty("没有字")
        return annotated_draft(scored, original, apart)

    monkeypatch.setattr("api.web.exports.annotated_draft", failing)
    found = unzipped(get(reviewer, "/desk/annotated.zip"))
    assert len(found) == 8
    told = found["没有写成的.txt"].decode("utf-8-sig")
    assert told.startswith(f"{desk.pieces[2]:04d}")
    assert told.endswith("：没有字")


def test_others_are_answered_while_an_export_is_made(
    reviewer: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, answered = Event(), Event()
    held = []

    def slow(*_: object, **__: object) -> Iterator[tuple[str, ...]]:
        yield ("序号",)
        begun.set()
        held.append(answered.wait(10))
        yield ("1",)

    monkeypatch.setattr("api.web.exports.table_of", slow)
    with ThreadPoolExecutor(1) as other:
        export = other.submit(get, reviewer, "/desk/workbook.csv")
        assert begun.wait(30)
        assert reviewer.get("/healthz").status_code == 200
        answered.set()
        assert export.result().status_code == 200
    assert held == [True], "the other was answered before the export went on"

"""The pages of batches, without a browser and without the process that scores."""

from collections.abc import Sequence
from html import unescape

import httpx2
import pytest
from starlette.testclient import TestClient

from api.batches import table
from api.batches.places import inputs_of, work_of
from api.batches.running import run_batch
from api.storage.database import Database
from tests.api.batch.making import TEXT
from tests.api.batches.uploaded import batch_in
from tests.api.services import HTML
from tests.api.web.browsing import get, hidden, send, sign_in

Files = Sequence[tuple[str, tuple[str, bytes]]]
ONE: Files = [("files", ("甲.txt", TEXT.encode()))]
SCRIPT = HTML | {"X-Lianshen": "upload"}


@pytest.fixture(autouse=True)
def _signed_in(browser: TestClient) -> None:
    sign_in(browser, "li")


def upload(
    browser: TestClient, files: Files, headers: dict[str, str] = HTML, **fields: str
) -> httpx2.Response:
    form = hidden(get(browser, "/batches").text, "/batches")
    return browser.post("/batches", data=form | fields, files=list(files), headers=headers)


def number_of(answer: httpx2.Response) -> int:
    assert answer.status_code in {201, 303}, answer.text
    return int(answer.headers["location"].removeprefix("/batches/"))


def kept(number: int) -> dict[str, bytes]:
    folder = inputs_of(number)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_files_are_kept_under_safe_names_and_wait_to_be_scored(
    browser: TestClient, database: Database
) -> None:
    files: Files = [
        ("files", ("甲.txt", b"first")),
        ("files", ("甲.txt", b"second")),
        ("files", ("../../秘密.txt", b"third")),
        ("files", ("石磴镇/甲.txt", b"fourth")),
        ("files", ("空.txt", b"")),
        ("files", ("", b"")),
        ("files", ("大.pdf", b"%PDF" * 1_000_000)),
    ]
    answer = upload(browser, files, name="  第三次\u202e会议  ", level="市", tier="fast")
    number = number_of(answer)
    assert kept(number) == {
        "甲.txt": b"first",
        "甲（同名的第 2 个）.txt": b"second",
        "秘密.txt": b"third",
        "石磴镇/甲.txt": b"fourth",
        "空.txt": b"",
        "大.pdf": b"%PDF" * 1_000_000,
    }
    batch = batch_in(database, number)
    assert (batch.state, batch.asked.name, batch.asked.level, batch.asked.tier, batch.by) == (
        "waiting", "第三次会议", "市", "fast", "李审核",
    )  # fmt: skip
    page = get(browser, f"/batches/{number}").text
    assert "收到 6 个文件。" in page
    assert '<meta http-equiv="refresh"' in page
    assert "第三次会议" in get(browser, "/batches").text
    assert not list(inputs_of(number).parent.parent.glob("incoming-*"))


@pytest.mark.parametrize(
    ("names", "name"),
    [
        (["建议汇总.xlsx"], "建议汇总"),
        (["甲.txt", "乙.txt", "丙.txt"], "甲 等 3 个文件"),
        (["石磴镇/甲.txt", "石磴镇/乙.txt"], "石磴镇"),
    ],
)
def test_a_batch_without_a_name_is_called_by_its_files(
    browser: TestClient, database: Database, names: list[str], name: str
) -> None:
    number = number_of(upload(browser, [("files", (each, b"x")) for each in names]))
    assert batch_in(database, number).asked.name == name
    assert table.ask_to_stop(database, number)


def test_without_a_file_nothing_is_made_and_what_was_filled_in_stays(
    browser: TestClient, database: Database
) -> None:
    answer = upload(browser, [("files", ("", b""))], name="第三次会议", level="省")
    assert answer.status_code == 400
    assert "请选择要审读的文件" in answer.text
    assert 'value="第三次会议"' in answer.text
    assert '<option value="省" selected>' in answer.text
    by_script = upload(browser, [("files", ("", b""))], headers={"X-Lianshen": "upload"})
    assert (by_script.status_code, by_script.json()["title"]) == (400, "没有选择文件")
    assert table.newest(database) == ()


def test_the_script_is_told_where_to_go(browser: TestClient) -> None:
    answer = upload(browser, ONE, headers=SCRIPT)
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/batches/{number_of(answer)}"


@pytest.mark.parametrize("token", ["", "wrong"])
def test_a_form_that_is_not_ours_is_refused_before_a_file_is_kept(
    browser: TestClient, database: Database, token: str
) -> None:
    answer = browser.post("/batches", data={"csrf": token}, files=list(ONE), headers=HTML)
    assert (answer.status_code, answer.headers["location"]) == (303, "/batches")
    by_script = browser.post("/batches", files=list(ONE), headers={"X-Lianshen": "upload"})
    assert by_script.status_code == 403
    assert by_script.headers["x-csrf-token"]
    assert table.newest(database) == ()


def test_a_form_with_the_files_first_is_refused(browser: TestClient, database: Database) -> None:
    """Only a program could send one, for a browser keeps the order of the page."""
    form = hidden(get(browser, "/batches").text, "/batches")
    parts: list[tuple[str, tuple[str | None, bytes]]] = [*ONE, ("csrf", (None, form["csrf"].encode()))]
    answer = browser.post("/batches", files=parts, headers={"X-Lianshen": "upload"})
    assert answer.status_code == 403
    assert table.newest(database) == ()


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=x", b"--y\r\nnot a form"),
        ("application/json", b"{}"),
    ],
)
def test_what_is_no_form_is_refused(browser: TestClient, kind: str, body: bytes) -> None:
    form = hidden(get(browser, "/batches").text, "/batches")
    headers = {"Content-Type": kind, "X-CSRF-Token": form["csrf"], "X-Lianshen": "upload"}
    answer = browser.post("/batches", content=body, headers=headers)
    assert (answer.status_code, answer.json()["kind"]) == (400, "BadRequest")


def test_a_batch_may_be_larger_than_other_requests_and_no_larger_than_is_set(
    browser: TestClient, database: Database
) -> None:
    large = b"x" * (30 << 20)
    number = number_of(upload(browser, [("files", ("大.csv", large))]))
    assert kept(number) == {"大.csv": large}
    answer = upload(browser, [("files", (f"{place}.csv", large)) for place in range(7)])
    assert answer.status_code == 413
    assert "请求超过 200 MB" in answer.text
    assert "请分成几批上传" in unescape(answer.text)
    assert len(table.newest(database)) == 1
    assert not list(inputs_of(number).parent.parent.glob("incoming-*"))


def test_one_that_waits_is_stopped_by_its_button(browser: TestClient, database: Database) -> None:
    number = number_of(upload(browser, ONE))
    path = f"/batches/{number}"
    answer = send(browser, path, f"{path}/stop")
    assert answer.headers["location"] == path
    page = get(browser, path).text
    assert "已停下，未完成" in page
    assert "refresh" not in page
    form = {"csrf": hidden(page, "/logout")["csrf"]}
    browser.post(f"{path}/stop", data=form, headers=HTML)
    assert "这一批已经结束，不用停了。" in get(browser, path).text
    browser.post(f"{path}/again", data=form, headers=HTML)
    assert "这一批没有什么要再试的。" in get(browser, path).text
    assert batch_in(database, number).state == "cancelled"


def test_what_came_of_it_stands_on_its_page(browser: TestClient, database: Database) -> None:
    number = number_of(upload(browser, [*ONE, ("files", ("坏<b>.docx", b"PK"))]))
    path = f"/batches/{number}"
    run_batch(database, number, lambda: False)
    page = get(browser, path).text
    model = batch_in(database, number).model
    assert model.startswith("fast-")
    assert model in page
    assert "refresh" not in page
    assert "坏&lt;b&gt;.docx" in page
    assert f'href="/desk?batch={number}"' in page
    assert hidden(page, "/desk/workbook.xlsx") == {"batch": str(number)}
    assert 'formaction="/desk/letters.zip"' in page
    assert "%E4%BF%AE%E6%94%B9%E5%90%8E%E6%8F%90%E4%BA%A4" in page, "the drafts of each verdict"
    part = browser.get(path, headers={"X-Lianshen": "progress"}).text
    assert 'data-state="done"' in part
    assert "<html" not in part


def test_how_far_it_is_stands_on_its_page(browser: TestClient, database: Database) -> None:
    number = number_of(upload(browser, ONE))
    table.change(
        database, number, state="running", scored=1200, unread=3, total=5000, remaining=200,
        began=batch_in(database, number).created,
    )  # fmt: skip
    part = browser.get(f"/batches/{number}", headers={"X-Lianshen": "progress"}).text
    assert '<progress max="5000" value="1203"' in part
    assert "1,200" in part
    assert "还要约 3 分钟" in part
    assert 'data-share="24"' in part
    second = number_of(upload(browser, ONE))
    assert "前面还有 1 批" in get(browser, f"/batches/{second}").text


def test_one_that_failed_says_why_and_goes_on_by_its_button(browser: TestClient, database: Database) -> None:
    number = number_of(upload(browser, ONE))
    path = f"/batches/{number}"
    table.change(database, number, state="failed", problem="磁盘满了。", scored=7)
    page = get(browser, path).text
    assert "磁盘满了。" in page
    assert "再试一次" not in page, "its work file is gone"
    work_of(number).touch()
    assert "再试一次" in get(browser, path).text
    send(browser, path, f"{path}/again")
    assert batch_in(database, number).state == "waiting"
    assert batch_in(database, number).problem == ""


@pytest.mark.parametrize("number", ["0", "99", "x", "9" * 30, "-1"])
def test_a_batch_that_is_not_there_is_not_found(browser: TestClient, number: str) -> None:
    assert get(browser, f"/batches/{number}").status_code == 404

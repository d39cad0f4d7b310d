"""What the service logs: one event a line, all that helps to find an error, and not a word of a draft."""

import json
import logging
import re
import shutil

import pytest
from starlette.testclient import TestClient

from api.accounts import accounts
from api.batches.places import inputs_of
from api.batches.running import run_batch
from api.http.numbered import HEADER
from api.logs import FIELDS, logs
from api.settings import Settings, read_settings
from api.storage.database import Database
from tests.api.batches.uploaded import add_batch, add_reviewer
from tests.api.services import HTML
from tests.api.web.browsing import PASSWORD, sign_in
from tests.pages import rows, section

WORDS = "西门桥头的井盖塌了"


class Said:
    """What came to standard error since it was last asked for."""

    def __init__(self, captured: pytest.CaptureFixture[str]) -> None:
        self._captured = captured
        self._said = ""

    def getvalue(self) -> str:
        self._said += self._captured.readouterr().err
        return self._said


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(capsys)


def as_json(level: str = "info") -> Settings:
    return read_settings(log="json", log_level=level)


def events(said: Said) -> list[dict[str, object]]:
    return [json.loads(line) for line in said.getvalue().splitlines()]


def test_a_request_is_one_line_that_says_who_what_and_how_long(service: TestClient, said: Said) -> None:
    database = service.app.state.database  # type: ignore[attr-defined]
    number = accounts.add(database, "zhang", "张代表", "deputy", PASSWORD).id
    sign_in(service, "zhang")
    with logs(as_json()):
        answer = service.get("/drafts?q=" + WORDS, headers=HTML)
        service.cookies.clear()
        service.post("/v1/reviews", json={"title": WORDS, "body": WORDS + "，请修。"})
    page, review = [each for each in events(said) if each["event"] == "request"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d", str(page.pop("time")))
    assert 0 < float(str(page.pop("ms"))) < 30_000
    assert page.pop("process")
    assert page == {
        "level": "info",
        "event": "request",
        "message": page["message"],
        "request": answer.headers[HEADER],
        "method": "GET",
        "route": "/drafts",
        "status": 200,
        "account_id": number,
    }
    assert (review["route"], review["status"], "account_id" in review) == ("/v1/reviews", 200, False)
    assert not re.search("西门|张代表|zhang", said.getvalue())


def test_an_error_is_found_in_the_log_by_the_number_that_its_answer_names(
    service: TestClient, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_given: object) -> None:
        raise ValueError(WORDS) from KeyError(WORDS)

    monkeypatch.setattr(service.app.state.desk, "review", failing)  # type: ignore[attr-defined]
    with logs(as_json("error")):
        answer = service.post("/v1/reviews", json={"body": WORDS})
        page = service.post("/v1/reviews/nothing", headers=HTML)
    number = answer.headers[HEADER]
    told = answer.json()
    assert re.fullmatch("[A-Z2-7]{8}", number)
    assert told["instance"] == f"urn:lianshen:request:{number}"
    assert told["detail"].endswith(f"（请求编号 {number}）")
    found = [event for event in events(said) if event.get("request") == number]
    assert [event["event"] for event in found] == ["request", "unforeseen"]
    assert found[0]["kind"] == "Unforeseen"
    assert "ValueError from KeyError" in str(found[1]["message"])
    assert WORDS not in said.getvalue()
    assert page.status_code == 404
    assert page.headers[HEADER] != number


def test_a_page_that_tells_of_an_error_shows_its_number(service: TestClient) -> None:
    answer = service.get("/nothing", headers=HTML)
    assert f"请求编号 {answer.headers[HEADER]}" in answer.text


def test_a_number_that_the_sender_names_is_not_taken(service: TestClient, said: Said) -> None:
    with logs(as_json("debug")):
        answer = service.get("/healthz", headers={HEADER: WORDS.encode().hex()})
    assert answer.headers[HEADER] in said.getvalue()
    assert WORDS.encode().hex() not in said.getvalue() + answer.headers[HEADER]


def raised(error: Exception) -> Exception:
    """Return an exception that has been raised somewhere."""
    try:
        raise error
    except ValueError:
        return error


@pytest.mark.parametrize("form", ["text", "json"])
def test_of_an_exception_and_of_what_is_given_along_nothing_but_the_known_is_written(
    said: Said, form: str
) -> None:
    error = ValueError(WORDS)
    with logs(read_settings(log=form, log_level="debug")):
        logging.getLogger("huey").error("坏了", exc_info=raised(error), extra={"body": WORDS})
        logging.getLogger("sqlalchemy").info(WORDS)
        logging.getLogger("lianshen").debug("细看")
    assert "test_logs.py" in said.getvalue()
    assert "细看" in said.getvalue()
    assert WORDS not in said.getvalue()


@pytest.mark.parametrize("form", ["text", "json"])
def test_nobody_writes_a_line_of_their_own_into_the_log(said: Said, form: str) -> None:
    """Neither as another event, nor over what stands there on a terminal."""
    with logs(read_settings(log=form)):
        logging.getLogger("lianshen").warning(
            "%s", "文件\r\n2026-01-01 09:00:00+08:00 消息 登录\x1b[2K\u2028\u0085尾"
        )
        logging.getLogger("somebody.else").warning('x"}\n{"event": "logged_in", "account_id": 1')
    written = said.getvalue()
    assert len(written.splitlines()) == written.count("\n") == 2
    assert "\x1b" not in written
    assert "logged_in" not in [json.loads(line)["event"] for line in written.splitlines() if form == "json"]


def test_people_get_time_level_and_words(said: Said) -> None:
    with logs(read_settings()):
        logging.getLogger("lianshen").warning("任务队列用不了。")
        logging.getLogger("lianshen").info("不写")
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d\d:\d\d 警告 任务队列用不了。\n", said.getvalue()
    )


def test_a_batch_that_fails_is_told_with_its_kind_and_no_name(service: TestClient, said: Said) -> None:
    database: Database = service.app.state.database  # type: ignore[attr-defined]
    number = add_batch(database, add_reviewer(database), {"甲.txt": b""})
    shutil.rmtree(inputs_of(number))
    with logs(as_json()):
        run_batch(database, number, lambda: False)
    began, ended = [event for event in events(said) if "batch" in event]
    assert (began["event"], began["batch"]) == ("batch_began", number)
    assert (ended["event"], ended["batch"], ended["kind"]) == ("batch_failed", number, "BatchError")
    assert not re.search("甲|第三次", said.getvalue())


def test_the_page_explains_every_field() -> None:
    stated = re.findall(r"\w+", " ".join(rows(section("docs/operation.md", "日志"))))
    assert stated == ["time", "level", "event", "message", "process", *FIELDS, "exc_info"]

"""No secret and no word of a draft comes into a log or onto a terminal, whatever its level and what fails."""

import logging
import os
from base64 import b64decode
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import orjson
import pytest
from click.testing import CliRunner
from sqlalchemy import text
from starlette.testclient import TestClient

from api.accounts import accounts, invitations, tokens
from api.cli import main
from api.jobs.queue import Queue
from api.logs import logs
from api.settings import read_settings
from api.storage.database import Database
from model.errors import LianshenError
from model.reviewer import Reviewer
from tests.api.documents.samples import form_bytes
from tests.api.services import HTML, serving
from tests.api.web.browsing import PASSWORD, get, hidden, send, sign_in

OTHER, WRONG = "新的 雨衣 五百步", "打错 的 密码 在此"
TITLE, BODY = "关于给西柳巷装路灯的建议", "西柳巷十七户人家夜里摸黑回家。请城管局装六盏路灯。"
WORDS = ("西柳巷", "摸黑回家")
IN_ADDRESSES = "geheim-4711"


class Heard(logging.Handler):
    """Writes down what any logger says at any level, with the values and the tracebacks that come along."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said: list[str] = []
        self.names: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        self.names.add(record.name)
        self.said.append(f"{self.format(record)} {record.args!r} {vars(record)!r}")


@pytest.fixture
def heard() -> Iterator[Heard]:
    """Listen to all loggers, each set to the lowest level."""
    handler, root = Heard(), logging.getLogger()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(root, "level", logging.DEBUG)
        for name in [*root.manager.loggerDict, "sqlalchemy.engine", "sqlalchemy.pool"]:
            patched.setattr(logging.getLogger(name), "level", logging.DEBUG)
        for name in ("httpx2", "httpcore2"):  # the client of these tests
            patched.setattr(logging.getLogger(name), "disabled", True)
        root.manager._clear_cache()  # type: ignore[attr-defined]  # which levels are on is remembered
        root.addHandler(handler)
        with logs(read_settings(log_level="debug")):
            yield handler
        root.removeHandler(handler)
    root.manager._clear_cache()  # type: ignore[attr-defined]


@pytest.fixture
def service(small_home: Path, tmp_path: Path, sqlite_tables: bytes, heard: Heard) -> Iterator[TestClient]:  # noqa: ARG001 - it hears the start, too
    (tmp_path / "service.sqlite3").write_bytes(sqlite_tables)
    with serving(
        small_home,
        database_url=f"sqlite:///{tmp_path / 'service.sqlite3'}",
        host="0.0.0.0",  # noqa: S104
    ) as served:
        yield served


def _use(service: TestClient, database: Database) -> list[str]:
    """Do all that a secret or a draft takes part in; return the secrets."""
    invitation = str(invitations.invite_first(database, 1))
    send(service, "/welcome", "/welcome", key=invitation, name="boss", display="主任", password=WRONG)
    send(
        service, "/welcome", "/welcome", key=invitation,
        name="boss", display="主任", password=PASSWORD, again=PASSWORD,
    )  # fmt: skip
    accounts.add(database, "zhang", "张代表", "deputy", PASSWORD)
    service.cookies.clear()
    sign_in(service, "zhang", WRONG)
    sign_in(service, "zhang")
    send(service, "/account", "/account/password", old=WRONG, new=OTHER, again=OTHER)
    send(service, "/account", "/account/password", old=PASSWORD, new=OTHER, again=OTHER)
    issued = send(service, "/account", "/account/tokens", label="试").text
    start = issued.index(tokens.PREFIX)
    token = issued[start : start + 46].split("<")[0].split('"')[0]
    csrf = hidden(get(service, "/").text, "/check")["csrf"]
    draft = {"title": TITLE, "body": BODY, "level": "县"}
    for path in ("/check", "/drafts", "/annotated", "/sheet.docx"):
        service.post(path, data={**draft, "csrf": csrf}, headers=HTML)
        service.post(path, data={**draft, "csrf": "von woanders"}, headers=HTML)
    service.post("/check", data={"csrf": csrf}, files={"file": ("西柳巷.docx", form_bytes())}, headers=HTML)
    service.post("/check", data={"csrf": csrf}, files={"file": ("西柳巷.docx", b"PK\x03\x04")}, headers=HTML)
    cookie = service.cookies["lianshen"]
    key = orjson.loads(b64decode(cookie.split(".")[0]))["key"]
    service.cookies.clear()
    for secret in (token, token + "x", f"Basic {token}"):
        kind = {} if " " in secret else {"Authorization": f"Bearer {secret}"}
        service.post("/v1/reviews", json=draft, headers=kind or {"Authorization": secret})
        service.post("/v1/reviews", json={**draft, "level": "西柳巷"}, headers=kind)
        service.post("/v2/check", data={"text": BODY, "language": "zh-CN", "apiKey": secret})
    service.post("/v1/reviews/file", files={"file": ("西柳巷.pdf", b"%PDF-" + BODY.encode())}, headers=kind)
    service.get(f"/login?next=/{WORDS[0]}", headers=HTML)
    sign_in(service, "boss")
    renewed = send(service, "/users", "/users/password", name="zhang").text
    password = renewed.split("<code")[1].split(">")[1].split("<")[0]
    assert len(password) > 8
    return [invitation, token, csrf, cookie, key, password]


def _break(service: TestClient, database: Database) -> None:
    """Let errors happen that nobody foresaw, with the draft in their messages and in the values around."""
    token = tokens.issue(database, accounts.add(database, "wang", "王代表", "deputy", OTHER).id, "试")[1]
    draft = {"title": TITLE, "body": BODY, "level": "县"}

    def failing(_self: object, draft: object, *_others: object) -> None:
        raise ValueError(f"{draft} {BODY}") from KeyError(BODY)

    with patch.object(Reviewer, "review_many", failing):
        answer = service.post("/v1/reviews", json=draft, headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 500
    service.cookies.clear()
    sign_in(service, "wang", OTHER)
    with database.writing() as session:
        session.execute(text("ALTER TABLE submissions RENAME COLUMN body TO gone"))
    csrf = hidden(get(service, "/").text, "/check")["csrf"]
    service.post("/drafts", data={**draft, "csrf": csrf}, headers=HTML)


def test_nothing_of_it_is_logged_in_a_day_of_work(
    service: TestClient, heard: Heard, capfd: pytest.CaptureFixture[str]
) -> None:
    database: Database = service.app.state.database  # type: ignore[attr-defined]
    secrets = _use(service, database)
    _break(service, database)
    secrets.append(Path(service.app.state.settings.key_file).read_text("ascii").strip())  # type: ignore[attr-defined]
    _silent(heard, capfd, [*secrets, PASSWORD, OTHER, WRONG, *WORDS])
    assert {"lianshen.requests", "sqlalchemy.engine.Engine"} <= heard.names


def _silent(heard: Heard, capfd: pytest.CaptureFixture[str], secrets: list[str]) -> None:
    captured = capfd.readouterr()
    said = "\n".join([*heard.said, captured.out, captured.err])
    leaks = {secret: said[max(0, said.index(secret) - 200) :][:300] for secret in secrets if secret in said}
    assert leaks == {}


def _command() -> None:
    outcome = CliRunner().invoke(main, ["users", "list"])
    assert outcome.exit_code != 0
    logging.getLogger("told").info("%s", outcome.output)


def _told(what: object) -> None:
    logging.getLogger("told").info("%s %r", what, what)


def _database(url: str) -> None:
    database = Database.open(url)
    with database.session() as session:
        session.execute(text("SELECT 1"))


ADDRESSES: dict[str, Callable[[str], None]] = {
    "a database out of reach": lambda secret: _database(f"postgresql://boss:{secret}@127.0.0.1:1/x"),
    "a database that is none": lambda secret: _database(f"mysql://boss:{secret}@127.0.0.1:1/x"),
    "no address at all": lambda secret: _database(f"postgresql//boss:{secret}@127.0.0.1:x"),
    "an option": lambda secret: _database(f"postgresql://127.0.0.1:1/x?password={secret}"),
    "a queue out of reach": lambda secret: Queue(f"postgresql://boss:{secret}@127.0.0.1:1/x").close(),
    "a queue of another kind": lambda secret: Queue(f"amqp://boss:{secret}@127.0.0.1:1/x").close(),
    "a setting": lambda secret: _told(
        read_settings(database_url=f"postgresql://boss:{secret}@127.0.0.1:1/x")
    ),
}


@pytest.mark.parametrize("case", ADDRESSES)
def test_a_password_in_an_address_is_never_repeated(
    heard: Heard, capfd: pytest.CaptureFixture[str], case: str
) -> None:
    log = logging.getLogger("told")
    try:
        ADDRESSES[case](IN_ADDRESSES)
    except LianshenError as error:
        log.info("%s %r %r", error, error, vars(error))
    _silent(heard, capfd, [IN_ADDRESSES])


def test_nor_by_a_command(
    heard: Heard, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LIANSHEN_HOME", str(tmp_path))
    monkeypatch.setenv("LIANSHEN_DATABASE_URL", f"postgresql://boss:{IN_ADDRESSES}@127.0.0.1:1/x")
    _command()
    _silent(heard, capfd, [IN_ADDRESSES])
    assert os.environ["LIANSHEN_DATABASE_URL"]
    assert IN_ADDRESSES not in repr(read_settings())

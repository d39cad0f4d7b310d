"""What the doctor finds where something was broken on purpose, and that it breaks nothing itself."""

import json
import os
import re
import shutil
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import text

from api.doctor import machine, program, storage, work
from api.doctor.examining import _looked, examine
from api.doctor.finding import Finding
from api.doctor.program import VARIABLES
from api.sealing import Seal
from api.settings import PREFIX, read_settings
from api.storage.database import Database
from tests.api.backup.offices import WORDS, Office, furnished, office_at
from tests.pages import ROOT
from tests.served import served


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    made = furnished(office_at(tmp_path_factory.mktemp("office") / "home"))
    database = Database.open(made.url)
    with database.writing() as session:
        session.execute(text("UPDATE batches SET state = 'done'"))
    database.close()
    (made.home / "jobs.sqlite3").unlink()
    made.back_up()
    return made


@pytest.fixture
def here(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A copy of an office in which nothing is wrong, as the environment names it."""
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    shutil.copytree(office.home, tmp_path / "home")
    monkeypatch.setenv("LIANSHEN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LIANSHEN_PORT", str(free_port()))
    return office_at(tmp_path / "home")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def found(office: Office) -> dict[str, Finding]:
    return {each.name: each for each in examine(office.home)}


def told(finding: Finding) -> str:
    return f"{finding.found}。{finding.remedy}"


def test_where_all_is_well_nothing_is_wrong_and_nothing_is_told_of_drafts(here: Office) -> None:
    findings = found(here)
    wrong = {name: told(each) for name, each in findings.items() if each.state != "好"}
    of_the_machine = {"时钟", "内存", "磁盘", "磁盘加密", "自动对时", "日志", "组件"}
    assert wrong.keys() <= of_the_machine
    everything = json.dumps([told(each) for each in findings.values()], ensure_ascii=False)
    assert all(word not in everything for word in (WORDS, "红绿灯", "李四", "li.si", "第三次会议"))


def test_a_look_makes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANSHEN_HOME", str(tmp_path / "home"))
    findings = examine(tmp_path / "home")
    assert {each.name for each in findings} >= {"数据库", "模型", "任务队列", "密钥"}
    assert not (tmp_path / "home").exists()


def test_a_look_changes_nothing(here: Office) -> None:
    def state() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in here.home.rglob("*") if path.is_file()}

    before = state()
    examine(here.home)
    assert state() == before


def garble_model(office: Office) -> None:
    version = (office.home / "models" / "current").read_text()
    with (office.home / "models" / version / "model.json").open("ab") as file:
        file.write(b" ")


def garble_other_model(office: Office) -> None:
    version = (office.home / "models" / "current").read_text()
    other = next(path for path in (office.home / "models").glob("f*-*") if path.name != version)
    (other / "model.json").unlink()


def garble_format(office: Office) -> None:
    version = (office.home / "models" / "current").read_text()
    manifest = office.home / "models" / version / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "format": 2}))


def garble_database(office: Office) -> None:
    file = office.home / "lianshen.sqlite3"
    content = bytearray(file.read_bytes())
    page = content.index(WORDS.encode()) // 4096 * 4096
    content[page : page + 200] = b"\xff" * 200
    file.write_bytes(content)


def no_database(office: Office) -> None:
    (office.home / "lianshen.sqlite3").write_text("会议纪要" * 2000)


def statement(words: str) -> Callable[[Office], None]:
    def change(office: Office) -> None:
        database = Database.open(office.url)
        with database.writing() as session:
            session.execute(text(words))
        database.close()

    return change


def open_key(office: Office) -> None:
    (office.home / "secret.key").chmod(0o644)


def open_data(office: Office) -> None:
    (office.home / "lianshen.sqlite3").chmod(0o644)


def other_key(office: Office) -> None:
    """Lose the key that sealed the second factor of an account."""
    sealed = Seal(["lost " * 10]).shut("JBSWY3DPEHPK3PXP", "second factor of 1")
    database = Database.open(office.url)
    with database.writing() as session:
        session.execute(text("UPDATE accounts SET second_factor = :sealed WHERE id = 1"), {"sealed": sealed})
    database.close()


def old_backup(office: Office) -> None:
    for path in (office.home / "backups").iterdir():
        path.unlink()
    (office.home / "backups" / "lianshen-20260102-030405.zip").touch()


def no_backup(office: Office) -> None:
    shutil.rmtree(office.home / "backups")


def no_queue(office: Office) -> None:
    (office.home / "jobs.sqlite3").write_text("no queue" * 1000)


@pytest.mark.parametrize(
    ("spoil", "name", "state", "words"),
    [
        (garble_model, "模型", "不行", "model.json 被改动过"),
        (garble_format, "模型", "不行", "lianshen train"),
        (garble_other_model, "模型", "要留意", "损坏了"),
        (garble_database, "数据库", "不行", "还原"),
        (no_database, "数据库", "不行", "数据库"),
        (no_queue, "任务队列", "不行", "删去"),
        (open_key, "密钥", "不行", "chmod 600"),
        (open_data, "数据文件夹", "要留意", "chmod 600"),
        (old_backup, "备份", "要留意", "已经"),
        (no_backup, "备份", "要留意", "lianshen backup"),
        (statement("UPDATE alembic_version SET version_num = '0001'"), "数据库", "要留意", "先备份"),
        (statement("UPDATE alembic_version SET version_num = '9999'"), "数据库", "不行", "比这个程序新"),
        (other_key, "两步验证", "不行", "第二行"),
        (statement("UPDATE trail SET told = '改过' WHERE id = 2"), "留痕", "不行", "第 2 步"),
        (statement("UPDATE batches SET state = 'running' WHERE id = 2"), "成批审读", "要留意", "没有开"),
        (statement("UPDATE batches SET state = 'failed' WHERE id = 2"), "成批审读", "要留意", "再试一次"),
        (statement("UPDATE trainings SET state = 'failed'"), "再训练", "要留意", "看原因"),
        (statement("UPDATE trainings SET state = 'waiting'"), "再训练", "要留意", "没有开"),
        (statement("UPDATE trail SET made = '2099-01-01 00:00:00'"), "时钟", "不行", "还早"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_do(
    here: Office, spoil: Callable[[Office], None], name: str, state: str, words: str
) -> None:
    spoil(here)
    finding = found(here)[name]
    assert finding.state == state
    assert words in told(finding)
    assert finding.remedy


def test_a_setting_that_nobody_reads_is_told_with_the_one_that_is_meant(
    here: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANSHEN_DATABSE_URL", "postgresql://a:s3cret@b/c")
    finding = found(here)["设置"]
    assert (finding.state, "是不是 LIANSHEN_DATABASE_URL" in finding.found) == ("要留意", True)
    assert "s3cret" not in told(finding)
    monkeypatch.setenv("LIANSHEN_PORT", "eighty")
    assert found(here)["设置的值"].state == "不行"


def test_the_variables_are_those_that_are_read() -> None:
    read: set[str] = set()
    for room in ("model", "training", "api"):
        for path in (ROOT / room).rglob("*.py"):
            read |= set(re.findall(r'(?:environ\.get|getenv)\(\s*"(LIANSHEN_\w+)"', path.read_text("utf-8")))
    assert {"LIANSHEN_HOME"} <= read <= VARIABLES


@pytest.mark.parametrize(
    ("set_so", "state"),
    [
        ({}, "好"),
        ({"HOSTS": "lianshen.example", "SECURE_COOKIES": "true"}, "好"),
        ({"SECURE_COOKIES": "true"}, "要留意"),  # behind a proxy under a name that is not taken
        ({"HOST": "0.0.0.0"}, "要留意"),  # noqa: S104 - not bound
    ],
)
def test_host_names_that_are_missing_are_told(
    here: Office, monkeypatch: pytest.MonkeyPatch, set_so: dict[str, str], state: str
) -> None:
    for name, value in set_so.items():
        monkeypatch.setenv(PREFIX + name, value)
    finding = found(here)["主机名"]
    assert (finding.state, "LIANSHEN_HOSTS" in finding.remedy) == (state, state != "好")


def test_a_template_that_makes_no_letters_is_told(here: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANSHEN_LETTER_TEMPLATE", str(here.home / "lianshen.sqlite3"))
    assert found(here)["意见函模板"].state == "不行"


def test_a_database_that_cannot_be_reached_is_told_without_its_password(
    here: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANSHEN_DATABASE_URL", "postgresql://a:s3cret@127.0.0.1:1/c")
    finding = found(here)["数据库"]
    assert (finding.state, "s3cret" in told(finding)) == ("不行", False)


@pytest.mark.parametrize(
    ("url", "state", "words"),
    [
        ("postgresql://a:s3cret@db.example/c", "不行", "sslmode=verify-full"),
        ("postgresql://a:s3cret@db.example/c?sslmode=verify-full&sslrootcert=x", "要留意", "不变的密码"),
        ("postgresql://a@db.example/c?sslmode=verify-full&sslrootcert=x&sslcert=y&sslkey=z", "好", "加密"),
        ("postgresql:///c?host=/run/postgresql", "好", "在本机"),
        ("", "好", "不连别的服务"),
    ],
)
def test_whom_the_service_speaks_to_is_told_without_passwords(url: str, state: str, words: str) -> None:
    finding = _looked("连接", lambda: storage.connections(read_settings(database_url=url)))
    assert finding.state == state
    assert words in told(finding)
    assert "s3cret" not in told(finding)


def test_postgresql_is_looked_at_as_well(database: Database) -> None:
    settings = read_settings(database_url=database.engine.url.render_as_string(hide_password=False))
    finding, current = storage.database(settings)
    assert (finding.state, current) == ("好", True)
    assert storage.trail(settings).state == "好"
    assert storage.newest(settings) is None


class _Answer(BaseHTTPRequestHandler):
    status, content = 200, b""

    def do_GET(self) -> None:
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(self.content)


@pytest.mark.parametrize(
    ("status", "content", "state", "answering"),
    [
        (200, b'{"status": "ok", "model": "full-1"}', "好", True),
        (503, b'{"title": "-"}', "不行", True),
        (200, b"<html>another program</html>", "不行", False),
        (404, b'{"model": "full-1"}', "不行", False),
    ],
)
def test_who_is_at_the_port_is_told(status: int, content: bytes, state: str, answering: bool) -> None:
    kind = type("Answer", (_Answer,), {"status": status, "content": content})
    with served(kind) as address:
        finding, found_answering = machine.port(read_settings(port=urlsplit(address).port))
    assert (finding.state, found_answering) == (state, answering)


def test_the_clock_is_compared_with_what_is_possible(monkeypatch: pytest.MonkeyPatch) -> None:
    noon = datetime(2027, 3, 5, 4, tzinfo=UTC)
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    assert program.clock(noon - timedelta(days=1), noon).state in {
        "好",
        "要留意",
    }  # by the zone of the machine
    assert program.clock(noon + timedelta(hours=1), noon).state == "不行"
    assert program.clock(None, noon - timedelta(days=3650)).state == "不行"


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    for free, state in ((10**8, "不行"), (5 * 10**8, "要留意"), (10**11, "好")):
        left = usage._replace(free=free)
        monkeypatch.setattr(shutil, "disk_usage", lambda _path, left=left: left)
        assert machine.disk(tmp_path / "not" / "yet").state == state


def test_a_folder_nobody_may_write_into_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert machine.folder(tmp_path).state == "不行"


def test_a_check_that_fails_itself_keeps_no_other_from_being_made(
    here: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_home: Path) -> Finding:
        raise ZeroDivisionError

    monkeypatch.setattr(work, "model", fail)
    findings = found(here)
    assert (findings["模型"].state, "ZeroDivisionError" in findings["模型"].found) == ("不行", True)
    assert findings["留痕"].state == "好"


def test_a_package_that_is_too_old_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    needed = ["click>=999", "nothing-of-this-name", "x; extra == 'y'"]
    monkeypatch.setattr(program, "requires", lambda _: needed)
    finding = program.program()
    assert finding.state == "不行"
    assert "click" in finding.found
    assert "没有装 nothing-of-this-name" in finding.found

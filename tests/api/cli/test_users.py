"""``lianshen users``: accounts and tokens, made where the service looks for them."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from api.accounts import sessions, tokens
from api.accounts.accounts import named
from api.accounts.log_in import log_in
from api.errors import LogInRefused
from api.storage.database import Database
from api.storage.migrate import migrate
from api.trail.listing import steps
from tests.api.accounts.factors import with_telephone
from tests.api.cli.conftest import Lianshen
from tests.api.cli.program import LIANSHEN, start

PASSWORD = "东门小学 红绿灯 2026"  # noqa: S105 - of accounts that live as long as a test
HERE = "192.0.2.1"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LIANSHEN_HOME", str(tmp_path))
    monkeypatch.delenv("LIANSHEN_DATABASE_URL", raising=False)
    return tmp_path


@pytest.fixture
def database(home: Path) -> Iterator[Database]:
    """What the service would open."""
    opened = Database.open(f"sqlite:///{home}/lianshen.sqlite3")
    migrate(opened)
    yield opened
    opened.close()


def added(lianshen: Lianshen, *arguments: str) -> None:
    result = lianshen("users", "add", *arguments, "--password-stdin", stdin=f"{PASSWORD}\n")
    assert (result.exit_code, result.stderr) == (0, "")


def asked(process: subprocess.Popen[bytes]) -> str:
    """Wait until a program asks for something on standard error; return what it wrote there."""
    assert process.stderr is not None
    written = b""
    while not written.endswith("：".encode()):
        more = os.read(process.stderr.fileno(), 1024)
        assert more, written.decode()
        written += more
    return written.decode()


def test_an_account_is_added_for_the_service(lianshen: Lianshen, database: Database) -> None:
    asked = ("Zhang.San", "--role", "审核人员", "--display", "张三", "--password-stdin")
    result = lianshen("users", "add", *asked, stdin=f"{PASSWORD}\r\n第二行\n")
    assert result.stdout == "已添加账号 zhang.san（张三，审核人员）。\n"
    account = log_in(database, "zhang.san", PASSWORD, HERE)
    assert (account.display, account.role) == ("张三", "reviewer")


def test_the_database_is_the_one_that_the_environment_names(
    lianshen: Lianshen, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANSHEN_DATABASE_URL", postgresql_url)
    added(lianshen, "zhang.san")
    assert lianshen("users", "list").stdout.startswith("zhang.san  zhang.san  代表  ")


def test_who_is_not_told_otherwise_is_a_deputy_shown_by_the_name(
    lianshen: Lianshen, database: Database
) -> None:
    added(lianshen, "zhang.san")
    account = named(database, "zhang.san")
    assert (account.display, account.role) == ("zhang.san", "deputy")


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("z", PASSWORD, "登录名要有 2 到 40 个字"),
        ("zhang.san", "短", "密码至少要有 8 个字符"),
        ("zhang.san", "", "密码至少要有 8 个字符"),
        ("li.si", PASSWORD, "登录名“li.si”已经有人用了"),
    ],
)
def test_what_will_not_do_is_explained(
    lianshen: Lianshen, database: Database, name: str, typed: str, said: str
) -> None:
    added(lianshen, "li.si")
    result = lianshen("users", "add", name, "--password-stdin", stdin=typed)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert named(database, "li.si").id == 1


def test_a_password_is_asked_for_only_on_a_terminal(lianshen: Lianshen, home: Path) -> None:
    result = lianshen("users", "add", "zhang.san", stdin=f"{PASSWORD}\n{PASSWORD}\n")
    assert result.exit_code == 2
    assert "请加 --password-stdin" in result.stderr
    assert list(home.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_on_a_terminal_a_password_is_typed_twice_and_never_shown(home: Path, database: Database) -> None:
    ours, its = pty.openpty()
    process = start(
        LIANSHEN,
        *("users", "add", "zhang.san"),
        environment={"LIANSHEN_HOME": str(home)},
        stdin=its,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    said = ""
    for typed in (PASSWORD, "西门中学 斑马线", PASSWORD, PASSWORD):
        said += asked(process)  # what is typed before echoing is off is thrown away
        os.write(ours, f"{typed}\n".encode())
    output, errors = process.communicate(timeout=60)
    os.close(its)
    os.close(ours)
    said += output.decode() + errors.decode()
    assert process.returncode == 0, said
    assert "已添加账号 zhang.san" in said
    assert "两次输入的内容不一样" in said
    assert PASSWORD not in said
    assert log_in(database, "zhang.san", PASSWORD, HERE).name == "zhang.san"


def test_all_accounts_are_listed(lianshen: Lianshen, database: Database) -> None:
    added(lianshen, "王五", "--role", "管理员")
    added(lianshen, "zhang.san", "--display", "张三丰")
    lianshen("users", "disable", "zhang.san")
    first, second = lianshen("users", "list").stdout.splitlines()
    made = f"{named(database, 'zhang.san').created.astimezone():%Y-%m-%d %H:%M}"
    assert second == f"zhang.san  张三丰  代表    {made} 添加  已停用"
    assert first.startswith("王五".ljust(7))
    assert "管理员" in first
    assert first.rstrip().endswith("添加")


def test_a_lost_telephone_is_taken_off_which_the_list_and_the_trail_tell(
    lianshen: Lianshen, database: Database
) -> None:
    added(lianshen, "zhang.san", "--display", "张三")
    with_telephone(database, named(database, "zhang.san").id, PASSWORD)
    assert lianshen("users", "list").stdout.endswith("添加  两步验证\n")
    removed = lianshen("users", "unpair", "Zhang.San")
    assert removed.stdout == "已去掉账号 zhang.san（张三）的两步验证。\n"
    assert lianshen("users", "list").stdout.endswith("添加\n")
    (step,) = steps(database, kinds=["second_factor_removed"])
    assert step.actor.startswith("命令行")
    refused = lianshen("users", "unpair", "zhang.san")
    assert (refused.exit_code, "没有开两步验证" in refused.stderr) == (2, True)


def test_for_programs_accounts_are_objects_without_passwords(lianshen: Lianshen, database: Database) -> None:
    added(lianshen, "zhang.san", "--display", "张三")
    (account,) = json.loads(lianshen("users", "list", "--format", "json").stdout)
    assert datetime.fromisoformat(account.pop("created")) == named(database, "zhang.san").created
    assert account == {
        "id": 1,
        "name": "zhang.san",
        "display": "张三",
        "role": "deputy",
        "disabled": False,
        "to_choose": False,
        "second_factor": False,
    }


def test_where_there_is_no_account_it_is_said(lianshen: Lianshen, home: Path) -> None:
    result = lianshen("users", "list")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "还没有账号。\n")
    assert (home / "lianshen.sqlite3").exists()
    assert lianshen("users", "list", "--format", "json").stdout == "[]\n"


def test_a_disabled_account_cannot_log_in_until_it_is_enabled(lianshen: Lianshen, database: Database) -> None:
    added(lianshen, "zhang.san")
    assert lianshen("users", "disable", "ZHANG.SAN").stdout == "已停用账号 zhang.san（zhang.san）。\n"
    with pytest.raises(LogInRefused):
        log_in(database, "zhang.san", PASSWORD, HERE)
    assert lianshen("users", "enable", "zhang.san").stdout == "已启用账号 zhang.san（zhang.san）。\n"
    log_in(database, "zhang.san", PASSWORD, HERE)


def test_the_only_administrator_stays(lianshen: Lianshen, database: Database) -> None:
    added(lianshen, "wang", "--role", "管理员")
    result = lianshen("users", "disable", "wang")
    assert result.exit_code == 2
    assert "唯一的管理员" in result.stderr
    assert not named(database, "wang").disabled


def test_who_forgot_a_password_is_given_another(lianshen: Lianshen, database: Database) -> None:
    added(lianshen, "zhang.san")
    key = sessions.start(database, 1, hours=1)
    result = lianshen("users", "password", "zhang.san", "--password-stdin", stdin="西门中学 斑马线\n")
    assert result.stdout == "已换账号 zhang.san（zhang.san）的密码。\n"
    assert sessions.account_of(database, key) is None
    log_in(database, "zhang.san", "西门中学 斑马线", HERE)


def test_a_token_is_shown_once_listed_and_revoked(lianshen: Lianshen, database: Database) -> None:
    added(lianshen, "zhang.san")
    result = lianshen("users", "token", "zhang.san", "--label", "编辑器")
    secret = result.stdout.removesuffix("\n")
    assert "只显示这一次" in result.stderr
    assert tokens.account_of(database, secret) == named(database, "zhang.san")
    listed = lianshen("users", "token", "zhang.san").stdout
    assert listed.startswith("1  编辑器  ")
    assert "用过" in listed
    assert secret not in listed
    assert lianshen("users", "token", "zhang.san", "--revoke", "1").stdout == "已收回令牌 1 号。\n"
    assert tokens.account_of(database, secret) is None
    result = lianshen("users", "token", "zhang.san")
    assert (result.stdout, result.stderr) == ("", "账号 zhang.san 没有令牌。\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--label", "编辑器", "--revoke", "1"), "一次只能写一个"),
        (("--revoke", "7"), "没有编号是 7 的令牌"),
        (("--revoke", "x"), "应是不小于 1 的整数"),
        (("--label", ""), "请用 1 到 60 个字"),
    ],
)
def test_what_cannot_be_done_with_tokens_is_explained(
    lianshen: Lianshen, database: Database, arguments: tuple[str, ...], said: str
) -> None:
    added(lianshen, "zhang.san")
    result = lianshen("users", "token", "zhang.san", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert tokens.tokens_of(database, 1) == ()


@pytest.mark.parametrize("command", ["disable", "enable", "token"])
def test_who_is_not_there_is_said(lianshen: Lianshen, database: Database, command: str) -> None:
    result = lianshen("users", command, "zhang.san")
    assert result.exit_code == 2
    assert "没有登录名是“zhang.san”的账号" in result.stderr
    assert database.on_sqlite

"""Keys and tokens that are open to others, or in use for longer than the page allows, are told."""

import os
import re
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.accounts import accounts, tokens
from api.doctor import keys
from api.http.keys import signing_key
from api.settings import read_settings
from api.storage.database import Database
from model.keys import new_key
from tests.api.accounts.people import made
from tests.pages import rows, section

NOW = datetime(2027, 3, 5, 4, tzinfo=UTC)


def aged(file: Path, age: timedelta) -> None:
    os.utime(file, times=((NOW - age).timestamp(),) * 2)


def test_a_key_of_cookies_that_is_too_old_is_told_with_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "secret.key"
    assert keys.of_cookies(file, NOW).state == "好"
    signing_key(file)
    aged(file, timedelta(days=364))
    assert keys.of_cookies(file, NOW).state == "好"
    aged(file, timedelta(days=366))
    finding = keys.of_cookies(file, NOW)
    assert (finding.state, "用了 366 天" in finding.found, "删去它" in finding.remedy) == (
        "要留意",
        True,
        True,
    )
    assert "有人开了的不要删" in finding.remedy, "second factors are sealed by it"


def test_a_key_that_signs_models_is_looked_at_where_one_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LIANSHEN_SIGNING_KEY", raising=False)
    assert keys.of_models(NOW).state == "好"
    file = tmp_path / "models.key"
    monkeypatch.setenv("LIANSHEN_SIGNING_KEY", str(file))
    assert keys.of_models(NOW).state == "不行"
    new_key(file)
    aged(file, timedelta(days=700))
    assert keys.of_models(NOW).state == "好"
    aged(file, timedelta(days=731))
    assert "models key" in keys.of_models(NOW).remedy
    file.chmod(0o640)
    assert keys.of_models(NOW).state == ("要留意" if sys.platform == "win32" else "不行")


def test_tokens_that_are_too_old_are_told_by_their_numbers(database: Database) -> None:
    settings = read_settings(database_url=database.engine.url.render_as_string(hide_password=False))
    owner, gone = made(database, "li.si"), made(database, "wang.wu")
    token, secret = tokens.issue(database, owner.id, "档案系统")
    tokens.issue(database, gone.id, "旧的")
    accounts.disable(database, "wang.wu")
    today = datetime.now(UTC)
    assert keys.of_programs(settings, today + timedelta(days=364)).state == "好"
    finding = keys.of_programs(settings, today + timedelta(days=366))
    assert (finding.state, finding.found) == ("要留意", f"1 个，其中编号 {token.id} 的发了超过 365 天")
    assert secret not in finding.found + finding.remedy


def test_how_long_keys_may_be_in_use_is_as_the_page_says() -> None:
    stated = rows(section("docs/keys.md", "有哪些"))
    for name, longest in {
        "给 cookie 签名的密钥": keys.OF_COOKIES,
        "给模型签名的私钥": keys.OF_MODELS,
        "令牌": keys.OF_TOKENS,
    }.items():
        assert re.findall(r"(\d+) 天", stated[name])[0] == str(longest.days)

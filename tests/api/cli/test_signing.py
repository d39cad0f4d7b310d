"""``lianshen models key`` and ``sign``, and what a place that trusts certain keys does with other models."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.models.switching import Models
from api.storage.database import Database
from api.trail.listing import steps
from model.bundle import load_bundle
from model.keys import fingerprint
from tests.api.cli.conftest import Lianshen
from tests.api.models.compared import compared, two_models


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LIANSHEN_HOME", str(tmp_path / "home"))
    for name in ("DATABASE_URL", "TRUSTED_KEYS", "SIGNING_KEY"):
        monkeypatch.delenv(f"LIANSHEN_{name}", raising=False)
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


@pytest.fixture
def database(home: Path, sqlite_tables: bytes) -> Iterator[Database]:
    (home / "lianshen.sqlite3").write_bytes(sqlite_tables)
    opened = Database.open(f"sqlite:///{home}/lianshen.sqlite3")
    yield opened
    opened.close()


def test_only_what_was_signed_is_promoted_and_gone_back_to(
    lianshen: Lianshen, home: Path, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = two_models(home)
    compared(database, old, new)
    key = tmp_path / "密钥"
    made = lianshen("models", "key", key)
    assert made.exit_code == 0, made.stderr
    public = (tmp_path / "密钥.pub").read_text("utf-8")
    assert made.stdout.splitlines()[1:] == [f"公钥：{key}.pub", f"指纹：{fingerprint(public)}"]
    assert "PRIVATE" not in made.stdout
    monkeypatch.setenv("LIANSHEN_TRUSTED_KEYS", f"{key}.pub")

    refused = lianshen("models", "promote", new)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "模型不可信：没有签名" in refused.stderr
    assert f"lianshen models sign {new} --key" in refused.stderr
    assert Models(database, home).in_use == old

    signed = lianshen("models", "sign", new, "--key", key)
    assert (signed.exit_code, signed.stdout) == (0, f"已给 {new} 签名，密钥 {fingerprint(public)}。\n")
    step = steps(database)[0]
    assert (step.kind, step.told) == ("sign", f"给模型 {new} 签名，密钥 {fingerprint(public)}")
    assert step.actor.startswith("命令行")
    assert lianshen("models", "promote", new).exit_code == 0
    assert load_bundle(home / "models" / new).version == new

    back = lianshen("models", "rollback")
    assert (back.exit_code, "没有签名" in back.stderr) == (2, True)
    assert Models(database, home).in_use == new


def test_what_cannot_be_signed_is_told_and_not_recorded(
    lianshen: Lianshen, home: Path, database: Database, tmp_path: Path
) -> None:
    old, _ = two_models(home)
    for version, key, words in (
        ("fast-000000000000", tmp_path / "key", "没有“fast-000000000000”这个版本"),
        (old.replace("fast", "full"), tmp_path / "key", f"有的是 {old}"),
        (old, tmp_path / "key", "签名的密钥读不出来"),
        (old, home / "models" / "current", "不是签名的密钥"),
    ):
        result = lianshen("models", "sign", version, "--key", key)
        assert (result.exit_code, words in result.stderr) == (2, True), result.stderr
    assert lianshen("models", "sign", old).exit_code == 2
    assert steps(database) == ()


def test_a_key_is_not_written_over(lianshen: Lianshen, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("mine", "utf-8")
    result = lianshen("models", "key", tmp_path / "key")
    assert (result.exit_code, "这个文件已经有了" in result.stderr) == (2, True)
    assert (tmp_path / "key").read_text("utf-8") == "mine"

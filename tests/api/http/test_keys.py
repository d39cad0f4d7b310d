import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from api.errors import SettingsError
from api.http.keys import all_keys, signing_key
from tests.site.lines import lines_under


def test_a_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "secret.key"
    key = signing_key(path)
    assert len(key) >= 48
    assert signing_key(path) == key
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["secret.key"]


def test_all_that_start_at_once_use_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(signing_key, [tmp_path / "secret.key"] * 40))) == 1


def test_a_new_key_is_put_before_the_old_one_which_signs_nothing_any_more(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    old = signing_key(path)
    path.write_text(f"{'n' * 48}\n{old}\n", "ascii")
    assert signing_key(path) == "n" * 48
    assert all_keys(path) == ("n" * 48, old)


@pytest.mark.parametrize("content", [b"", b"short", b"\xff" * 64, b"x" * 48 + b"\nshort"])
def test_a_key_that_cannot_be_used_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "secret.key"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=r"secret\.key"):
        signing_key(path)


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
def test_the_commands_of_the_page_put_a_new_key_before_the_old_one(tmp_path: Path) -> None:
    old = signing_key(tmp_path / "secret.key")
    lines = [
        line.replace("/srv/lianshen/data", str(tmp_path))
        for line in lines_under("docs/security.md", "密码学用在哪里")
        if not line.startswith("systemctl ")
    ]
    assert lines
    subprocess.run(["bash", "-euc", "\n".join(lines)], check=True)  # noqa: S603, S607 - the lines are our own
    new, *former = all_keys(tmp_path / "secret.key")
    assert new != old
    assert former == [old]
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600

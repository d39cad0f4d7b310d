"""What the walk through an upgrade is made of; the walk itself is ``python -m tests.upgrade``."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.cli import main
from tests.api.http.running import running
from tests.api.jobs.consuming import consumer
from tests.api.services import serving, small_home
from tests.pages import ROOT
from tests.site.lines import lines_under
from tests.upgrade.browser import CameOutOtherwise
from tests.upgrade.kept import gone, tables
from tests.upgrade.machine import Machine
from tests.upgrade.office import ADMINISTRATOR, OPINION, Office

__all__ = ["small_home"]

HOST = "lianshen.example"


@pytest.fixture
def office(small_home: Path, tmp_path: Path) -> Iterator[Office]:
    """An office whose service stands behind a proxy; its database is new."""
    shutil.copytree(small_home / "models", tmp_path / "models")
    url = f"sqlite:///{tmp_path}/lianshen.sqlite3"

    def command(*words: str, stdin: str = "") -> str:
        environment = {"LIANSHEN_HOME": str(tmp_path), "LIANSHEN_DATABASE_URL": url}
        result = CliRunner(env=environment).invoke(main, words, input=stdin, prog_name="lianshen")
        assert result.exit_code == 0, result.output
        return result.stdout

    with (
        serving(tmp_path, hosts=HOST, anonymous=False, secure_cookies=True) as client,
        running(client.app) as port,
        consumer(tmp_path, url),
    ):
        yield Office(port, HOST, command)


def test_an_office_works_as_the_walk_has_it_work(office: Office, tmp_path: Path) -> None:
    office.begin()
    seen = dict(office.seen())
    assert OPINION in seen["dai2 /drafts/2"]
    assert "水利局" in seen["shen /desk/pieces/3"]
    assert '"verdict"' in seen["token"]
    kept = tables(tmp_path / "lianshen.sqlite3")
    assert (len(kept["accounts"]), len(kept["submissions"]), len(kept["pieces"])) == (4, 3, 15)
    office.come_again()
    assert dict(office.seen()) == seen


def test_what_the_service_refuses_ends_the_walk(office: Office) -> None:
    with pytest.raises(CameOutOtherwise, match="登录名或密码不对"):
        office.signed_in(ADMINISTRATOR)


def test_a_row_that_is_gone_or_changed_is_told() -> None:
    before = {"labels": [{"id": 1, "main": "水利局"}, {"id": 2, "main": "教育局"}]}
    assert list(gone(before, {"labels": [*before["labels"], {"id": 3, "main": "财政局"}]})) == []
    assert list(gone(before, {"labels": [{"id": 1, "main": "水利局", "new": None}]})) == [
        "labels: {'id': 2, 'main': '教育局'}"
    ]
    assert len(list(gone(before, {}))) == 2
    assert (
        list(gone({"accounts": [{"id": 1, "password": "a"}]}, {"accounts": [{"id": 1, "password": "b"}]}))
        == []
    )


def test_lines_are_carried_out_in_a_folder_and_nowhere_else(tmp_path: Path) -> None:
    machine = Machine(tmp_path, 0, {"抄下的摘要": "5f28"})
    lines = [
        *lines_under("docs/operation.md", "开机就启动"),
        *lines_under("docs/upgrade.md", "用 systemd 的"),
        *lines_under("docs/upgrade.md", "退回"),
        *lines_under("docs/backup.md", "停用"),
    ]
    assert len(lines) > 40
    for line in lines:
        own = machine.here(line).replace(str(tmp_path), "")
        assert f"{tmp_path}/srv" in machine.here("/srv/lianshen /srv")
        assert (own.count("/srv/"), own.count("/etc/")) == (line.count("/srv/"), line.count("/etc/")), line
        assert not {"-o", "-g", "runuser"} & set(own.split()), line
    helper = machine.here((ROOT / "deploy/lianshen-admin").read_text("utf-8"))
    assert f'\nexec {tmp_path}/srv/lianshen/program/bin/lianshen "$@"\n' in helper
    assert f"\ndone <{tmp_path}/etc/lianshen/lianshen.env\n" in helper
    with pytest.raises(CameOutOtherwise, match="program-1"):
        machine.carry_out(["ls /srv/lianshen/program-1"], tmp_path)

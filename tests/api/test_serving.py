"""``lianshen serve`` as a process: how it starts, what it says, how it stops."""

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest
from click.testing import CliRunner

from api.accounts.invitations import is_valid
from api.cli import main
from api.storage.migrate import migrate
from tests.api.browser.site import Site
from tests.api.cli.program import LIANSHEN, start


@pytest.fixture
def site(small_home: Path, tmp_path: Path) -> Iterator[Site]:
    site = Site(small_home, tmp_path, {})
    yield site
    site.stop()


@pytest.fixture(scope="module")
def running(small_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The service as it runs in an office: there are accounts when it starts."""
    site = Site(small_home, tmp_path_factory.mktemp("running"), {})
    with site.database() as database:
        migrate(database)
    site.add_everybody()
    site.start()
    yield site
    site.stop()


def _get(site: Site, path: str) -> tuple[int, bytes]:
    answer = httpx.get(site.address + path, headers={"Accept": "text/html"}, timeout=30)
    return answer.status_code, answer.content


def _said(site: Site) -> str:
    return (site.folder / "output.txt").read_text("utf-8")


def _refusal(*arguments: str, **environment: str) -> str:
    """Start the service, which must end of itself with exit code 2, and return what it said."""
    process = start(
        LIANSHEN,
        "serve",
        *arguments,
        environment=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 2
    assert b"Traceback" not in said
    return said.decode("utf-8")


def _refusal_before_the_start(monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
    """Return what is said where nothing is started yet; it needs no process of its own."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    told = CliRunner().invoke(main, ["serve", "--port", "0"], prog_name="lianshen")
    assert told.exit_code == 2
    assert "Traceback" not in told.output
    return told.output


def test_it_serves_the_page_and_stops_by_ctrl_c_without_a_complaint(site: Site) -> None:
    """The key of the first administrator is new at each start."""
    site.start()
    first = site.first_key
    assert _get(site, "/")[0] == 200
    process = site._process
    assert process
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 0
    assert _said(site).splitlines()[-1] == "按 Ctrl-C 停止。"
    site.start()
    second = site.first_key
    assert first != second
    assert b'action="/welcome"' in _get(site, "/welcome")[1]
    with site.database() as database:
        assert [is_valid(database, key) for key in (first, second)] == [False, True]


def test_the_key_of_the_first_administrator_stands_in_no_address(site: Site) -> None:
    site.start()
    addresses = re.findall(r"http://\S+", _said(site))
    assert len(addresses) == 2
    assert not [each for each in addresses if site.first_key in each or "?" in each or "#" in each]


def test_the_link_for_the_first_administrator_is_gone_once_there_is_one(running: Site) -> None:
    assert "/welcome" not in _said(running)


@pytest.mark.parametrize(("trusted", "seen"), [("10.255.255.254", "127.0.0.1"), ("127.0.0.1", "10.9.8.7")])
def test_where_one_comes_from_is_taken_from_trusted_proxies_alone(
    small_home: Path, tmp_path: Path, trusted: str, seen: str
) -> None:
    site = Site(small_home, tmp_path, {"proxies": trusted})
    site.start()
    lies = {"X-Forwarded-For": "10.9.8.7", "X-Real-IP": "10.1.1.1", "Forwarded": "for=10.1.1.2"}
    httpx.get(f"{site.address}/v1/units", headers=lies | {"Authorization": "Bearer ls_none"}, timeout=30)
    site.stop()
    (told,) = [line for line in _said(site).splitlines() if "令牌无效" in line]
    assert seen in told
    assert not {"10.9.8.7", "10.1.1.1", "10.1.1.2"} - {seen} & set(re.findall(r"[\d.]{8,}", told))


def test_several_processes_answer(small_home: Path, tmp_path: Path, postgresql_url: str) -> None:
    """On PostgreSQL; on SQLite they do in ``jobs/test_supervising.py``."""
    site = Site(small_home, tmp_path, {"workers": 2, "database_url": postgresql_url})
    site.start()
    try:
        before = _asked_whether_ready(site)
        assert [_get(site, "/readyz")[0] for _ in range(9)] == [200] * 9
        assert _server_processes(site) == 2
        assert _asked_whether_ready(site) == before + 9
    finally:
        site.stop()


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
def test_processes_whose_first_one_is_killed_leave_the_address_to_the_next(
    small_home: Path, tmp_path: Path
) -> None:
    site = Site(small_home, tmp_path, {"workers": 2})
    site.start()
    assert site._process
    first = psutil.Process(site._process.pid)
    family = first.children(recursive=True)
    first.kill()
    site._process.wait()
    _, left = psutil.wait_procs(family, timeout=60)
    for each in left:
        each.kill()
    assert left == []


def _asked_whether_ready(site: Site) -> int:
    """Return what the processes together have counted."""
    status, counts = _get(site, "/metrics")
    assert status == 200
    asked = re.findall(rb'lianshen_requests_total\{method="GET",route="/readyz".*\} (\d+)', counts)
    return sum(map(int, asked))


def _server_processes(site: Site) -> int:
    """Return how many server processes the command has: copies of one, where the system can copy."""
    assert site._process
    children = psutil.Process(site._process.pid).children()
    if sys.platform == "win32":
        return sum("spawn_main" in " ".join(child.cmdline()) for child in children)
    (copied,) = (child for child in children if "multiprocessing.forkserver" in " ".join(child.cmdline()))
    return len(copied.children())


def test_a_port_in_use_is_named_with_what_to_do(running: Site, small_home: Path, tmp_path: Path) -> None:
    port = running.address.rpartition(":")[2]
    said = _refusal(
        "--port",
        port,
        LIANSHEN_HOME=str(small_home),
        LIANSHEN_DATABASE_URL=f"sqlite:///{tmp_path / 'other.sqlite3'}",
        LIANSHEN_SECRET_FILE=str(tmp_path / "other.key"),
    )
    assert f"端口 {port}" in said
    assert "--port" in said


def test_a_model_that_was_changed_is_told_without_a_traceback(small_home: Path, tmp_path: Path) -> None:
    home = shutil.copytree(small_home, tmp_path / "home")
    (model,) = home.glob("models/f*/model.json")
    model.write_bytes(model.read_bytes() + b" ")
    said = _refusal("--port", "0", LIANSHEN_HOME=str(home))
    assert "model.json" in said


def test_a_database_out_of_reach_is_told_without_its_password(
    small_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = _refusal_before_the_start(
        monkeypatch,
        LIANSHEN_HOME=str(small_home),
        LIANSHEN_DATABASE_URL="postgresql://office:geheim@127.0.0.1:1/lianshen",
    )
    assert "PostgreSQL" in said
    assert "geheim" not in said


def test_a_wrong_setting_is_told(small_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = _refusal_before_the_start(monkeypatch, LIANSHEN_HOME=str(small_home), LIANSHEN_WAITING="viele")
    assert said.startswith("LIANSHEN_WAITING：")


def test_the_answer_is_complete_from_the_first_request(running: Site) -> None:
    draft = {"title": "关于修路的建议", "body": "东门外的路坏了，请修。"}
    answer = httpx.post(f"{running.address}/v1/reviews", json=draft, timeout=30)
    assert answer.status_code == 200
    assert answer.json()["title"] == "关于修路的建议"

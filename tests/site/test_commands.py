"""Every command line of the documentation is carried out, or it is written down what stands for it."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from api.accounts import accounts, tokens
from api.cli import main
from tests.api.http.running import running
from tests.api.services import service, small_home
from tests.commands import commands
from tests.pages import ROOT
from tests.site.elsewhere import ELSEWHERE, stands_for
from tests.site.lines import Line, lines
from tests.site.prepared import prepare

__all__ = ["service", "small_home"]

LINES = lines()
KNOWN = commands()
_PROGRAM = re.compile(r"((?:[A-Z_]+=\S+ )*)(?:\S+/)?lianshen(?:-admin)? ")
_CALL = "curl "

BEFORE = {
    "docs/backup.md": ["lianshen users add zhang"],
    "docs/upgrade.md": ["lianshen users add zhang"],
    "docs/guide-administrator.md": ["lianshen units export 单位.xlsx"],
    "docs/http.md": ["lianshen users add zhang"],
    "docs/labels.md": ["lianshen labels import 历年交办.xlsx"],
}
"""What the reader of a page has done before."""

_CHOSEN = "山高月小水落石出"


def _done() -> dict[str, list[str]]:
    """Return the command lines of each page that are carried out in this process."""
    pages: dict[str, list[str]] = {}
    for line in LINES:
        if _PROGRAM.match(line.text) and not stands_for(line):
            pages.setdefault(line.page, []).append(line.text)
    return pages


@pytest.fixture
def _here(small_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a folder with the files that the pages name, and a home of one's own."""
    shutil.copytree(small_home / "models", tmp_path / "home" / "models")
    monkeypatch.setenv("LIANSHEN_HOME", str(tmp_path / "home"))
    (tmp_path / "here").mkdir()
    prepare(tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")


@pytest.mark.usefixtures("_here")
@pytest.mark.parametrize("page", _done())
def test_the_commands_of_a_page_do_what_they_should(page: str) -> None:
    for text in [*BEFORE.get(page, []), *_done()[page]]:
        given, *words = _PROGRAM.findall(text)[0].split(), *shlex.split(_PROGRAM.sub("", text, count=1))
        asked = text.startswith("lianshen users add")  # for a password, on a terminal
        words += ["--password-stdin"] if asked else []
        result = CliRunner(env=dict(each.split("=", 1) for each in given)).invoke(
            main, words, input=_CHOSEN if asked else None, prog_name="lianshen"
        )
        found = {0, 1} if words[0] in {"check", "score", "doctor"} else {0}  # 1: something was found
        assert result.exit_code in found, f"{text}\n{result.output}"


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_the_calls_of_the_interface_are_answered(
    service: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = service.app
    account = accounts.add(app.state.database, "zhang", "张代表", "deputy", _CHOSEN)  # type: ignore[attr-defined]
    _, token = tokens.issue(app.state.database, account.id, "提交平台")  # type: ignore[attr-defined]
    monkeypatch.setenv("TOKEN", token)
    (tmp_path / "data").symlink_to(ROOT / "data")
    calls = [line.text for line in LINES if line.text.startswith(_CALL)]
    assert len(calls) >= 7
    with running(app) as port:
        for text in calls:
            own = text.replace("127.0.0.1:8000", f"127.0.0.1:{port}").replace(_CALL, "curl --fail -sS ", 1)
            done = subprocess.run(  # noqa: S603 - the lines are our own
                ["bash", "-c", own],  # noqa: S607
                cwd=tmp_path,
                capture_output=True,
                check=False,
                text=True,
            )
            assert done.returncode == 0, f"{text}\n{done.stdout}{done.stderr}"
            assert done.stdout


@pytest.mark.parametrize("line", [each for each in LINES if stands_for(each)], ids=lambda line: line.text)
def test_what_stands_for_a_command_is_there_and_its_options_are_real(line: Line) -> None:
    instead = stands_for(line)
    assert instead
    assert (ROOT / instead.instead).exists(), instead.instead
    if _PROGRAM.match(line.text):
        words = shlex.split(line.text.partition("|")[0].replace("\\", "/"))
        words = words[
            next(at for at, word in enumerate(words) if word.endswith(("lianshen", "lianshen-admin"))) + 1 :
        ]
        assert _options_of(words) >= {word for word in words if word.startswith("-")}


def _options_of(words: list[str]) -> set[str]:
    name = max((each for each in KNOWN if f"{' '.join(words)} ".startswith(f"{each} ")), key=len)
    command = KNOWN[name]
    with command.make_context(name, words[len(name.split()) :], resilient_parsing=True):
        return {flag for each in command.params if isinstance(each, click.Option) for flag in each.opts}


def test_no_command_is_forgotten() -> None:
    forgotten = [
        line
        for line in LINES
        if not _PROGRAM.match(line.text) and not line.text.startswith(_CALL) and not stands_for(line)
    ]
    assert forgotten == []


def test_nothing_stands_for_commands_that_are_not_there() -> None:
    used = {stands_for(line) for line in LINES}
    assert [each for each in ELSEWHERE if each not in used] == []

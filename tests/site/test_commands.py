"""Every command line of the documentation is carried out, or it is written down what stands for it."""

import re
import shlex
import shutil
import subprocess
import sys
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
from tests.site.elsewhere import ELSEWHERE, Elsewhere, stands_for, wrong
from tests.site.lines import Line, lines
from tests.site.prepared import prepare

__all__ = ["service", "small_home"]

LINES = lines()
KNOWN = commands()
_PROGRAM = re.compile(r"((?:[A-Z_]+=\S+ )*)(?:\S+[/\\])?lianshen(?:-admin(?: --owner)?)? ")
_CALL = "curl "

BEFORE = {
    "docs/backup.md": ["lianshen users add zhang", "lianshen backup lianshen-20261126-020000.zip"],
    "docs/upgrade.md": ["lianshen users add zhang", "lianshen backup lianshen-20261126-020000.zip"],
    "docs/guide-administrator.md": ["lianshen units export 单位.xlsx"],
    "docs/http.md": ["lianshen users add zhang"],
    "docs/labels.md": ["lianshen labels import 历年交办.xlsx"],
}
"""What the reader of a page has done before."""

IN_A_SHELL = (
    "split -l 10000 -d -a 5 --additional-suffix=.jsonl 全部.jsonl 件/part-",
    "python -c \"import json; m = json.load(open('样本结果.jsonl/_manifest.json'));"
    " print(m['seconds'] / (m['scored'] + m['unread']) * 1000)\"",
    "cp -r locks/base.txt data/examples/03-infeasible.docx CHANGELOG.md deploy docs locks .ci wheelhouse/",
    "(cd wheelhouse && find . -type f ! -name SHA256SUMS -exec sha256sum {} + > SHA256SUMS"
    " && sha256sum SHA256SUMS)",
    "(cd wheelhouse && sha256sum SHA256SUMS && sha256sum -c --quiet SHA256SUMS)",
    ".venv/bin/python .ci/audit.py --age",
    "cd dist/0.2.0",
    "sha256sum -c --quiet SHA256SUMS",
)
"""Lines without ``lianshen`` that are carried out, one after the other."""

_EMPTY_MACHINE = "lianshen restore lianshen-20261126-020000.zip"
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
def test_the_commands_of_a_page_do_what_they_should(page: str, tmp_path: Path) -> None:
    for line in [*BEFORE.get(page, []), *_done()[page]]:
        text = line.replace("/srv/", f"{tmp_path.as_posix()}/")
        if text == _EMPTY_MACHINE:
            (tmp_path / "home").rename(tmp_path / "home before")
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
    calls = [line.text for line in LINES if line.text.startswith(_CALL) and not stands_for(line)]
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


@pytest.mark.usefixtures("_here")
@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
def test_the_lines_for_a_shell_do_what_they_should() -> None:
    for name in ("locks", ".ci", "deploy", "docs", "CHANGELOG.md"):
        Path(name).symlink_to(ROOT / name)
    for name in ("wheelhouse/lianshen.whl", "dist/0.2.0/base.txt", "全部.jsonl"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("{}\n", "utf-8")
    Path("样本结果.jsonl").mkdir()
    Path("样本结果.jsonl/_manifest.json").write_text('{"seconds": 3, "scored": 5, "unread": 1}', "utf-8")
    python = shlex.quote(sys.executable)
    script = "\n".join(re.sub(r"^(\.venv/bin/)?python ", f"{python} ", text) for text in IN_A_SHELL)
    script = script.replace("cd dist/0.2.0", "cd dist/0.2.0; sha256sum base.txt >SHA256SUMS")
    done = subprocess.run(  # noqa: S603 - the lines are our own
        ["bash", "-euc", script],  # noqa: S607
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert "\n500.0\n" in f"\n{done.stdout}"
    assert Path("件/part-00000.jsonl").read_text("utf-8") == "{}\n"


@pytest.mark.parametrize(
    "line",
    [each for each in LINES if stands_for(each) and _PROGRAM.match(each.text)],
    ids=lambda line: line.text,
)
def test_the_options_of_what_is_not_carried_out_are_real(line: Line) -> None:
    words = shlex.split(_PROGRAM.sub("", line.text.partition("|")[0], count=1).replace("\\", "/"))
    assert _options_of(words) >= {word for word in words if word.startswith("-")}


def _options_of(words: list[str]) -> set[str]:
    name = max((each for each in KNOWN if f"{' '.join(words)} ".startswith(f"{each} ")), key=len)
    command = KNOWN[name]
    with command.make_context(name, words[len(name.split()) :], resilient_parsing=True):
        return {flag for each in command.params if isinstance(each, click.Option) for flag in each.opts}


def _forgotten(there: tuple[Line, ...]) -> list[Line]:
    return [
        line
        for line in there
        if not (_PROGRAM.match(line.text) or line.text.startswith(_CALL) or line.text in IN_A_SHELL)
        and not stands_for(line)
    ]


def test_no_command_is_forgotten() -> None:
    assert _forgotten(LINES) == []


@pytest.mark.parametrize("page", ["docs/offline.md", "docs/operation.md", "docs/release.md", "docs/keys.md"])
def test_a_new_line_is_noticed_on_every_page(page: str) -> None:
    new = Line(page, "systemctl stop lianshen --now")
    assert _forgotten((*LINES, new)) == [new]


def test_what_stands_for_a_command_is_there_and_so_is_the_command() -> None:
    assert list(wrong(ELSEWHERE, LINES)) == []
    there = {line.text for line in LINES}
    assert [text for text in IN_A_SHELL if text not in there] == []


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (Elsewhere(("systemctl",), untried="needs root"), "on no page"),
        (Elsewhere(("lianshen serve",)), "either a test or a reason"),
        (Elsewhere(("lianshen serve",), "tests/test_readme.py::test_nothing"), "no such test"),
        (Elsewhere(("lianshen serve",), "tests/test_nothing.py::test_nothing"), "no such test"),
        (Elsewhere(("lianshen serve",), "docs/score.md"), "no such test"),
    ],
)
def test_an_entry_that_will_not_do_is_told(entry: Elsewhere, said: str) -> None:
    (told,) = wrong([entry], LINES)
    assert said in told

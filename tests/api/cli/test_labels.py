"""``lianshen labels``: labels brought in, taken out, and how far people agree."""

import json
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.cli.actor import actor
from api.labels.store import count
from api.storage.database import Database
from api.storage.migrate import migrate
from tests.api.cli.conftest import Lianshen
from tests.api.cli.program import LIANSHEN, start
from tests.api.labels.faulty import write_faulty
from tests.api.labels.importing import FILES


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LIANSHEN_HOME", str(tmp_path))
    monkeypatch.delenv("LIANSHEN_DATABASE_URL", raising=False)
    return tmp_path


@pytest.fixture
def database(home: Path) -> Iterator[Database]:
    opened = Database.open(f"sqlite:///{home}/lianshen.sqlite3")
    migrate(opened)
    yield opened
    opened.close()


def test_labels_of_two_people_come_in_and_are_compared(lianshen: Lianshen, home: Path) -> None:
    for name in ("anna.jsonl", "bo.jsonl"):
        shutil.copy(FILES / name, home)
    result = lianshen("labels", "import", str(home / "anna.jsonl"), str(home / "bo.jsonl"))
    assert result.exit_code == 0
    assert result.stdout == (
        "anna.jsonl：读了 5 行，新收 4 条，没有标注 1 条。\n"
        "bo.jsonl：读了 5 行，新收 2 条，没有标注 3 条。问题：与别人不同 1。\n"
    )
    assert "bo.jsonl，第 2 行：同一件草稿，与“anna”（内容模糊、原因代码、主办）说的不同" in result.stderr
    shown = lianshen("labels", "agreement").stdout
    assert "6 条标注，2 人。" in shown
    assert "anna 与 bo" in shown
    stated = json.loads(lianshen("labels", "agreement", "--format", "json").stdout)
    assert {topic["key"]: topic["drafts"] for topic in stated["topics"]}["too_broad"] == 1
    out = home / "out.jsonl"
    assert lianshen("labels", "export", "-o", str(out)).stdout == f"写了 6 条标注：{out}。\n"
    assert len(out.read_bytes().splitlines()) == 6
    told = json.loads(lianshen("trail", "show", "--format", "json").stdout)
    assert {step["actor"] for step in told} == {actor()}


def test_problems_beyond_the_first_stand_in_the_report(lianshen: Lianshen, home: Path) -> None:
    write_faulty(home / "a.csv", 150)
    result = lianshen("labels", "import", str(home / "a.csv"), "--report", str(home / "r.csv"))
    assert result.exit_code == 0
    assert result.stderr.count("a.csv，第") == 20
    assert "还有别的问题，这里不一一列出，都写在报告里。" in result.stderr
    assert len((home / "r.csv").read_text("utf-8-sig").splitlines()) > 40


def test_where_nothing_can_be_taken_it_is_said(lianshen: Lianshen, home: Path) -> None:
    (home / "a.csv").write_text("标题,主办单位\n关于修路的建议,不存在局\n", "utf-8")
    result = lianshen("labels", "import", str(home / "a.csv"), str(home / "none.csv"))
    assert result.exit_code == 2
    assert "“不存在局”不在单位名单里" in result.stderr
    assert "none.csv：没有这个文件" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("export", "-o", "a.json"), "请加 --form label-studio"),
        (("import", "a.csv", "--report", "r.docx"), "文件名请以 .xlsx、.csv 结尾"),
        (("import",), "文件"),
    ],
)
def test_what_cannot_be_done_is_explained(
    lianshen: Lianshen, home: Path, arguments: tuple[str, ...], told: str
) -> None:
    result = lianshen("labels", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
    assert not list(home.glob("*.json"))


def test_where_nobody_labelled_there_is_no_agreement(lianshen: Lianshen, home: Path) -> None:
    assert home
    assert "没有两个人标过同一件" in lianshen("labels", "agreement").stdout


def test_an_import_that_is_killed_loses_and_doubles_nothing(
    lianshen: Lianshen, home: Path, database: Database
) -> None:
    write_faulty(home / "a.csv", 1_600)
    process = start(
        LIANSHEN,
        *("labels", "import", str(home / "a.csv")),
        environment={"LIANSHEN_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + 60
    while not count(database) and time.monotonic() < until and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    half = count(database)
    assert half
    assert lianshen("labels", "import", str(home / "a.csv")).exit_code == 0
    whole = count(database)
    assert whole > half
    assert "新收 0 条" in lianshen("labels", "import", str(home / "a.csv")).stdout
    assert count(database) == whole

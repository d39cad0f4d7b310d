"""``lianshen models list|compare|promote|rollback`` and ``lianshen train --with-labels``."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from api.models.switching import Models
from api.storage.database import Database
from api.trail.listing import steps
from api.trainings import running
from api.trainings.alone import alone
from api.trainings.table import By, ask, newest
from model.bundle import save_bundle
from tests.api.cli.conftest import Lianshen
from tests.api.models.compared import compared, two_models, with_a_renamed_unit
from tests.api.trainings.standing_in import StandIn, add_labels


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LIANSHEN_HOME", str(tmp_path))
    monkeypatch.delenv("LIANSHEN_DATABASE_URL", raising=False)
    return tmp_path


@pytest.fixture
def database(home: Path, sqlite_tables: bytes) -> Iterator[Database]:
    (home / "lianshen.sqlite3").write_bytes(sqlite_tables)
    opened = Database.open(f"sqlite:///{home}/lianshen.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def two(home: Path, database: Database) -> tuple[str, str]:
    assert database.on_sqlite
    return two_models(home)


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    own = StandIn()
    monkeypatch.setattr(running, "means", own.means)
    monkeypatch.setattr("api.models.comparing.means", own.means)
    return own


def test_a_model_is_promoted_by_the_rule_and_taken_back(
    lianshen: Lianshen, database: Database, home: Path, two: tuple[str, str]
) -> None:
    old, new = two
    compared(database, old, new)
    result = lianshen("models", "promote", new)
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, f"已启用 {new}，替换 {old}。")
    assert Models(database, home).in_use == new
    result = lianshen("models", "rollback", "--format", "json")
    assert json.loads(result.stdout) == {"version": old, "before": new, "gone": [], "come": []}
    assert [step.kind for step in steps(database)] == ["rollback", "promote", "noticed"]
    assert steps(database)[0].actor.startswith("命令行（")


def test_against_the_rule_a_reason_must_be_given(
    lianshen: Lianshen, database: Database, home: Path, two: tuple[str, str]
) -> None:
    old, new = two
    compared(database, old, new, "“内容模糊的概率误差”明显变差")
    result = lianshen("models", "promote", new)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "按规则不能启用" in result.stderr
    assert "概率误差”明显变差" in result.stderr
    assert lianshen("models", "promote", new, "--anyway", " ").exit_code == 2
    assert Models(database, home).in_use == old
    assert lianshen("models", "promote", new, "--anyway", "局里开会定的").exit_code == 0
    assert "理由：局里开会定的" in steps(database)[0].told


def test_the_models_are_listed(lianshen: Lianshen, database: Database, two: tuple[str, str]) -> None:
    old, new = two
    compared(database, old, new, "某项明显变差")
    lines = {line.split()[0]: line for line in lianshen("models", "list").stdout.splitlines()}
    assert lines[old].endswith("  正在用")
    assert lines[new].endswith("，本地标注 240 件  按规则不能启用")
    lianshen("models", "promote", new, "--anyway", "试")
    found = {
        each["version"]: each for each in json.loads(lianshen("models", "list", "--format", "json").stdout)
    }
    assert (found[new]["in_use"], found[old]["before"]) == (True, True)


def test_where_there_is_no_model_it_is_said(lianshen: Lianshen, database: Database) -> None:
    assert database.on_sqlite
    assert "请先运行 lianshen train" in lianshen("models", "list").stderr
    assert lianshen("models", "promote", "fast-000000000000").exit_code == 2
    assert "没有可以退回的模型" in lianshen("models", "rollback").stderr


def test_a_comparison_is_made_once(
    lianshen: Lianshen, database: Database, two: tuple[str, str], stand_in: StandIn
) -> None:
    old, new = two
    asked: list[str] = []
    stand_in.before = asked.append
    for _ in range(2):
        result = lianshen("models", "compare", new)
        assert result.exit_code == 0
        assert result.stdout.startswith(f"{new} 和 {old} 比\n")
    for words in (
        "主办单位首选        0.610 → 0.820  [+0.120, +0.300]    120 件，不得低于 0.50  ↑ 明显变好",
        "关于村里垃圾清运的建议",
        "原来：可提交；主办：县城市管理局",
        "按规则可以启用。",
    ):
        assert words in result.stdout
    assert asked == ["compare"]
    assert json.loads(lianshen("models", "compare", new, old, "--format", "json").stdout)["new"] == new
    assert lianshen("models", "compare", old).exit_code == 2
    assert newest(database)[0].stage == "比较"


def test_retraining_compares_and_does_not_promote(
    lianshen: Lianshen, database: Database, home: Path, two: tuple[str, str], stand_in: StandIn
) -> None:
    add_labels(database, 3)
    result = lianshen("train", "--with-labels")
    assert result.exit_code == 0, result.stderr
    (training,) = newest(database)
    assert (training.state, training.snapshot) == ("done", stand_in.snapshots[0])
    assert f"lianshen models promote {training.version}\n" in result.stdout
    assert Models(database, home).in_use == two[0]
    assert lianshen("models", "promote", training.version).exit_code == 0


def test_retraining_without_labels_says_so(
    lianshen: Lianshen, two: tuple[str, str], stand_in: StandIn
) -> None:
    result = lianshen("train", "--with-labels")
    assert (result.exit_code, "还没有标注" in result.stderr) == (2, True)
    assert (two[0] != two[1], stand_in.snapshots) == (True, [])
    assert "不能和别的选项同用" in lianshen("train", "--with-labels", "--seed", "3").stderr


def test_two_trainings_at_once_are_kept_apart(
    lianshen: Lianshen, database: Database, home: Path, two: tuple[str, str]
) -> None:
    assert two
    with alone(home):
        result = lianshen("train", "--with-labels")
    assert (result.exit_code, "同一时间只能训练一个" in result.stderr) == (2, True)
    assert newest(database) == ()


def test_one_that_nobody_is_at_any_more_is_taken_up(
    lianshen: Lianshen, database: Database, two: tuple[str, str], stand_in: StandIn
) -> None:
    add_labels(database, 3)
    number = ask(database, By("王主任"))
    assert lianshen("train", "--with-labels").exit_code == 0
    assert [(each.id, each.by, each.state) for each in newest(database)] == [(number, "王主任", "done")]
    assert (len(stand_in.snapshots), len(two)) == (1, 2)


def test_interrupted_it_is_over(
    lianshen: Lianshen, database: Database, two: tuple[str, str], stand_in: StandIn
) -> None:
    def interrupt(_step: str) -> None:
        raise KeyboardInterrupt

    add_labels(database, 3)
    stand_in.before = interrupt
    with suppress(KeyboardInterrupt):
        assert lianshen("train", "--with-labels").exit_code == 130
    assert [each.state for each in newest(database)] == ["cancelled"]
    assert two


def test_a_model_with_other_units_is_gone_back_to_and_it_is_said(
    lianshen: Lianshen, home: Path, two: tuple[str, str]
) -> None:
    bundle, before, now = with_a_renamed_unit()
    version = save_bundle(bundle, home / "models").name
    assert two
    assert lianshen("models", "promote", version, "--anyway", "机构改革").exit_code == 0
    said = lianshen("models", "rollback").stdout
    assert f"不再有：{now}" in said
    assert f"新有：{before}" in said

"""Promotion and going back: by the rule, all of it in the trail, and nothing else in use meanwhile."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import event

from api.errors import ChangedMeanwhile, ModelError
from api.models.switching import Models, Switched
from api.models.used import used_lately
from api.storage.database import Database
from api.trail.listing import steps
from api.trail.verifying import verify
from model.bundle import save_bundle
from model.errors import BundleNotFound, BundleTampered
from tests.api.models.compared import BY, compared, two_models, with_a_renamed_unit
from tests.model.bundles import made
from training.promoting import put_in_use
from training.train import keep


@pytest.fixture
def two(tmp_path: Path) -> tuple[str, str]:
    return two_models(tmp_path)


def told(database: Database) -> list[tuple[str, str, str]]:
    return [(step.actor, step.kind, step.told) for step in reversed(steps(database))]


def test_what_the_rule_allows_is_promoted_and_recorded(
    database: Database, tmp_path: Path, two: tuple[str, str]
) -> None:
    old, new = two
    compared(database, old, new)
    assert Models(database, tmp_path).promote(new, BY, seen=old) == Switched(new, old, (), ())
    assert Models(database, tmp_path).in_use == new
    assert told(database) == [
        ("程序", "noticed", f"正在用的模型是 {old}"),
        ("王主任", "promote", f"启用模型 {new}，替换 {old}"),
    ]
    assert json.loads(steps(database)[0].details) == {"version": new, "before": old}
    assert used_lately(database) == (old, new)


@pytest.mark.parametrize("objections", [("“内容模糊”的概率明显变差",), None])
def test_what_the_rule_does_not_allow_needs_a_reason(
    database: Database, tmp_path: Path, two: tuple[str, str], objections: tuple[str, ...] | None
) -> None:
    old, new = two
    if objections:
        compared(database, old, new, *objections)
    with pytest.raises(ModelError, match="概率明显变差" if objections else "还没有和正在用的"):
        Models(database, tmp_path).promote(new, BY)
    assert (Models(database, tmp_path).in_use, told(database)) == (old, [])
    Models(database, tmp_path).promote(new, BY, anyway="单位都换过了")
    assert Models(database, tmp_path).in_use == new
    assert told(database)[-1][2].endswith("，不按规则，理由：单位都换过了")
    details = json.loads(steps(database)[0].details)
    assert (details["anyway"], len(details["objections"])) == ("单位都换过了", 1)


def test_a_comparison_with_another_model_than_the_one_in_use_does_not_count(
    database: Database, tmp_path: Path, two: tuple[str, str]
) -> None:
    old, new = two
    compared(database, old, new)
    keep(made(seed=2), tmp_path)
    with pytest.raises(ModelError, match="还没有和正在用的"):
        Models(database, tmp_path).promote(new, BY)


def test_a_model_changed_by_hand_is_refused(database: Database, tmp_path: Path, two: tuple[str, str]) -> None:
    old, new = two
    compared(database, old, new)
    file = tmp_path / "models" / new / "model.json"
    file.write_text(file.read_text("utf-8").replace("0.65", "0.05"), "utf-8")
    with pytest.raises(BundleTampered, match=r"model\.json 被改动过"):
        Models(database, tmp_path).promote(new, BY, anyway="一定要")
    assert (Models(database, tmp_path).in_use, told(database)) == (old, [])


def test_what_is_not_there_or_in_use_already_is_said(
    database: Database, tmp_path: Path, two: tuple[str, str]
) -> None:
    old, new = two
    for version in ("fast-000000000000", "../../x", f"full-{new[5:]}"):
        with pytest.raises(BundleNotFound, match="没有"):
            Models(database, tmp_path).promote(version, BY)
    with pytest.raises(ModelError, match="正在用着"):
        Models(database, tmp_path).promote(old, BY)
    with pytest.raises(ChangedMeanwhile, match=f"正在用的已经是 {old}"):
        Models(database, tmp_path).promote(new, BY, seen="fast-000000000000")


def test_one_goes_back_step_by_step_or_to_a_named_one(database: Database, tmp_path: Path) -> None:
    first, second, third = (save_bundle(made(seed), tmp_path / "models").name for seed in (1, 2, 3))
    keep(made(1), tmp_path)
    for version in (second, third):
        Models(database, tmp_path).promote(version, BY, anyway="试")
    assert Models(database, tmp_path).roll_back(BY).version == second
    assert Models(database, tmp_path).roll_back(BY) == Switched(first, second, (), ())
    with pytest.raises(ModelError, match="没有可以退回的模型"):
        Models(database, tmp_path).roll_back(BY)
    with pytest.raises(ModelError, match="没有可以退回的模型"):
        Models(database, tmp_path).roll_back(BY, third)
    for version in (second, third):
        Models(database, tmp_path).promote(version, BY, anyway="再试")
    assert Models(database, tmp_path).roll_back(BY, first).version == first
    assert told(database)[-1] == ("王主任", "rollback", f"退回模型 {first}，替换 {third}")
    assert verify(database).sound


def test_one_goes_back_to_a_model_with_other_units_and_is_told(database: Database, tmp_path: Path) -> None:
    old = keep(made(), tmp_path).name
    bundle, before, now = with_a_renamed_unit()
    new = save_bundle(bundle, tmp_path / "models").name
    there = Models(database, tmp_path).promote(new, BY, anyway="机构改革")
    assert (there.gone, there.come) == ((before,), (now,))
    back = Models(database, tmp_path).roll_back(BY)
    assert (back.version, back.gone, back.come) == (old, there.come, there.gone)


def test_what_was_put_in_use_elsewhere_is_noticed_once(database: Database, tmp_path: Path) -> None:
    first = keep(made(), tmp_path).name
    Models(database, tmp_path).notice()
    second = keep(made(seed=1), tmp_path).name
    Models(database, tmp_path).notice()
    Models(database, tmp_path).notice()
    assert [step[2] for step in told(database)] == [
        f"正在用的模型是 {first}",
        f"正在用的模型是 {second}，留痕里最后的是 {first}：有人运行过 lianshen train，或在别处换过，"
        "或换到一半中断了",
    ]
    assert Models(database, tmp_path).roll_back(BY).version == first


def test_where_it_cannot_be_recorded_the_former_model_is_put_back(
    database: Database, tmp_path: Path, two: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put = put_in_use
    done = []

    def then_fail(folder: Path) -> None:
        put(folder)
        done.append(folder.name)

    monkeypatch.setattr("api.models.switching.put_in_use", then_fail)
    old, new = two

    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    event.listen(database.engine, "commit", no_room)
    with pytest.raises(OSError, match="No space"):
        Models(database, tmp_path).promote(new, BY, anyway="试")
    event.remove(database.engine, "commit", no_room)
    assert done == [new, old]
    assert (Models(database, tmp_path).in_use, told(database)) == (old, [])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_between_the_switch_and_the_step_it_is_noticed(tmp_path: Path, sqlite_tables: bytes) -> None:
    old, new = two_models(tmp_path)
    (tmp_path / "a.sqlite3").write_bytes(sqlite_tables)
    database = Database.open(f"sqlite:///{tmp_path}/a.sqlite3")
    Models(database, tmp_path).notice()
    database.close()
    if not (process := os.fork()):
        put = put_in_use

        def die(folder: Path) -> None:
            put(folder)
            os._exit(9)

        pytest.MonkeyPatch().setattr("api.models.switching.put_in_use", die)
        Models(database, tmp_path).promote(new, BY, anyway="试")
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 9
    assert (Models(database, tmp_path).in_use, len(told(database))) == (new, 1)
    Models(database, tmp_path).notice()
    assert told(database)[-1][2].startswith(f"正在用的模型是 {new}，留痕里最后的是 {old}")
    database.close()


def test_of_many_at_once_each_sees_what_the_one_before_it_did(database: Database, tmp_path: Path) -> None:
    old, new = two_models(tmp_path)

    def switch(_: int) -> str:
        try:
            return Models(database, tmp_path).promote(new, BY, anyway="一起", seen=old).version
        except ChangedMeanwhile:
            return "changed"

    with ThreadPoolExecutor(6) as people:
        found = sorted(people.map(switch, range(6)))
    assert found == ["changed"] * 5 + [new]
    assert [step[1] for step in told(database)] == ["noticed", "promote"]
    assert verify(database).sound

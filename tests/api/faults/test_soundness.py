"""What is looked at after a kill finds what it is to find."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, text, update

from api.faults.clients import Answer, Saved, lost, unclear
from api.faults.home import Home
from api.faults.soundness import broken_database, broken_desk, broken_models, broken_use
from api.models.switching import Models
from api.storage.database import Database
from api.storage.desk_schema import PieceRow, PieceTextRow
from api.storage.learning_schema import TrailRow
from api.trail.recording import record


@pytest.fixture
def copy(furnished_home: Home, tmp_path: Path) -> Home:
    return furnished_home.copied(tmp_path / "home")


@pytest.fixture
def kept(copy: Home) -> Iterator[Database]:
    with copy.database() as database:
        yield database


def test_a_whole_data_folder_has_nothing_wrong(kept: Database, copy: Home) -> None:
    Models(kept, copy.folder).notice()
    broken = [*broken_database(kept), *broken_desk(kept), *broken_use(kept, copy.folder)]
    assert [*broken, *broken_models(copy.folder, frozenset(copy.models))] == []


def test_a_write_that_was_answered_for_and_is_not_there_is_found(kept: Database) -> None:
    saved = [Saved("submission", 1, "关于路灯的建议"), Saved("decision", 1, "accepted", 1)]
    assert list(lost(kept, saved)) == [
        "答复过的第 1 次提交不在了",
        "答复过的对第 1 件的决定（第 1 版）不在了",
    ]
    assert list(lost(kept, [replace(saved[1], version=0)])) == []


def test_half_a_decision_and_a_draft_without_its_text_are_found(kept: Database) -> None:
    with kept.writing() as session:
        session.execute(update(PieceRow).where(PieceRow.id == 1).values(state="accepted"))
        session.execute(delete(PieceTextRow).where(PieceTextRow.piece_id == 2))
    assert list(broken_desk(kept)) == ["第 1 件改到一半：第 1 版，0 次改动，accepted"]
    assert list(broken_database(kept)) == ["1 件没有正文"]


def test_a_broken_trail_and_a_switch_that_it_does_not_tell_of_are_found(kept: Database, copy: Home) -> None:
    Models(kept, copy.folder).notice()
    with kept.writing() as session:
        record(session, "王主任", "units", "换名单", {})
        session.execute(update(TrailRow).where(TrailRow.id == 2).values(told="没有换名单"))
        session.execute(text("DELETE FROM trail WHERE id = 1"))
    assert [each for each in broken_database(kept) if "内容和它的摘要对不上" in each]
    assert list(broken_use(kept, copy.folder)) == [f"留痕里在用的是 没有，实际是 {copy.models[0]}"]


def test_half_a_model_in_use_is_found(copy: Home) -> None:
    assert list(broken_models(copy.folder, frozenset())) == [f"在用的 {copy.models[0]} 不是该有的"]
    (copy.folder / "models" / copy.models[0] / "model.json").write_text("{}", "utf-8")
    (found,) = broken_models(copy.folder, frozenset(copy.models))
    assert found.startswith("没有完整的模型在用：")


def test_a_refusal_that_nobody_understands_is_found() -> None:
    answers = [
        Answer(503, 0.1, "<p>磁盘满了，数据库写不下。请过几秒再试。</p>", 0.0),
        Answer(503, 0.1, "<p>数据库文件用不了</p>", 0.0),
        Answer(503, 0.1, "<p>磁盘满了：database is locked</p>", 0.0),
        Answer(500, 0.1, "<p>磁盘满了</p>", 0.0),
        Answer(0, 0.1, "ConnectionResetError", 0.0),
    ]
    assert [each.partition("：")[0] for each in unclear(answers, "磁盘满了")] == [
        "答复没有说清楚",
        "答复（503）里有看不懂的话",
        "答复是 500，不是 503",
        "答复是 0，不是 503",
    ]

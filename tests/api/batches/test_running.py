"""A batch from its files to the desk, whatever happens on the way."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import func, select

from api.batch import scoring
from api.batch.inputs import entries
from api.batch.rows import Entry, Unread
from api.batch.work import Work
from api.batches import filing, progress, running, table
from api.batches.filing import put_on_desk
from api.batches.places import inputs_of, work_of
from api.batches.running import run_batch
from api.errors import BatchError
from api.storage.database import Database
from api.storage.desk_schema import GroupRow, PieceRow, PieceTextRow
from api.web.batch_view import may_try_again
from model.draft import Draft
from model.similar.passages import shared_passages
from tests.api.batch.making import TEXT, archive
from tests.api.batches.uploaded import add_batch, batch_in, numbers_on_desk
from tests.api.cli.scores import write_drafts

AT_ONCE = 0
"""Seconds after which what is reviewed is kept: a quick machine reviews hundreds in half a second."""


def never() -> bool:
    return False


def rows(folder: Path, count: int) -> dict[str, bytes | Path]:
    return {"建议.jsonl": write_drafts(folder / "建议.jsonl", count)}


def run(database: Database, number: int, stopping: Callable[[], bool] = never) -> str:
    run_batch(database, number, stopping)
    return batch_in(database, number).state


@pytest.mark.usefixtures("own_home")
def test_what_can_be_read_comes_to_the_desk_and_what_cannot_is_named_with_its_reason(
    database: Database, reviewer_id: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "lianshen")
    inner = archive(tmp_path / "里面.zip", {"甲.txt": TEXT.encode()})
    files: dict[str, bytes | Path] = {
        "1 汇总.csv": f"标题,内容,领衔代表\n关于修桥的建议,{TEXT.splitlines()[1]},张三\n,,\n".encode(),
        "2 坏的.zip": archive(tmp_path / "坏.zip", {"甲.txt": TEXT.encode()}).read_bytes()[:80],
        "3 套着的.zip": archive(
            tmp_path / "套.zip", {"里面.zip": inner.read_bytes(), "乙.txt": TEXT.encode()}
        ),
        "4 国标.zip": archive(tmp_path / "国标.zip", {"石磴镇/丙.txt": TEXT.encode()}, encoding="gb18030"),
        "5 炸弹.zip": archive(tmp_path / "炸弹.zip", {"大.txt": b"\0" * 40_000_000}),
        "6 空的.txt": b"",
    }
    number = add_batch(database, reviewer_id, files)
    assert run(database, number) == "done"
    batch = batch_in(database, number)
    assert (batch.scored, batch.unread, batch.total) == (3, 4, 7)
    assert batch.began
    assert batch.ended
    assert batch.model.startswith("fast-")
    with database.session() as session:
        found = select(PieceRow).join(PieceRow.text).order_by(PieceRow.number)
        assert [(row.text.file, row.title, row.deputy) for row in session.scalars(found)] == [
            ("1 汇总.csv", "关于修桥的建议", "张三"),
            ("3 套着的.zip/乙.txt", TEXT.splitlines()[0], ""),
            ("4 国标.zip/石磴镇/丙.txt", TEXT.splitlines()[0], ""),
        ]
    unread = table.unread_of(database, number)
    assert [(each.number, each.origin.file, each.kind) for each in unread] == [
        (2, "2 坏的.zip", "DraftDamaged"),
        (4, "3 套着的.zip/里面.zip", "DraftUnsupported"),
        (6, "5 炸弹.zip/大.txt", "DraftTooLarge"),
        (7, "6 空的.txt", "DraftEmpty"),
    ]
    assert all(each.problem and each.remedy for each in unread)
    assert not work_of(number).exists()
    (told,) = (record for record in caplog.records if getattr(record, "event", "") == "batch_done")
    assert (told.batch, told.scored, told.unread) == (number, 3, 4)  # type: ignore[attr-defined]
    with ZipFile(inputs_of(number) / "4 国标.zip") as kept:
        assert len(kept.infolist()) == 1


@pytest.mark.usefixtures("own_home")
def test_drafts_on_the_same_matter_are_in_one_group_with_what_they_share(
    database: Database, reviewer_id: int
) -> None:
    other = (
        "关于县图书馆周末开放的建议\n县图书馆周末不开门，学生没有地方看书。\n建议县文化和旅游局安排周末开放。"
    )
    files = {"甲.txt": TEXT.encode(), "乙.txt": other.encode(), "丙.txt": TEXT.encode()}
    number = add_batch(database, reviewer_id, files)
    assert run(database, number) == "done"
    with database.session() as session:
        (group,) = session.scalars(select(GroupRow))
        assert (group.batch_id, group.near_copies) == (number, True)
        pieces = session.scalars(select(PieceRow).order_by(PieceRow.number)).all()
        assert [piece.group_id for piece in pieces].count(group.id) == 2
        members = [piece for piece in pieces if piece.group_id]
        assert {piece.text.file for piece in members} == {"甲.txt", "丙.txt"}
        assert group.representative in {piece.id for piece in members}
        assert all(piece.text.likeness > 0.9 for piece in members)
        (copy,) = (piece for piece in members if piece.id != group.representative)
        (own,) = (piece for piece in members if piece.id == group.representative)
        assert shared_passages(
            Draft(own.title, own.text.body, own.level), Draft(copy.title, copy.text.body, copy.level)
        )


@pytest.mark.usefixtures("own_home")
def test_a_batch_of_nothing_but_what_cannot_be_read_failed_and_says_so(
    database: Database, reviewer_id: int
) -> None:
    number = add_batch(database, reviewer_id, {"坏.docx": b"PK\3\4", "空.txt": b""})
    assert run(database, number) == "failed"
    batch = batch_in(database, number)
    assert batch.problem.startswith("一件草稿也没有读出来")
    assert (batch.scored, batch.unread) == (0, 2)
    assert len(table.unread_of(database, number)) == 2
    assert not may_try_again(batch)


@pytest.mark.usefixtures("own_home")
def test_one_that_is_stopped_midway_keeps_what_was_scored_and_is_called_unfinished(
    database: Database, reviewer_id: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = add_batch(database, reviewer_id, rows(tmp_path, 600))
    read = entries

    def stopped_midway(inputs: list[Path]) -> Iterator[Entry | Unread]:
        for entry in read(inputs):
            if entry.number == 200:
                assert table.ask_to_stop(database, number)
            yield entry

    monkeypatch.setattr(running, "entries", stopped_midway)
    monkeypatch.setattr(progress, "_EVERY", 0.0)
    monkeypatch.setattr(scoring, "_KEPT_EVERY", 0.0)
    assert run(database, number) == "cancelled"
    batch = batch_in(database, number)
    assert 0 < batch.scored < 600
    assert numbers_on_desk(database, number) == list(range(1, batch.scored + 1))
    assert not work_of(number).exists()
    assert run(database, number) == "cancelled"


@pytest.mark.usefixtures("own_home")
def test_where_the_process_is_to_end_another_goes_on_and_nothing_is_lost_or_doubled(
    database: Database, reviewer_id: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = add_batch(database, reviewer_id, rows(tmp_path, 360))
    monkeypatch.setattr(scoring, "_KEPT_EVERY", AT_ONCE)
    monkeypatch.setattr(filing, "_LOT", 150)
    asked = 0

    def after(times: int) -> Callable[[], bool]:
        nonlocal asked
        asked = 0

        def stopping() -> bool:
            nonlocal asked
            asked += 1
            return asked > times

        return stopping

    assert run(database, number, after(1)) == "running"
    with closing(Work.look(work_of(number))) as work:
        kept = work.done.scored
    assert 0 < kept < 360
    assert numbers_on_desk(database, number) == []

    def all_scored(*arguments: object) -> None:
        put_on_desk(*arguments[:3], after(2))  # type: ignore[arg-type,call-arg]

    monkeypatch.setattr(running, "put_on_desk", all_scored)
    assert run(database, number) == "filing"
    assert numbers_on_desk(database, number) == list(range(1, 301))
    monkeypatch.setattr(running, "put_on_desk", put_on_desk)
    assert run(database, number) == "done"
    assert numbers_on_desk(database, number) == list(range(1, 361))
    with database.session() as session:
        assert session.scalar(select(func.count()).select_from(PieceTextRow)) == 360


@pytest.mark.usefixtures("own_home")
def test_one_that_another_process_is_at_is_left_alone(
    database: Database, reviewer_id: int, tmp_path: Path
) -> None:
    number = add_batch(database, reviewer_id, rows(tmp_path, 3))
    held: list[str] = []

    def stopping() -> bool:
        if not held:
            held.append(run(database, number))
        return False

    assert run(database, number, stopping) == "done"
    assert held == ["running"]
    assert numbers_on_desk(database, number) == [1, 2, 3]


def test_without_a_model_it_says_so_and_goes_on_once_there_is_one(
    own_home: Path, database: Database, reviewer_id: int, tmp_path: Path
) -> None:
    number = add_batch(database, reviewer_id, rows(tmp_path, 3))
    models = own_home / "models"
    models.rename(tmp_path / "away")
    assert run(database, number) == "failed"
    failed = batch_in(database, number)
    assert failed.problem == "模型用不了：还没有训练过模型。请管理员修好模型，再按“再试一次”，就接着做。"
    assert may_try_again(failed)
    assert run(database, number) == "failed", "nobody has asked for it"
    (tmp_path / "away").rename(models)
    assert table.ask_again(database, number)
    assert run(database, number) == "done"
    assert batch_in(database, number).problem == ""


@pytest.mark.usefixtures("own_home")
def test_a_full_disk_is_told_and_what_was_scored_is_kept(
    database: Database, reviewer_id: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = add_batch(database, reviewer_id, rows(tmp_path, 200))
    monkeypatch.setattr(scoring, "_KEPT_EVERY", AT_ONCE)
    add, kept = Work.add, 0

    def until_it_is_full(work: Work, lot: list[object]) -> None:
        nonlocal kept
        if kept:
            raise BatchError("磁盘满了", where=str(work.file), remedy="再运行一次同样的命令")
        add(work, lot)  # type: ignore[arg-type]
        kept = len(lot)

    monkeypatch.setattr(Work, "add", until_it_is_full)
    assert run(database, number) == "failed"
    batch = batch_in(database, number)
    assert batch.problem == (
        "磁盘满了。已经审读的都留着，请管理员在服务器上腾出空间，再按“再试一次”，就接着做。"
    )
    assert may_try_again(batch)
    monkeypatch.setattr(Work, "add", add)
    assert table.ask_again(database, number)
    with closing(Work.look(work_of(number))) as work:
        assert work.done.scored == kept
    assert run(database, number) == "done"
    assert numbers_on_desk(database, number) == list(range(1, 201))


@pytest.mark.usefixtures("own_home")
def test_one_whose_files_are_gone_says_so(database: Database, reviewer_id: int) -> None:
    number = add_batch(database, reviewer_id, {})
    inputs_of(number).rmdir()
    assert run(database, number) == "failed"
    assert batch_in(database, number).problem == "上传的文件不在了。请重新上传。"

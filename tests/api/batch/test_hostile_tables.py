"""A file made to do harm ends the process that reads it, and the run goes on with the next."""

import os
import signal
from concurrent.futures import wait
from multiprocessing import active_children
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from api.batch.apart import Apart
from api.batch.inputs import entries
from api.batch.rows import Entry, Unread
from api.batch.sources import File
from api.documents.document import Document
from api.errors import TookTooLong
from model.errors import DraftDamaged
from tests.api.batch.making import HEADER, ROW, TEXT, read, workbook
from tests.api.documents.readers import ENDLESS, waiting


def far_apart(sheet: Worksheet) -> None:
    sheet.append(HEADER)
    sheet.append(ROW)
    sheet["ZZ1048576"] = "。"  # not so far as to be seen beforehand, see ``api/batch/reach.py``


def test_cells_far_apart_do_not_take_the_run_down(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    workbook(tmp_path / "1.xlsx", far_apart)
    workbook(tmp_path / "2.xlsx", [HEADER, ROW])
    first, second = read(tmp_path)
    assert isinstance(first, Unread)
    assert first.kind == "DraftDamaged"
    assert isinstance(second, Entry)
    assert capfd.readouterr().err == ""


def test_a_file_that_takes_for_ever_is_broken_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.batch.apart.Apart.__init__.__defaults__", (2.0,))
    monkeypatch.setattr("api.documents.confined.read", waiting)
    (tmp_path / "1.pdf").write_bytes(ENDLESS)
    (tmp_path / "2.txt").write_text(TEXT, "utf-8")
    first, second = entries([tmp_path])
    assert isinstance(first, Unread)
    assert (first.kind, first.problem) == ("TookTooLong", "这份文件 2 秒没有读完")
    assert isinstance(second, Entry)


def test_a_reader_that_is_killed_between_two_stretches_is_noticed(tmp_path: Path) -> None:
    path = workbook(tmp_path / "1.xlsx", [HEADER, *[ROW] * 3000])
    with Apart(1) as apart:
        stretches = apart.table(File("1.xlsx", path), "workbook")
        next(stretches)
        os.kill(_reader(), signal.SIGKILL)
        with pytest.raises(DraftDamaged):
            list(stretches)
        assert sum(len(each.rows) for each in apart.table(File("1.xlsx", path), "workbook")) == 3001


def test_files_that_waited_for_a_reader_that_was_killed_are_read_by_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.batch.apart.Apart.__init__.__defaults__", (4.0,))  # some may hang as it dies
    for number in range(20):
        (tmp_path / f"{number}.txt").write_text(TEXT, "utf-8")
    stream = entries([tmp_path])
    found = [next(stream)]
    for child in active_children():
        if child.name == "pebble_pool_worker" and child.pid:
            os.kill(child.pid, signal.SIGKILL)
    found += stream
    assert len(found) == 20
    assert sum(isinstance(each, Unread) for each in found) <= 2  # those that were being read just then


def test_a_table_that_takes_for_ever_is_broken_off(tmp_path: Path) -> None:
    path = workbook(tmp_path / "1.xlsx", [HEADER, *[ROW] * 20_000])
    with Apart(1, seconds=0.02) as apart, pytest.raises(TookTooLong):
        list(apart.table(File("1.xlsx", path), "workbook"))


def _reader() -> int:
    (number,) = (child.pid for child in active_children() if child.pid and child.name == "pebble_pool_worker")
    return number


def test_a_run_that_is_broken_off_leaves_no_process_behind(tmp_path: Path) -> None:
    workbook(tmp_path / "1.xlsx", [HEADER, *[ROW] * 2000])
    (tmp_path / "2.txt").write_text(TEXT, "utf-8")
    stream = entries([tmp_path])
    next(stream)
    stream.close()
    assert [child for child in active_children() if child.name == "pebble_pool_worker"] == []


def test_a_reader_that_no_longer_answers_costs_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that is killed while it holds the lock of its channel leaves nobody who could open it."""
    with Apart(1, seconds=10) as apart:
        assert isinstance(apart.outcome(apart.begin("0.txt", TEXT.encode())), Document)
        pool = apart._drafts[0]._pool
        assert pool is not None
        assert pool._pool_manager.worker_manager.workers_channel.mutex.reader_mutex.acquire()  # type: ignore[union-attr]
        first, *others = [apart.begin(f"{number}.txt", TEXT.encode()) for number in range(1, 5)]
        with monkeypatch.context() as soon:
            soon.setattr("api.documents.confined.START", -9.5)
            assert isinstance(apart.outcome(first), TookTooLong)
        assert all(isinstance(apart.outcome(each), Document) for each in others)


def test_a_process_that_takes_the_place_of_another_does_not_end_its_table(tmp_path: Path) -> None:
    path = workbook(tmp_path / "1.xlsx", [HEADER, *[ROW] * 2000])
    with Apart(1) as apart:
        stretches = apart.table(File("1.xlsx", path), "workbook")
        next(stretches)
        wait(apart._tables._begun)  # the second stretch is there before the process dies
        os.kill(_reader(), signal.SIGKILL)
        with pytest.raises(DraftDamaged):
            list(stretches)

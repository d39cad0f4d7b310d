"""A file is there whole or not at all, and what keeps it from being written is said beforehand."""

import errno
import sys
from pathlib import Path

import pytest

from api.batch.outputs.forms import refuse_form
from api.batch.outputs.whole import refuse_unwritable, refuse_unwritable_folder, whole
from api.errors import OutputRefused


def test_it_takes_the_place_of_the_one_before_at_the_end(tmp_path: Path) -> None:
    target = tmp_path / "结果.csv"
    target.write_text("before")
    with whole(target) as part:
        part.write_text("after")
        assert target.read_text() == "before"
    assert target.read_text() == "after"
    assert list(tmp_path.iterdir()) == [target]


def test_half_a_file_leaves_the_one_before(tmp_path: Path) -> None:
    target = tmp_path / "结果.csv"
    target.write_text("before")

    def half() -> None:
        with whole(target) as part:
            part.write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert target.read_text() == "before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputRefused, match="磁盘满了"), whole(tmp_path / "结果.csv"):
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
def test_a_disk_that_is_really_full_is_said(tmp_path: Path) -> None:
    (tmp_path / "结果.csv.part").symlink_to("/dev/full")
    with pytest.raises(OutputRefused, match="磁盘满了"), whole(tmp_path / "结果.csv") as part:
        part.write_text("x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["没有/结果.csv", "文件/结果.csv"])
def test_a_folder_that_is_not_there_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "文件").touch()
    with pytest.raises(OutputRefused, match=r"文件夹.*不存在"):
        refuse_unwritable(tmp_path / name)


def test_a_folder_is_no_output(tmp_path: Path) -> None:
    (tmp_path / "结果.csv").mkdir()
    with pytest.raises(OutputRefused, match="这是一个文件夹"):
        refuse_unwritable(tmp_path / "结果.csv")


def test_finding_out_changes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "结果.csv"
    refuse_unwritable(target)
    assert list(tmp_path.iterdir()) == []
    target.write_text("before")
    refuse_unwritable(target)
    assert target.read_text() == "before"


def test_an_output_that_another_program_holds_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "结果.xlsx"
    target.touch()

    def held(self: Path, *_arguments: object) -> None:
        raise PermissionError(errno.EACCES, "held", str(self))

    monkeypatch.setattr(Path, "open", held)
    with pytest.raises(OutputRefused, match=r"正被别的程序打开.*Excel"):
        refuse_unwritable(target)


@pytest.mark.skipif(sys.platform == "win32", reason="no such device")
def test_a_place_where_nothing_can_be_written_is_said() -> None:
    with pytest.raises(OutputRefused):
        refuse_unwritable(Path("/proc/结果.csv"))
    with pytest.raises(OutputRefused):
        refuse_unwritable_folder(Path("/proc/意见函"))


def test_a_folder_is_made_where_there_is_none(tmp_path: Path) -> None:
    refuse_unwritable_folder(tmp_path / "甲" / "乙")
    assert list((tmp_path / "甲" / "乙").iterdir()) == []


@pytest.mark.parametrize("name", ["结果", "结果.xls", "结果.docx", "结果.csv.gz"])
def test_a_form_nobody_writes_is_said_with_those_that_are(name: str) -> None:
    with pytest.raises(OutputRefused, match=r"\.xlsx、\.csv、\.jsonl、\.parquet"):
        refuse_form(Path(name))


@pytest.mark.parametrize("name", ["结果.xlsx", "结果.CSV", "结果.jsonl", "结果.Parquet"])
def test_forms_go_by_their_endings(name: str) -> None:
    refuse_form(Path(name))

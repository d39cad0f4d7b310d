"""A workbook that finds no room on the disk says so, and nothing else."""

import errno
import gc
from pathlib import Path

import pytest

from api.batch.outputs.whole import part_of
from api.errors import OutputRefused
from api.labels.sheet import table
from api.workbook.writing import write_workbook
from tests.api.workbook.sessions import SESSION

FULL = Path("/dev/full")

pytestmark = [
    pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full"),
    pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning"),
]


def write(output: Path, *rows: tuple[str, ...]) -> None:
    with table(output, "单位", {}) as add:
        for row in rows:
            add(row)


def test_a_list_on_a_full_disk_is_refused_in_words(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "单位.xlsx"
    part_of(output).symlink_to(FULL)
    with pytest.raises(OutputRefused, match="磁盘满了"):
        write(output, ("名称",), ("教育局",))
    gc.collect()
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr() == ("", "")


def test_a_session_on_a_full_disk_tells_why(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "结果.xlsx"
    output.symlink_to(FULL)
    with pytest.raises(OSError, match="No space left") as caught:
        write_workbook(output, SESSION)
    assert caught.value.errno == errno.ENOSPC
    del caught
    gc.collect()
    assert capfd.readouterr() == ("", "")

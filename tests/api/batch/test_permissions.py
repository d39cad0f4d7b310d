"""What the system does not let be read is said, and the rest is read."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.batch.sources import File, Refused, files
from model.errors import DraftError
from tests.api.batch.making import TEXT

NOBODY = 65534


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder of somebody who is not the administrator, who may read everything."""
    with tempfile.TemporaryDirectory() as name:
        if os.geteuid() != 0:
            yield Path(name)
            return
        os.chown(name, NOBODY, NOBODY)
        os.seteuid(NOBODY)
        try:
            yield Path(name)
        finally:
            os.seteuid(0)


def test_a_folder_and_a_file_without_permission_are_said(folder: Path) -> None:
    for name in ("1/甲.txt", "2.txt", "3.csv", "4.txt", "5/乙.txt"):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT, "utf-8")
    for name, mode in {"1": 0, "2.txt": 0, "3.csv": 0, "5": 0o400}.items():
        (folder / name).chmod(mode)
    try:
        found = {Path(each.name).name: each for each in files([folder])}
        assert list(found) == ["1", "2.txt", "3.csv", "4.txt", "乙.txt"]
        for name in ("1", "乙.txt"):
            refused = found[name]
            assert isinstance(refused, Refused)
            assert refused.error.problem == "没有读取的权限"
        for name, read in (("2.txt", File.content), ("3.csv", File.stream)):
            file = found[name]
            assert isinstance(file, File)
            with pytest.raises(DraftError, match="权限"):
                read(file)
        assert isinstance(found["4.txt"], File)
        assert found["4.txt"].content() == TEXT.encode()
    finally:
        for name in ("1", "5"):
            (folder / name).chmod(0o700)

"""A file of the output appears whole or not at all, on disk and in an object store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="the extra cluster is not installed")

import fsspec

from api.cluster.folder import Folder, unfinished
from api.errors import OutputRefused


@pytest.fixture(params=["disk", "store"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Folder]:
    if request.param == "disk":
        yield Folder.at(str(tmp_path / "结果.jsonl"))
        return
    yield Folder.at("memory://桶/结果.jsonl")
    files = fsspec.filesystem("memory")
    files.store.clear()
    files.pseudo_dirs.clear()


def test_a_file_appears_at_the_end_and_replaces_the_one_before(folder: Folder) -> None:
    folder.put("_done/甲.json", b"1")
    with folder.whole("_done/甲.json") as part:
        part.write_bytes(b"22")
        assert folder.read(["_done/甲.json"]) == {"_done/甲.json": b"1"}
    assert folder.read(["_done/甲.json"]) == {"_done/甲.json": b"22"}
    assert folder.sizes() == {"_done/甲.json": 2}


def test_a_writer_that_fails_leaves_nothing(folder: Folder) -> None:
    def fail() -> None:
        with folder.whole("甲.jsonl") as part:
            part.write_bytes(b"1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert folder.sizes() == {}


def test_two_writers_of_one_part_do_not_disturb_each_other(folder: Folder) -> None:
    with folder.whole("甲.jsonl") as first, folder.whole("甲.jsonl") as second:
        first.write_bytes(b"1")
        second.write_bytes(b"1")
    assert folder.sizes() == {"甲.jsonl": 1}


def test_what_is_deleted_is_gone(folder: Folder) -> None:
    folder.put("甲", b"1")
    folder.put("乙", b"2")
    folder.remove(["甲"])
    folder.remove([])
    assert folder.sizes() == {"乙": 1}


def test_a_killed_writer_is_known_by_what_it_leaves(tmp_path: Path) -> None:
    folder = Folder.at(str(tmp_path))
    with folder.whole("_errors/甲.jsonl") as part:
        part.write_bytes(b"")
        left = list(folder.sizes())
    assert unfinished([*left, "甲.jsonl", ".甲.part"]) == left != []


def test_what_cannot_be_written_is_told_as_on_one_machine(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputRefused):
        Folder.at(str(tmp_path / "file")).put("甲", b"1")

"""Parts are found on disk and in object stores, in the order in which one machine reads them."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("distributed", reason="the extra cluster is not installed")

import fsspec
from fsspec.registry import known_implementations

from api.batch.inputs import sources
from api.batch.over import Stamp
from api.cluster.folder import Folder
from api.cluster.parts import Part, parts_of
from api.cluster.worker import count
from api.errors import ClusterError
from model.errors import DraftNotFound, DraftUnsupported, ExtraMissing

NAMES = ("10.jsonl", "9.jsonl", "a/2.parquet", "a/1.jsonl", "b.jsonl")


@pytest.fixture
def store() -> Iterator[Any]:
    """An object store in the memory of this process."""
    files = fsspec.filesystem("memory")
    yield files
    files.store.clear()
    files.pseudo_dirs.clear()


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("{}\n", "utf-8")


def names(*inputs: str, output: str = "/nowhere") -> list[str]:
    return [part.name for part in parts_of(inputs, Folder.at(output))]


@pytest.mark.parametrize("typed", ["件", "./件", "absolute"])
def test_parts_have_the_names_and_the_order_of_one_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "件", *NAMES, ".hidden.jsonl")
    typed = str(tmp_path / "件") if typed == "absolute" else typed
    alone = [source.name for source in sources([Path(typed)], [])]
    assert names(typed) == alone
    assert len(alone) == len(NAMES)


def test_a_pattern_names_what_a_shell_would(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "件", *NAMES)
    assert names("件/*.jsonl") == ["件/9.jsonl", "件/10.jsonl", "件/b.jsonl"]
    assert names(f"{tmp_path}/件/?.jsonl") == [f"{tmp_path}/件/9.jsonl", f"{tmp_path}/件/b.jsonl"]


def test_a_name_with_brackets_is_no_pattern_where_it_is_a_file(tmp_path: Path) -> None:
    write(tmp_path, "件[1].jsonl", "件1.jsonl")
    assert names(f"{tmp_path}/件[1].jsonl") == [f"{tmp_path}/件[1].jsonl"]


def test_what_is_named_twice_and_what_the_run_writes_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, "1.jsonl", "2.jsonl", "结果.jsonl/00001-1.jsonl", "_SUCCESS", "a/_metadata")
    found = names(f"{tmp_path}/2.jsonl", str(tmp_path), output=f"{tmp_path}/结果.jsonl")
    assert found == [f"{tmp_path}/2.jsonl", f"{tmp_path}/1.jsonl"]


def test_parts_in_an_object_store_are_named_by_their_address(store: Any) -> None:
    for name in (*NAMES, "_SUCCESS"):
        store.pipe(f"/桶/件/{name}", b"{}")
    found = names("memory://桶/件")
    assert found == [f"memory:///桶/件/{name}" for name in ("9.jsonl", "10.jsonl", *NAMES[3:1:-1], "b.jsonl")]


@pytest.mark.parametrize("name", ["甲.docx", "表.xlsx", "说明.txt", "表.csv"])
def test_what_is_no_part_is_refused_rather_than_passed_over(tmp_path: Path, name: str) -> None:
    write(tmp_path, "1.jsonl", name)
    with pytest.raises(DraftUnsupported, match=name):
        names(str(tmp_path))


@pytest.mark.parametrize("typed", ["", "没有", "*.parquet", "断.jsonl"])
def test_nothing_to_read_is_an_error(tmp_path: Path, typed: str) -> None:
    (tmp_path / "断.jsonl").symlink_to(tmp_path / "没有")
    with pytest.raises(DraftNotFound):
        names(f"{tmp_path}/{typed}")


def test_an_address_of_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(ClusterError, match="看不懂这个地址"):
        names("nonsense://桶/件")


def test_a_store_whose_library_is_not_installed_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"class": "lianshen_has_no_such.Store", "err": "Install lianshen_has_no_such"}
    monkeypatch.setitem(known_implementations, "nostore", known)
    with pytest.raises(ExtraMissing, match="lianshen_has_no_such"):
        names("nostore://桶/件")


class Failing(BytesIO):
    """A file on a disk that fails after a while."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() > 1024 * 1024:
            raise OSError("the disk is gone")
        return super().read(size)


class FailingStore:
    def __init__(self, content: bytes) -> None:
        self._content = content

    def open(self, path: str, mode: str) -> Failing:
        assert (path, mode) == ("1.jsonl", "rb")
        return Failing(self._content)


def test_a_disk_that_fails_midway_makes_no_unreadable_drafts() -> None:
    row = json.dumps(
        {"标题": "关于修路的建议", "正文": "建议县交通运输局修好大湾村的路。" * 20}, ensure_ascii=False
    )
    content = f"{row}\n".encode() * 5000
    part = Part("1.jsonl", FailingStore(content), "1.jsonl", Stamp("1.jsonl", 1, len(content), ""))
    with pytest.raises(ClusterError, match="the disk is gone"):
        count(part, {})

"""What lies in the folder of a run decides what is done again."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("distributed", reason="the extra cluster is not installed")

import distributed
import fsspec
import pyarrow
from click.testing import CliRunner
from pyarrow import parquet

from api.batch.outputs.rows import headings
from api.cli.score import score
from api.errors import ClusterError, OtherRun
from tests.api.cluster.conftest import Score
from tests.api.cluster.drafts import on_one_machine, together, write_parts
from training.default import bundle_in_use


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    return write_parts(tmp_path / "件", 3, 15)


def written(output: Path) -> dict[str, int]:
    """Return the parts of an output, and when they were written."""
    return {part.name: part.stat().st_mtime_ns for part in output.glob("0*")}


def test_a_part_that_was_cut_off_is_done_again(on_cluster: Score, inputs: Path, tmp_path: Path) -> None:
    output = tmp_path / "结果.jsonl"
    on_cluster(inputs, "-o", output)
    whole, before = together(output), written(output)
    cut = output / "00003-件-3.jsonl"
    cut.write_bytes(cut.read_bytes()[:-100])
    assert on_cluster(inputs, "-o", output).return_value == 0
    assert together(output) == whole
    assert {name for name, when in written(output).items() if before[name] != when} == {cut.name}


def test_another_run_into_the_same_folder_is_refused(on_cluster: Score, inputs: Path, tmp_path: Path) -> None:
    output = tmp_path / "结果.jsonl"
    on_cluster(inputs, "-o", output)
    before = written(output)
    refused = on_cluster(inputs, "-o", output, "--level", "省")
    assert isinstance(refused.exception, OtherRun)
    assert "本级（--level）原来是 未指定，现在是 省" in str(refused.exception)
    assert written(output) == before
    assert on_cluster(inputs, "-o", output, "--level", "省", "--restart").return_value == 0
    lines = [json.loads(line) for line in together(output).splitlines()]
    assert {line["level"] for line in lines if "error" not in line} == {"省"}
    assert [line["number"] for line in lines] == list(range(1, 46))


def test_a_part_that_grew_meanwhile_is_no_part_of_the_same_run(
    on_cluster: Score, inputs: Path, tmp_path: Path
) -> None:
    output = tmp_path / "结果.jsonl"
    on_cluster(inputs, "-o", output)
    with (inputs / "件-2.jsonl").open("a", encoding="utf-8") as part:
        part.write("{}\n")
    refused = on_cluster(inputs, "-o", output)
    assert isinstance(refused.exception, OtherRun)
    assert "件-2.jsonl”变了" in str(refused.exception)


def test_a_folder_with_other_files_in_it_is_left_alone(
    on_cluster: Score, inputs: Path, tmp_path: Path
) -> None:
    output = tmp_path / "结果.jsonl"
    output.mkdir()
    (output / "别的.txt").write_text("别的", "utf-8")
    for more in ((), ("--restart",)):
        assert isinstance(on_cluster(inputs, "-o", output, *more).exception, OtherRun)
    assert [path.name for path in output.iterdir()] == ["别的.txt"]


def test_parquet_in_and_out_has_the_rows_of_one_machine(
    on_cluster: Score, inputs: Path, made_home: Path, tmp_path: Path
) -> None:
    lines = on_one_machine(inputs, bundle_in_use(made_home), tmp_path).splitlines()
    drafts = [line for line in map(json.loads, lines) if "error" not in line]
    parts = tmp_path / "分片"
    parts.mkdir()
    rows = [{"标题": draft["title"], "正文": draft["body"]} for draft in drafts]
    for number, some in enumerate((rows[:20], rows[20:]), 1):
        parquet.write_table(pyarrow.Table.from_pylist(some), parts / f"{number}.parquet")
    output = tmp_path / "结果.parquet"
    assert on_cluster(parts, "-o", output).return_value == 0
    found = parquet.read_table(output)
    assert tuple(found.schema.names) == headings()
    assert found.column("序号").to_pylist() == list(range(1, len(drafts) + 1))
    assert found.column("结论").to_pylist() == [draft["review"]["verdict"] for draft in drafts]


def test_a_folder_that_the_workers_cannot_write_to_is_named_at_once(
    on_cluster: Score, inputs: Path, tmp_path: Path
) -> None:
    blocked = tmp_path / "文件"
    blocked.write_text("不是文件夹", "utf-8")
    refused = on_cluster(inputs, "-o", blocked / "结果.jsonl")
    assert refused.exception is not None
    assert str(blocked) in str(refused.exception)


def test_a_part_that_changes_unseen_while_it_waits_is_not_taken_for_the_same(
    on_cluster: Score, inputs: Path, tmp_path: Path
) -> None:
    output = tmp_path / "结果.jsonl"
    on_cluster(inputs, "-o", output)
    whole = together(output)
    (output / "_done" / "00002-件-2.json").unlink()
    content = (inputs / "件-2.jsonl").read_bytes()
    times = (inputs / "件-2.jsonl").stat()
    (inputs / "件-2.jsonl").write_bytes(b" " * len(content))
    os.utime(inputs / "件-2.jsonl", ns=(times.st_atime_ns, times.st_mtime_ns))
    refused = on_cluster(inputs, "-o", output)
    assert isinstance(refused.exception, ClusterError)
    assert "件-2.jsonl：这个分片原来有 15 行，现在有 1 行" in str(refused.exception)
    assert not (output / "_manifest.json").exists()
    (inputs / "件-2.jsonl").write_bytes(content)
    os.utime(inputs / "件-2.jsonl", ns=(times.st_atime_ns, times.st_mtime_ns))
    assert on_cluster(inputs, "-o", output).return_value == 0
    assert together(output) == whole


@pytest.fixture
def store() -> Iterator[Any]:
    """An object store in the memory of this process."""
    files = fsspec.filesystem("memory")
    yield files
    files.rm("/桶", recursive=True)


def test_an_object_store_is_read_and_written_as_a_disk_is(
    inputs: Path, store: Any, made_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANSHEN_HOME", str(made_home))
    store.put(f"{inputs}/", "/桶/件/", recursive=True)
    with distributed.LocalCluster(
        n_workers=1,
        threads_per_worker=2,
        processes=False,  # a store in memory is seen by threads alone
        dashboard_address=":0",
        local_directory=str(tmp_path),
    ) as threads:
        arguments = ["memory://桶/件", "-o", "memory://桶/结果.jsonl", "--cluster", threads.scheduler_address]
        for _ in range(2):
            assert CliRunner().invoke(score, arguments, standalone_mode=False).return_value == 0
    store.get("/桶/结果.jsonl/", f"{tmp_path}/结果.jsonl/", recursive=True)
    alone = on_one_machine(inputs, bundle_in_use(made_home), tmp_path)
    assert together(tmp_path / "结果.jsonl") == alone.replace(str(tmp_path).encode(), "memory:///桶".encode())

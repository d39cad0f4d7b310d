"""A run goes on only over the same things."""

import os
from pathlib import Path

import pytest

from api.batch.over import over
from tests.api.batch.kept import over_nothing


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("甲.txt", "乙.txt", "深/丙.txt"):
        file = tmp_path / "件" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("请修路。", "utf-8")
    return tmp_path / "件"


def test_the_same_things_are_the_same(folder: Path) -> None:
    assert over_nothing(folder).differences(over_nothing(folder)) == []


@pytest.mark.parametrize("way", ["added", "removed", "longer", "touched", "renamed"])
def test_a_changed_folder_is_told(folder: Path, way: str) -> None:
    before = over_nothing(folder)
    file = folder / "甲.txt"
    match way:
        case "added":
            (folder / "丁.txt").write_text("请修桥。", "utf-8")
        case "removed":
            file.unlink()
        case "longer":
            file.write_text("请修路，谢谢。", "utf-8")
        case "touched":
            os.utime(file, (1, 1))
        case _:
            file.rename(folder / "戊.txt")
    (said,) = over_nothing(folder).differences(before)
    assert "件”变了" in said


def test_another_input_is_told(folder: Path) -> None:
    assert over_nothing(folder / "甲.txt").differences(over_nothing(folder)) == ["所读的文件或文件夹不同"]


def test_what_an_office_program_leaves_beside_a_file_changes_nothing(folder: Path) -> None:
    before = over_nothing(folder)
    (folder / "~$甲.docx").write_bytes(b"")
    (folder / ".DS_Store").write_bytes(b"")
    assert over_nothing(folder).differences(before) == []


def test_what_the_run_writes_itself_changes_nothing(folder: Path) -> None:
    own = [folder / "结果.xlsx", folder / "意见函"]

    def stock() -> object:
        return over([folder], mapping={}, level=None, tier="fast", model="m", leaving_out=own)

    before = stock()
    own[0].write_bytes(b"x")
    own[1].mkdir()
    (own[1] / "0001.docx").write_bytes(b"x")
    assert stock() == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"mapping": {"正文": "C"}}, "列的对应（--map）原来是 未指定，现在是 正文=C"),
        ({"level": "市"}, "本级（--level）原来是 未指定，现在是 市"),
        ({"tier": "full"}, "档（--tier）原来是 fast，现在是 full"),
        ({"model": "fast-2"}, "模型原来是 fast-000000000000，现在是 fast-2"),
    ],
)
def test_another_way_of_judging_is_told(folder: Path, change: dict[str, object], said: str) -> None:
    assert over_nothing(folder, **change).differences(over_nothing(folder)) == [said]  # type: ignore[arg-type]

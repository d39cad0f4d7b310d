"""JSON Lines hold everything, in the order of the input."""

import json
from pathlib import Path

from api.batch.outputs.jsonl import write_jsonl
from model.review import from_json, to_json
from tests.api.batch.kept import row, unread
from tests.api.batch.outputs.conftest import Found
from tests.api.reviews import FLAWED


def test_every_row_is_there_in_its_place(found: Found, tmp_path: Path) -> None:
    output = tmp_path / "结果.jsonl"
    write_jsonl(output, found([unread(1), row(2), row(3), unread(4)]))
    lines = [json.loads(line) for line in output.read_bytes().splitlines()]
    assert [line["number"] for line in lines] == [1, 2, 3, 4]
    assert lines[0] == {
        "number": 1,
        "file": "坏.docx",
        "sheet": "",
        "row": 0,
        "error": {"kind": "DraftDamaged", "problem": "文件已损坏", "remedy": "请重新取得"},
    }
    draft = {name: value for name, value in lines[1].items() if name != "review"}
    assert (draft["file"], draft["sheet"], draft["row"]) == ("表.xlsx", "建议", 3)
    assert (draft["fields"], draft["notices"], draft["level"]) == ({"代表": "张三"}, ["没有标题。"], "县")


def test_the_review_is_whole_and_names_the_model(found: Found, tmp_path: Path) -> None:
    output = tmp_path / "结果.jsonl"
    write_jsonl(output, found([row(1)]))
    (line,) = output.read_bytes().splitlines()
    said = json.loads(line)["review"]
    assert from_json(json.dumps(said).encode()) == FLAWED
    assert to_json(FLAWED) in line
    assert said["model"] == FLAWED.model


def test_personal_numbers_are_masked(found: Found, tmp_path: Path) -> None:
    output = tmp_path / "结果.jsonl"
    write_jsonl(output, found([row(1)]))
    assert "13812345678" not in output.read_text("utf-8")


def test_without_a_single_draft_there_is_an_empty_file(found: Found, tmp_path: Path) -> None:
    output = tmp_path / "结果.jsonl"
    write_jsonl(output, found([]))
    assert output.read_bytes() == b""

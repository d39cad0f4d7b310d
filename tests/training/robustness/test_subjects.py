import json
from pathlib import Path
from typing import Any

import pytest

from model.draft import Draft
from model.errors import LabelledDataError
from training.labels import read_corpus
from training.parts import parts
from training.robustness.subjects import Subject, bundled_subjects, known_to_training, read_subjects

DRAFT = {"title": "关于修路的建议", "body": "有的路不好走，希望重视。"}
AGREED = {
    **DRAFT,
    "id": "r1",
    "level": "县",
    "reasons": ["V1"],
    "reasons_any": ["V1"],
    "evidence": [{"reason": "V1", "quote": "有的路"}],
    "main": ["交通运输局"],
    "co": [],
    "triage": ["急难事"],
}


def _file(folder: Path, name: str, *lines: dict[str, Any]) -> Path:
    path = folder / name
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    return path


def test_plain_drafts(tmp_path: Path) -> None:
    path = _file(tmp_path, "草稿.jsonl", DRAFT, {**DRAFT, "id": "b", "level": "市"})
    assert read_subjects([path]) == (
        Subject("草稿.jsonl 第 1 行", Draft(DRAFT["title"], DRAFT["body"]), vague=False),
        Subject("b", Draft(DRAFT["title"], DRAFT["body"], "市"), vague=False),
    )


def test_labelled_drafts_are_vague_where_people_agree(tmp_path: Path) -> None:
    agreed = {**AGREED, "flags": ["vague"], "disputed": []}
    differ = {**AGREED, "id": "r2", "flags": [], "disputed": ["vague"], "reasons": []}
    title = {"title": "关于修桥的建议", "gist": "桥窄", "main": "交通运输局"}
    subjects = read_subjects([_file(tmp_path, "a.jsonl", agreed, differ, title)])
    assert [(subject.id, subject.vague) for subject in subjects] == [("r1", True), ("r2", False)]


def test_several_files_in_their_order(tmp_path: Path) -> None:
    labelled = _file(tmp_path, "b.jsonl", {**AGREED, "flags": ["vague"]})
    assert [
        each.id for each in read_subjects([labelled, _file(tmp_path, "a.jsonl", {**DRAFT, "id": "1"})])
    ] == [
        "r1",
        "1",
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"title": "只有标题"}, "a.jsonl 第 1 行：字段 body 缺失"),
        ({**DRAFT, "level": "国"}, "a.jsonl 第 1 行：字段 level 的值“国”不在名单里"),
        ({"title": "关于修桥的建议", "gist": "桥窄", "main": "交通运输局"}, "a.jsonl：里面没有草稿"),
    ],
)
def test_what_is_no_draft_is_refused(line: dict[str, Any], said: str, tmp_path: Path) -> None:
    with pytest.raises(LabelledDataError, match=said):
        read_subjects([_file(tmp_path, "a.jsonl", line)])


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LabelledDataError, match="里面没有草稿"):
        read_subjects([_file(tmp_path, "a.jsonl")])


def test_the_bundled_ones_are_those_kept_for_reports() -> None:
    test = parts(read_corpus()).test.drafts
    assert [(each.id, each.vague) for each in bundled_subjects()] == [
        (row.id, "vague" in row.flags) for row in test
    ]


def test_drafts_of_the_corpus_are_known() -> None:
    bundled = bundled_subjects()[:3]
    assert known_to_training([*bundled, Subject("x", Draft("题", "没有见过的话。"), vague=False)]) == 3

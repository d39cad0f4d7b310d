"""Labelled data is read whole, or the line and the field that are wrong are named."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from model.content import corpus_files, rubric, units
from model.draft import LEVELS, Draft
from model.errors import LabelledDataError
from model.review import TRIAGE
from training.labels import Evidence, LabelledItem, read_corpus, read_drafts, read_titles

DRAFT: dict[str, Any] = {
    "id": "h-1",
    "group": "h",
    "level": "县",
    "title": "关于修路的建议",
    "body": "有的路段坑坑洼洼。请予重视。",
    "flags": ["vague"],
    "reasons": ["V1", "V2"],
    "evidence": [{"reason": "V1", "quote": "有的路段"}, {"reason": "V2", "quote": "请予重视"}],
    "main": "交通运输局",
    "co": ["财政局"],
    "items": [{"text": "修路", "department": "交通运输局"}],
    "triage": "急难事",
    "formal": [],
}
TITLE: dict[str, Any] = {
    "title": "关于修路的建议",
    "gist": "三组的路坏了。",
    "main": "交通运输局",
    "co": [],
    "triage": "小微事",
}
ABSENT = object()


def written(folder: Path, *lines: dict[str, Any] | str, name: str = "drafts-1.jsonl") -> list[Path]:
    path = folder / name
    path.write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines),
        "utf-8",
    )
    return [path]


def changed(row: dict[str, Any], field: str, value: Any) -> dict[str, Any]:
    return {key: entry for key, entry in {**row, field: value}.items() if entry is not ABSENT}


def test_a_draft_is_read_field_by_field(tmp_path: Path) -> None:
    (read,) = read_drafts(written(tmp_path, {**DRAFT, "origin": "restated", "formal": ["N3"]}))
    assert read.draft == Draft("关于修路的建议", "有的路段坑坑洼洼。请予重视。", "县")
    assert (read.id, read.group, read.origin) == ("h-1", "h", "restated")
    assert (read.flags, read.reasons) == (frozenset({"vague"}), frozenset({"V1", "V2"}))
    assert read.evidence == (Evidence("V1", "有的路段"), Evidence("V2", "请予重视"))
    assert (read.main, read.co, read.triage) == ("交通运输局", ("财政局",), "急难事")
    assert read.items == (LabelledItem("修路", "交通运输局"),)
    assert read.formal == frozenset({"N3"})


def test_a_title_is_read_and_makes_a_short_draft(tmp_path: Path) -> None:
    (read,) = read_titles(written(tmp_path, TITLE))
    assert read.as_draft() == Draft("关于修路的建议", "三组的路坏了。")
    assert (read.main, read.co, read.triage) == ("交通运输局", (), "小微事")


def test_what_may_be_left_out(tmp_path: Path) -> None:
    required = ("id", "group", "level", "title", "main", "triage")
    (bare,) = read_drafts(written(tmp_path, {field: DRAFT[field] for field in required}))
    assert (bare.draft.body, bare.flags, bare.evidence, bare.co, bare.items) == ("", frozenset(), (), (), ())
    (title,) = read_titles(written(tmp_path, changed(changed(TITLE, "gist", ABSENT), "co", ABSENT)))
    assert (title.gist, title.co) == ("", ())


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("id", ABSENT, "字段 id 缺失"),
        ("id", 7, "字段 id 缺失或不是文字"),
        ("id", " ", "字段 id"),
        ("group", ABSENT, "字段 group"),
        ("title", ABSENT, "字段 title"),
        ("title", None, "字段 title"),
        ("body", ["正文"], "字段 body"),
        ("level", ABSENT, "字段 level"),
        ("level", "国家", "字段 level 的值“国家”不在名单里"),
        ("flags", "vague", "字段 flags 应是一个列表"),
        ("flags", ["模糊"], "字段 flags 的值“模糊”不在名单里"),
        ("flags", [["vague"]], "字段 flags"),
        ("flags", [], "字段 flags [] 与 reasons ['V1', 'V2'] 对不上"),
        ("flags", ["vague", "infeasible"], "字段 flags"),
        ("reasons", ["V9"], "字段 reasons 的值“V9”不在名单里"),
        ("reasons", ["N1"], "字段 reasons 的值“N1”不在名单里"),
        ("reasons", {"V1": 1}, "字段 reasons 应是一个列表"),
        ("reasons", [{}], "字段 reasons"),
        ("reasons", ["V1"], "字段 evidence 的代码“V2”不在 reasons 里"),
        ("evidence", [], "字段 evidence 缺少 V1、V2 的引文"),
        ("evidence", DRAFT["evidence"][:1], "字段 evidence 缺少 V2 的引文"),
        ("evidence", "有的路段", "字段 evidence 应是一组 JSON 对象"),
        ("evidence", [["V1"]], "字段 evidence"),
        ("evidence", [{"reason": "V1"}], "字段 evidence 的引文“None”不是标题或正文的原文"),
        ("evidence", [{"reason": "V1", "quote": ""}], "字段 evidence"),
        ("evidence", [{"reason": "V1", "quote": "没有的话"}], "字段 evidence 的引文“没有的话”"),
        ("evidence", [{"reason": ["V1"], "quote": "有的路段"}], "字段 evidence"),
        ("main", ABSENT, "字段 main"),
        ("main", "公路局", "字段 main 的值“公路局”不在名单里"),
        ("main", ["财政局"], "字段 main"),
        ("co", "财政局", "字段 co 应是一个列表"),
        ("co", ["银行"], "字段 co 的值“银行”不在名单里"),
        ("co", [["财政局"]], "字段 co"),
        ("co", ["交通运输局"], "字段 co 与主办单位重复"),
        ("co", ["财政局", "财政局"], "字段 co 与主办单位重复，或自身重复"),
        ("items", {"text": "修路"}, "字段 items 应是一组 JSON 对象"),
        ("items", [{"department": "财政局"}], "字段 items 里有一条没有 text"),
        ("items", [{"text": " ", "department": "财政局"}], "字段 items 里有一条没有 text"),
        ("items", [{"text": "修路"}], "字段 items 的单位“None”不在名单里"),
        ("items", [{"text": "修路", "department": ["财政局"]}], "字段 items"),
        ("triage", ABSENT, "字段 triage"),
        ("triage", "大事", "字段 triage 的值“大事”不在名单里"),
        ("formal", ["N9"], "字段 formal 的值“N9”不在名单里"),
        ("origin", 1, "字段 origin"),
    ],
)
def test_a_wrong_draft_is_refused_by_file_line_and_field(
    tmp_path: Path, field: str, value: Any, said: str
) -> None:
    paths = written(tmp_path, {**DRAFT, "id": "h-0"}, changed(DRAFT, field, value))
    with pytest.raises(LabelledDataError) as caught:
        read_drafts(paths)
    assert caught.value.where == "drafts-1.jsonl 第 2 行"
    assert said in caught.value.problem
    assert "data/README.md" in caught.value.remedy


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", ABSENT, "字段 title"),
        ("gist", 3, "字段 gist"),
        ("main", "公路局", "字段 main"),
        ("co", ["公路局"], "字段 co"),
        ("triage", "", "字段 triage"),
    ],
)
def test_a_wrong_title_is_refused_by_file_line_and_field(
    tmp_path: Path, field: str, value: Any, said: str
) -> None:
    paths = written(tmp_path, TITLE, TITLE, changed(TITLE, field, value), name="titles-9.jsonl")
    with pytest.raises(LabelledDataError, match=said) as caught:
        read_titles(paths)
    assert caught.value.where == "titles-9.jsonl 第 3 行"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "不是一行完整的 JSON"),
        ('{"id": "h-2"', "不是一行完整的 JSON"),
        ("[" * 100_000, "不是一行完整的 JSON"),
        ('["h-2"]', "应是一个 JSON 对象"),
        ("null", "应是一个 JSON 对象"),
        ("文字", "不是一行完整的 JSON"),
    ],
)
def test_a_line_that_is_no_json_object_is_refused(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(LabelledDataError) as caught:
        read_drafts(written(tmp_path, DRAFT, line))
    assert caught.value.where == "drafts-1.jsonl 第 2 行"
    assert said in caught.value.problem


def test_an_id_must_not_come_twice_even_in_two_files(tmp_path: Path) -> None:
    paths = written(tmp_path, DRAFT) + written(tmp_path, "", DRAFT, name="drafts-2.jsonl")
    with pytest.raises(LabelledDataError, match="字段 id 的值“h-1”出现了两次") as caught:
        read_drafts(paths)
    assert caught.value.where == "drafts-2.jsonl 第 2 行"


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "drafts-1.jsonl"
    path.write_bytes(json.dumps(DRAFT, ensure_ascii=False).encode("gb18030"))
    with pytest.raises(LabelledDataError, match="UTF-8") as caught:
        read_drafts([path])
    assert caught.value.where == path.name


def test_byte_order_mark_blank_lines_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "drafts-1.jsonl"
    lines = [json.dumps({**DRAFT, "id": f"h-{n}"}, ensure_ascii=False) for n in (1, 2)]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n\r\n".join([*lines, " "]).encode())
    assert [read.id for read in read_drafts([path])] == ["h-1", "h-2"]


def test_a_separator_within_a_text_does_not_part_its_line(tmp_path: Path) -> None:
    body = DRAFT["body"] + "\u2028\x85完。"
    (read,) = read_drafts(written(tmp_path, {**DRAFT, "body": body}))
    assert read.draft.body == body


def test_the_bundled_corpus_is_read_whole() -> None:
    corpus = read_corpus()
    for rows, kind in ((corpus.drafts, "drafts"), (corpus.titles, "titles")):
        lines = sum(path.read_text("utf-8").count("\n") for path in corpus_files(kind))
        assert len(rows) == lines > 1000


def test_the_bundled_corpus_shows_every_label() -> None:
    drafts = read_corpus().drafts
    reasons = Counter(reason for labelled in drafts for reason in labelled.reasons)
    assert set(reasons) == {code.code for code in rubric().reasons}
    assert min(reasons.values()) >= 50
    assert {formal for labelled in drafts for formal in labelled.formal} == {c.code for c in rubric().formal}
    assert {labelled.triage for labelled in drafts} == set(TRIAGE)
    assert {labelled.draft.level for labelled in drafts} == set(LEVELS)
    assert {labelled.main for labelled in drafts} <= set(units())
    assert len({labelled.group for labelled in drafts}) > 500

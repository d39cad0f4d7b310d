"""Lines of JSON: a draft each, by the names of programs or by those of people."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.batch.rows import Entry, Unread
from tests.api.batch.making import BODY, TITLE, drafts, read, unread

ROOT = Path(__file__).resolve().parents[3]


def written(path: Path, *lines: Any) -> Path:
    texts = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_text("\n".join(texts), "utf-8")
    return path


@pytest.mark.parametrize(
    "record",
    [
        {"title": TITLE, "body": BODY, "level": "市"},
        {"标题": TITLE, "正文": BODY, "本级": "市"},
        {"建议内容": BODY, "层级": "市级", "案由": TITLE, "其他": {"a": [1]}},
    ],
)
def test_a_line_is_a_draft(tmp_path: Path, record: dict[str, Any]) -> None:
    (found,) = drafts(written(tmp_path / "件.jsonl", record))
    assert (found.draft.title, found.draft.body, found.draft.level) == (TITLE, BODY, "市")
    assert (found.origin.row, found.notices) == (1, ())


def test_the_labelled_corpus_is_read() -> None:
    path = ROOT / "data" / "corpus" / "drafts-1.jsonl"
    found = drafts(path)
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [(each.draft.title, each.draft.body, each.draft.level) for each in found] == [
        (record["title"], record["body"].strip(), record["level"]) for record in records
    ]
    assert found[0].fields == {"编号": records[0]["id"], "承办单位": records[0]["main"]}


def test_not_every_line_has_the_same_names(tmp_path: Path) -> None:
    lines = (
        {"title": TITLE, "body": BODY},
        {"内容": BODY, "代表": ["张三", "李四"], "标题": TITLE},
        {"件": 1},
    )
    first, second, third = read(written(tmp_path / "件.jsonl", *lines))
    assert isinstance(first, Entry)
    assert isinstance(second, Entry)
    assert second.fields == {"代表": "张三、李四"}
    assert isinstance(third, Unread)
    assert third.problem == "这一行没有标题，也没有内容"


def test_a_broken_line_spoils_no_other(tmp_path: Path) -> None:
    good = {"title": TITLE, "body": BODY}
    found = read(written(tmp_path / "件.jsonl", good, '{"title": ', "", "[1]", "\ufeff", good))
    assert [(each.origin.row, type(each)) for each in found] == [
        (1, Entry), (2, Unread), (4, Unread), (5, Unread), (6, Entry)
    ]  # fmt: skip


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    good = {"title": TITLE, "body": BODY}
    _, second = read(written(tmp_path / "件.jsonl", good, "[" * 100_000))
    assert isinstance(second, Unread)
    assert second.kind == "DraftDamaged"


def test_a_file_without_a_draft_is_said_once(tmp_path: Path) -> None:
    assert unread(written(tmp_path / "件.jsonl", *[{"a": 1, "b": 2}] * 50)).kind == "ColumnError"
    assert unread(written(tmp_path / "文.jsonl", *[TITLE] * 50)).kind == "DraftDamaged"
    assert unread(written(tmp_path / "空.jsonl", "")).kind == "DraftEmpty"


def test_the_user_can_name_the_members(tmp_path: Path) -> None:
    path = written(tmp_path / "件.jsonl", {"议题": TITLE, "说明": BODY})
    (found,) = drafts(path, mapping={"标题": "议题", "正文": "说明"})
    assert (found.draft.title, found.draft.body) == (TITLE, BODY)

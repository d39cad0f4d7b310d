"""Nothing is asked that was learnt, and files that are not what they should be are refused in words."""

import json
from pathlib import Path

import pytest

from model.errors import LabelledDataError
from tests.training.baselines.made import corpus
from training.answers import DraftAnswer
from training.baselines.exams import corpus_exam, dev_exam, topic_exam

AGREED = {
    "level": "县",
    "title": "关于修路的建议",
    "body": "有的路段不平。",
    "flags": ["vague"],
    "disputed": ["too_broad"],
    "reasons": ["V1"],
    "reasons_any": ["V1"],
    "evidence": [{"reason": "V1", "quote": "有的路段"}],
    "main": ["交通运输局"],
    "co": [],
    "triage": ["急难事"],
}
TITLE = {"title": "关于修路的建议", "gist": "路不平", "main": "交通运输局", "co": []}


def test_no_group_is_on_both_sides_and_no_text_is_asked_twice() -> None:
    asked: list[str] = []
    for each in corpus_exam(corpus(), 5).rounds:
        own = [answer for answer in each.asked["drafts"] if isinstance(answer, DraftAnswer)]
        assert own
        assert not {answer.group for answer in own} & {row.group for row in each.learn.drafts}
        assert len(each.learn.titles) + len(each.asked["titles"]) == len(corpus().titles)
        asked += [answer.id for answer in own]
    assert sorted(asked) == sorted(row.id for row in corpus().drafts)


def test_only_as_many_parts_are_held_out_as_are_asked_for() -> None:
    assert len(corpus_exam(corpus(), 2).rounds) == 2


@pytest.fixture
def dev(tmp_path: Path) -> Path:
    lines = [AGREED | {"id": number} for number in ("r1", "j1", "r2")]
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    (tmp_path / "real_dev.jsonl").write_text(text, "utf-8")
    (tmp_path / "real_titles_dev.jsonl").write_text(json.dumps(TITLE, ensure_ascii=False), "utf-8")
    return tmp_path


def test_real_texts_of_counties_and_provinces_are_asked_apart(dev: Path) -> None:
    exam = dev_exam(corpus(), dev)
    (only,) = exam.rounds
    assert only.learn == corpus()
    assert {name: [answer.id for answer in part][:2] for name, part in only.asked.items()} == {
        "county": ["r1", "r2"],
        "provincial": ["j1"],
        "titles": ["real_titles_dev.jsonl 第 1 行"],
    }


def test_a_kind_of_text_that_is_not_there_is_not_asked(dev: Path) -> None:
    line = json.dumps(AGREED | {"id": "r1"}, ensure_ascii=False)
    (dev / "real_dev.jsonl").write_text(line, "utf-8")
    assert list(dev_exam(corpus(), dev).rounds[0].asked) == ["county", "titles"]


def test_a_missing_file_is_named(dev: Path) -> None:
    (dev / "real_titles_dev.jsonl").unlink()
    with pytest.raises(LabelledDataError, match="real_titles_dev"):
        dev_exam(corpus(), dev)


def test_letters_are_learnt_and_asked_as_marked(tmp_path: Path) -> None:
    path = tmp_path / "信件.csv"
    path.write_text(
        'id,text,label,split\n1,"路坏了\n请修",交通,train\n2,河黑了,环保,test\n3,学校远,教育,train\n',
        "utf-8-sig",
    )
    exam = topic_exam(path)
    assert exam.learn == (("路坏了\n请修", "学校远"), ("交通", "教育"))
    assert exam.asked == (("河黑了",), ("环保",))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("id,text,split\n1,路坏了,train\n".encode(), "没有列 label"),
        (b"text,label,split\n", "没有列 text、label、split"),
        ("text,label,split\n路坏了,交通,train\n".encode(), "train 和 test"),
        ("text,label,split\n路坏了,交通,train\n".encode("gb18030"), "UTF-8"),
        (b"", "没有列"),
    ],
)
def test_a_table_that_will_not_do_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "信件.csv"
    path.write_bytes(content)
    with pytest.raises(LabelledDataError, match=words) as raised:
        topic_exam(path)
    assert raised.value.where == "信件.csv"

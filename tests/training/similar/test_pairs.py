"""The labelled pairs are read, checked, and parted by topic."""

from pathlib import Path

import pytest

from model.errors import LabelledDataError
from training.similar.pairs import read_pairs, reporting, tuning
from training.similar.sessions import half, read_session

LINE = (
    '{"id": "p-1", "topic": "路灯", "kind": "%s", "a": {"title": "甲", "body": "一"},'
    ' "b": {"title": "乙", "body": "二"}}'
)


def test_a_pair_is_read(tmp_path: Path) -> None:
    (tmp_path / "pairs-1.jsonl").write_text(LINE % "topic", "utf-8")
    (pair,) = read_pairs(tmp_path)
    assert (pair.id, pair.kind, pair.own.title, pair.other.body) == ("p-1", "topic", "甲", "二")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (LINE % "alike", "kind"),
        ((LINE % "same").replace('"a"', '"c"'), "字段 a"),
        ((LINE % "same").replace('"body": "二"', '"body": 2'), "字段 body"),
        (f"{LINE % 'same'}\n{LINE % 'same'}", "出现了两次"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, problem: str) -> None:
    (tmp_path / "pairs-1.jsonl").write_text(line, "utf-8")
    with pytest.raises(LabelledDataError, match=problem) as raised:
        read_pairs(tmp_path)
    assert "data/pairs/README.md" in str(raised.value)


def test_no_topic_is_both_chosen_by_and_reported_on() -> None:
    pairs = read_pairs()
    chosen, reported = tuning(pairs), reporting(pairs)
    assert len(chosen) + len(reported) == len(pairs)
    assert min(len(chosen), len(reported)) > len(pairs) / 3
    assert not {pair.topic for pair in chosen} & {pair.topic for pair in reported}


def test_no_matter_of_the_session_is_in_both_halves() -> None:
    session = read_session()
    chosen, reported = half(session, for_reporting=False), half(session, for_reporting=True)
    assert len(chosen) + len(reported) == len(session)
    assert not {draft.matter for draft in chosen} & {draft.matter for draft in reported}

"""Labelled files of every format are read whole, or the line and the field that are wrong are named."""

import json
from pathlib import Path
from typing import Any

import pytest

from model.draft import Draft
from model.errors import LabelledDataError
from tests.training.agreements import AGREEMENT, REPLIED, SOUND
from tests.training.labelled import labelled
from tests.training.test_labels import ABSENT, DRAFT, TITLE, changed, written
from training.answers import Answer, DraftAnswer, answers_of, read_answers
from training.labels import Corpus, Evidence, LabelledItem, LabelledTitle


def test_what_two_people_said_of_a_draft(tmp_path: Path) -> None:
    (read,) = read_answers(written(tmp_path, AGREEMENT, name="two.jsonl")).drafts
    assert read == DraftAnswer(
        id="k01",
        group="k01",
        source="two k",
        draft=Draft(AGREEMENT["title"], AGREEMENT["body"], "县"),
        main=("城市管理和综合执法局", "市场监督管理局"),
        co=("公安局",),
        flags=frozenset({"vague"}),
        disputed=frozenset({"infeasible"}),
        reasons=frozenset({"V1"}),
        tolerated=frozenset({"V2", "F2"}),
        evidence=(Evidence("V1", "有的摊位"), Evidence("V1", "有的摊位占了路")),
        items=(),
        triage=frozenset({"小微事", "急难事"}),
    )
    assert not read.clean


def test_only_what_nobody_faults_is_clean(tmp_path: Path) -> None:
    disputed = {**SOUND, "id": "m03", "disputed": ["vague"], "reasons_any": ["V3"]}
    sound, doubtful = read_answers(written(tmp_path, SOUND, disputed)).drafts
    assert sound.clean
    assert not doubtful.clean


def test_the_unit_that_replied_to_a_title(tmp_path: Path) -> None:
    (read,) = read_answers(written(tmp_path, "", REPLIED, name="replied.jsonl")).titles
    draft = Draft("关于延长八路公交车的建议", "把八路车的终点延到新中学")
    where = "replied.jsonl 第 2 行"
    assert read == Answer(where, where, "replied", draft, ("交通运输局",), ())


def test_lines_of_the_corpus(tmp_path: Path) -> None:
    (draft,) = read_answers(written(tmp_path, DRAFT, TITLE)).drafts
    (title,) = read_answers(written(tmp_path, DRAFT, TITLE)).titles
    assert (draft.id, draft.group, draft.source, draft.main, draft.co) == (
        "h-1",
        "h",
        "drafts-1 h",
        ("交通运输局",),
        ("财政局",),
    )
    assert draft.reasons == {"V1", "V2"}
    assert not draft.disputed | draft.tolerated
    assert draft.items == (LabelledItem("修路", "交通运输局"),)
    assert draft.triage == {"急难事"}
    assert (title.source, title.draft.body, title.main) == ("drafts-1", "三组的路坏了。", ("交通运输局",))


def test_kinds_and_formats_may_be_mixed(tmp_path: Path) -> None:
    first = written(tmp_path, REPLIED, AGREEMENT, TITLE, name="a.jsonl")
    second = written(tmp_path, DRAFT, SOUND, name="b.jsonl")
    read = read_answers(first + second)
    assert [answer.id for answer in read.drafts] == ["k01", "h-1", "m02"]
    assert [answer.id for answer in read.titles] == ["a.jsonl 第 1 行", "a.jsonl 第 3 行"]


@pytest.mark.parametrize(
    ("changes", "source"),
    [
        ({}, "drafts-1 h"),
        ({"id": "t12-003-a"}, "drafts-1 t12"),
        ({"id": "jbe7"}, "drafts-1 j"),
        ({"id": "007"}, "drafts-1"),
        ({"origin": "restated"}, "restated"),
    ],
)
def test_where_a_draft_comes_from(tmp_path: Path, changes: dict[str, Any], source: str) -> None:
    (read,) = read_answers(written(tmp_path, {**DRAFT, **changes})).drafts
    assert read.source == source


def test_what_a_corpus_says() -> None:
    title = LabelledTitle("关于修路的建议", "", "交通运输局", (), "小微事")
    said = answers_of(Corpus((labelled(id="t3-001-a"), labelled(id="x", origin="restated")), (title, title)))
    assert [draft.source for draft in said.drafts] == ["t3", "restated"]
    assert len({each.group for each in said.titles}) == 2


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("id", ABSENT, "字段 id"),
        ("level", "国家", "字段 level 的值“国家”不在名单里"),
        ("level", ABSENT, "字段 level"),
        ("title", "", "字段 title"),
        ("flags", ["模糊"], "字段 flags 的值“模糊”不在名单里"),
        ("disputed", ["vague"], "字段 disputed 与 flags 重复"),
        ("disputed", "vague", "字段 disputed 应是一个列表"),
        ("disputed", [], "字段 reasons_any ['F2', 'V1', 'V2'] 与 flags、disputed 对不上"),
        ("reasons", ["B1"], "字段 flags ['vague'] 与 reasons ['B1'] 对不上"),
        ("reasons_any", ["N1"], "字段 reasons_any 的值“N1”不在名单里"),
        ("evidence", [{"reason": "V3", "quote": "有的摊位"}], "字段 evidence 的代码“V3”不在 reasons_any 里"),
        ("evidence", [{"reason": "V1", "quote": "没有的话"}], "字段 evidence 的引文“没有的话”"),
        ("main", [], "字段 main 是空的"),
        ("main", ["城管局"], "字段 main 的值“城管局”不在名单里"),
        ("main", ABSENT, "字段 main"),
        ("co", ["银行"], "字段 co 的值“银行”不在名单里"),
        ("triage", [], "字段 triage"),
        ("triage", "急难事", "字段 triage 应是一个列表"),
        ("items", [{"text": "修路"}], "字段 items"),
    ],
)
def test_a_wrong_line_is_refused_by_file_line_and_field(
    tmp_path: Path, field: str, value: Any, said: str
) -> None:
    with pytest.raises(LabelledDataError) as caught:
        read_answers(written(tmp_path, SOUND, changed(AGREEMENT, field, value), name="two.jsonl"))
    assert caught.value.where == "two.jsonl 第 2 行"
    assert said in caught.value.problem
    assert "docs/evaluate.md" in caught.value.remedy


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"title": "关于修路的建议"}, "看不出是草稿还是标题"),
        ({"main": "水利局", "gist": "修坝"}, "看不出是草稿还是标题"),
        ({"text": "修路", "label": 1}, "看不出是草稿还是标题"),
        (changed(REPLIED, "main", "某县交通局"), "字段 main 的值“某县交通局”不在名单里"),
        (changed(REPLIED, "gist", 7), "字段 gist"),
        (changed(TITLE, "triage", "大事"), "字段 triage"),
        (changed(DRAFT, "main", ["水利局"]), "字段 main"),
        ("不是 JSON", "不是一行完整的 JSON"),
    ],
)
def test_a_line_of_no_format_is_refused(tmp_path: Path, line: dict[str, Any] | str, said: str) -> None:
    with pytest.raises(LabelledDataError, match=said) as caught:
        read_answers(written(tmp_path, REPLIED, line, name="two.jsonl"))
    assert caught.value.where == "two.jsonl 第 2 行"


def test_an_id_must_not_come_twice_in_all_files(tmp_path: Path) -> None:
    paths = written(tmp_path, AGREEMENT, name="a.jsonl") + written(tmp_path, AGREEMENT, name="b.jsonl")
    with pytest.raises(LabelledDataError, match="字段 id 的值“k01”出现了两次") as caught:
        read_answers(paths)
    assert caught.value.where == "b.jsonl 第 1 行"


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LabelledDataError, match=r"empty\.jsonl：里面没有标注"):
        read_answers(written(tmp_path, "", name="empty.jsonl"))


REAL = Path(__file__).resolve().parents[3] / "shared" / "dev"


@pytest.mark.skipif(not REAL.is_dir(), reason="the real texts for tuning are not beside this checkout")
def test_the_real_texts_are_read_whole() -> None:
    paths = sorted(REAL.glob("*.jsonl"))
    read = read_answers(paths)
    lines = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]
    assert len(read.drafts) + len(read.titles) == len(lines)
    assert sum(len(draft.flags) for draft in read.drafts) == sum(len(row.get("flags", ())) for row in lines)
    assert {draft.source for draft in read.drafts} == {"real_dev r", "real_dev j"}

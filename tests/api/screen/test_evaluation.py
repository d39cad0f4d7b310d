"""Every measure is printed under its name, with its interval: ``evaluation.txt`` shows how."""

from dataclasses import replace
from pathlib import Path

from api.screen.evaluation import write_evaluation
from api.screen.paper import Paper
from tests.api.evaluations import EVALUATION, JUDGED
from training.yardstick.evaluation import Evaluation, measure

SHOWN = Path(__file__).with_name("evaluation.txt")


def text_of(evaluation: Evaluation) -> str:
    paper = Paper(colour=False, columns=None)
    write_evaluation(paper, evaluation)
    return paper.text()


def test_every_measure_is_there_under_its_name() -> None:
    assert text_of(EVALUATION) == SHOWN.read_text("utf-8")


def test_an_evaluation_on_files_names_the_model_and_warns_of_what_it_learnt_from() -> None:
    lines = text_of(measure(JUDGED)).splitlines()
    assert lines[0] == "模型 fast-0123456789ab，评 甲.jsonl、乙.jsonl。共评 3 件草稿、2 个标题。"
    assert lines[2] == "注意：其中 2 件就在自带的标注数据里，模型学过，量出来的比实际的好。"


def test_what_cannot_be_measured_is_a_dash() -> None:
    assert "精确率 —，召回率 —" in text_of(measure(JUDGED))


def test_drafts_or_titles_alone() -> None:
    assert "标题" not in text_of(replace(EVALUATION, titles=None))
    only = text_of(replace(EVALUATION, drafts=None))
    assert "共评 300 个标题。" in only
    assert "三类问题" not in only

"""What came of the baselines, for a person: tables for each exam, in a window of 90 columns."""

from collections.abc import Iterable, Sequence

from api.screen.paper import Paper
from api.screen.table import write_table
from model.content import rubric
from training.baselines.compare import Comparison, Outcome
from training.baselines.marks import Marks
from training.baselines.sitting import Sitting
from training.yardstick.resamples import Estimate

BASELINES = {
    "majority": "多数",
    "keywords": "关键词",
    "logistic": "逻辑回归",
    "svm": "支持向量机",
    "fasttext": "fastText",
    "encoder": "微调编码器",
    "lianshen": "联审快档",
}
EXAMS = {"corpus": "语料，按题材留出", "dev": "真实的文本", "petitions": "带主题的信件"}
TEXTS = {"drafts": "整件草稿", "titles": "标题加一句话", "county": "县级建议", "provincial": "省级提案"}

_Rows = list[tuple[str, ...]]


def write_comparison(paper: Paper, comparison: Comparison) -> None:
    """Write the outcomes exam by exam; of an estimate only the value."""
    for exam in dict.fromkeys(outcome.exam for outcome in comparison.outcomes):
        paper.gap()
        paper.write((EXAMS[exam], "strong"))
        outcomes = [outcome for outcome in comparison.outcomes if outcome.exam == exam]
        sat = [(BASELINES[outcome.baseline], outcome.sitting) for outcome in outcomes if outcome.sitting]
        if sat:
            for name in sat[0][1].marks:
                _write_marks(paper, name, [(baseline, sitting.marks[name]) for baseline, sitting in sat])
            _write_topics(paper, sat)
            _write_costs(paper, sat)
        _write_failures(paper, outcomes)


def _write_marks(paper: Paper, name: str, marks: Sequence[tuple[str, Marks]]) -> None:
    paper.gap()
    paper.write(f"{TEXTS[name]}（{marks[0][1].count} 件）", indent=2)
    flags = [flag for flag in rubric().flags.values() if flag.flag in marks[0][1].flags]
    rows: _Rows = [
        (
            "",
            *(heading for flag in flags for heading in (f"{flag.name} F1", "AUC")),
            *("单位首选", "前三", "主或会办"),
        )
    ]
    for baseline, own in marks:
        found = [own.flags[flag.flag] for flag in flags]
        units = (own.top_1, own.top_3, own.main_or_co)
        rows.append(
            (
                baseline,
                *(_number(measure) for each in found for measure in (each.f1, each.auc)),
                *map(_number, units),
            )
        )
    write_table(paper, rows, indent=2)


def _write_topics(paper: Paper, sat: Sequence[tuple[str, Sitting]]) -> None:
    topics = [(name, sitting.topics) for name, sitting in sat if sitting.topics]
    if not topics:
        return
    paper.gap()
    paper.write(f"主题（{topics[0][1].count} 件）", indent=2)
    rows: _Rows = [("", "正确率", "宏平均 F1")]
    rows += [(name, _number(marks.accuracy), _number(marks.macro_f1)) for name, marks in topics]
    write_table(paper, rows, indent=2)


def _write_costs(paper: Paper, sat: Iterable[tuple[str, Sitting]]) -> None:
    paper.gap()
    paper.write("代价（处理器时间，各核合计）", indent=2)
    rows: _Rows = [("", "学习（秒）", "每件（毫秒）", "内存（MB）")]
    rows += [
        (name, f"{own.cost.learning:.1f}", f"{own.cost.answering:.2f}", f"{own.cost.memory:.0f}")
        for name, own in sat
    ]
    write_table(paper, rows, indent=2)


def _write_failures(paper: Paper, outcomes: Iterable[Outcome]) -> None:
    paper.gap()
    for outcome in outcomes:
        if outcome.failure:
            paper.write(outcome.failure, label=(f"{BASELINES[outcome.baseline]}：", "bad"), indent=2)


def _number(estimate: Estimate) -> str:
    return "—" if estimate.value is None else f"{estimate.value:.3f}"

"""How good the model is, for a person."""

from api.screen.paper import Paper
from model.content import rubric
from model.rubric import FLAGS
from training.yardstick.drafts import DraftEvaluation, DraftMeasures
from training.yardstick.evaluation import Evaluation, Origin
from training.yardstick.resamples import Estimate
from training.yardstick.titles import TitleEvaluation
from training.yardstick.units import Confusion, UnitHits

_CONFUSIONS = 10
_OFTEN = 2


def write_evaluation(paper: Paper, evaluation: Evaluation) -> None:
    """Write the measures of an evaluation; calibration errors and false alarms are better when lower."""
    drafts, titles = evaluation.drafts, evaluation.titles
    counts = [f"{drafts.whole.count} 件草稿"] if drafts else []
    counts += [f"{titles.units.count} 个标题"] if titles else []
    paper.write(f"{how(evaluation.origin)}共评 {'、'.join(counts)}。")
    paper.write(f"括号里是 95% 的区间（自助法，重抽 {evaluation.resamples} 次）。")
    if evaluation.origin.seen:
        paper.write((seen(evaluation.origin.seen), "doubt"))
    if drafts:
        _drafts(paper, drafts)
    if titles:
        _titles(paper, titles)


def how(origin: Origin) -> str:
    """Say what was judged, and by what."""
    if origin.folds:
        folds = f"按分组分成 {origin.folds} 份轮流留出，各用其余的训练，随机种子 {origin.seed}"
        return f"{folds}（{origin.model}）。"
    if not origin.files:
        trained = f"用自带数据的前两份训练，随机种子 {origin.seed}"
        return f"{trained}，评第三份，它的题材模型都没见过（{origin.model}）。"
    return f"模型 {origin.model}，评 {'、'.join(origin.files)}。"


def seen(count: int) -> str:
    """Warn that some texts were learnt from."""
    return f"注意：其中 {count} 件就在自带的标注数据里，模型学过，量出来的比实际的好。"


def _drafts(paper: Paper, drafts: DraftEvaluation) -> None:
    _flags(paper, drafts.whole)
    _heading(paper, "代码与证据")
    paper.write(f"代码 F1 值 {_number(drafts.whole.codes)}", indent=2)
    for code, hits in drafts.by_code.items():
        paper.write(
            f"标为有的 {hits.count} 件，找出 {hits.found} 件，精确率 {_share(hits.precision)}，"
            f"召回率 {_share(hits.recall)}",
            label=f"{code} ",
            indent=4,
        )
    paper.write(
        f"找对代码的 {drafts.whole.quoted} 处，首条引文命中 {_share(drafts.whole.evidence)}", indent=2
    )
    _heading(paper, "承办单位（草稿）")
    _units(paper, drafts.whole.units)
    _confusions(paper, drafts.confusions)
    if drafts.whole.items.count:
        items = drafts.whole.items
        _heading(paper, "逐条要求")
        paper.write(
            f"标注的 {items.count} 条，对得上的 {_share(items.matched)}，其中单位对的 {_share(items.right)}",
            indent=2,
        )
    _heading(paper, "分流")
    paper.write(f"判对 {_share(drafts.whole.triage)}", indent=2)
    for title, parts in (("按来源", drafts.sources), ("按正文长短", drafts.lengths)):
        if parts:
            _heading(paper, title)
        for name, part in parts.items():
            _part(paper, name, part)


def _titles(paper: Paper, titles: TitleEvaluation) -> None:
    _heading(paper, "承办单位（只有标题和一两句话）")
    _units(paper, titles.units)
    for source, hits in titles.sources.items():
        paper.write((source, "strong"), f"（{hits.count} 个）", indent=2)
        _units(paper, hits, indent=4)
    _confusions(paper, titles.confusions)


def _flags(paper: Paper, whole: DraftMeasures) -> None:
    _heading(paper, "三类问题")
    for flag in rubric().flags.values():
        found = whole.flags[flag.flag]
        paper.write(
            f"（{found.scored} 件里标为有的 {found.count} 件）", label=(flag.name, "strong"), indent=2
        )
        paper.write(
            f"F1 值 {_number(found.f1)}，精确率 {_share(found.precision)}，召回率 {_share(found.recall)}，"
            f"误报率 {_share(found.false_alarms)}，平均精度 {_number(found.average_precision)}，"
            f"AUC {_number(found.auc)}，校准误差 {_number(found.calibration_error)}",
            indent=4,
        )
    paper.write(f"没有问题的 {whole.clean_count} 件判为没有问题：{_share(whole.clean)}", indent=2)
    paper.write(f"拿不准的判断：{_share(whole.unsure)}", indent=2)


def _units(paper: Paper, hits: UnitHits, indent: int = 2) -> None:
    paper.write(
        f"首选命中 {_share(hits.top_1)}，前三命中 {_share(hits.top_3)}，"
        f"首选是主办或会办 {_share(hits.main_or_co)}，校准误差 {_number(hits.calibration_error)}",
        indent=indent,
    )


def _confusions(paper: Paper, confusions: tuple[Confusion, ...]) -> None:
    for confusion in confusions[:_CONFUSIONS]:
        if confusion.count < _OFTEN:
            break
        paper.write(f"该 {confusion.labelled}，荐 {confusion.named}：{confusion.count} 件", indent=4)


def _part(paper: Paper, name: str, part: DraftMeasures) -> None:
    paper.write((name, "strong"), f"（{part.count} 件）", indent=2)
    flags = [f"{rubric().flags[flag].name} {_number(part.flags[flag].f1)}" for flag in FLAGS]
    paper.write(f"F1 值：{'，'.join(flags)}", indent=4)
    paper.write(
        f"没有问题的 {part.clean_count} 件判为没有问题：{_share(part.clean)}；"
        f"代码 F1 值 {_number(part.codes)}；首条引文命中 {_share(part.evidence)}；"
        f"单位首选命中 {_share(part.units.top_1)}；分流判对 {_share(part.triage)}",
        indent=4,
    )


def _heading(paper: Paper, title: str) -> None:
    paper.gap()
    paper.write((title, "strong"))


def _share(estimate: Estimate) -> str:
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return "—"
    return f"{estimate.value:.1%}（{estimate.low * 100:.1f}–{estimate.high * 100:.1f}）"


def _number(estimate: Estimate) -> str:
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return "—"
    return f"{estimate.value:.3f}（{estimate.low:.3f}–{estimate.high:.3f}）"

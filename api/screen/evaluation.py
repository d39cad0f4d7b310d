"""How good the model is, for a person."""

from api.screen.paper import Paper
from model.content import rubric
from training.evaluate import Evaluation, UnitHits


def write_evaluation(paper: Paper, evaluation: Evaluation) -> None:
    """Write the measures of an evaluation; all but the calibration errors are better when higher."""
    paper.write(
        f"按分组分成 {evaluation.folds} 份轮流留出，共评 {evaluation.drafts} 件草稿，"
        f"随机种子 {evaluation.seed}。"
    )
    paper.gap()
    paper.write(("三类问题", "strong"))
    for flag in rubric().flags.values():
        found = evaluation.flags[flag.flag]
        paper.write(f"（标为有的 {found.count} 件）", label=(flag.name, "strong"), indent=2)
        paper.write(
            f"精确率 {found.precision:.1%}，召回率 {found.recall:.1%}，F1 值 {found.f1:.3f}，"
            f"平均精度 {found.average_precision:.3f}，校准误差 {found.calibration_error:.3f}",
            indent=4,
        )
    paper.write(f"没有问题的草稿判为没有问题：{evaluation.clean:.1%}", indent=2)
    paper.write(f"拿不准的判断：{evaluation.unsure:.1%}", indent=2)
    paper.gap()
    paper.write(("代码与证据", "strong"))
    paper.write(f"代码 F1 值 {evaluation.codes:.3f}", indent=2)
    paper.write(f"找对代码的 {evaluation.quoted} 处，所引字句命中 {evaluation.evidence:.1%}", indent=2)
    paper.gap()
    paper.write(("承办单位", "strong"))
    _units(paper, "整件草稿", evaluation.draft_units)
    _units(paper, "只有标题和一句话", evaluation.title_units)
    paper.gap()
    paper.write(("分流", "strong"))
    paper.write(f"判对 {evaluation.triage:.1%}", indent=2)


def _units(paper: Paper, name: str, hits: UnitHits) -> None:
    paper.write(f"（{hits.count} 件）", label=(name, "strong"), indent=2)
    paper.write(
        f"首选命中 {hits.top_1:.1%}，前三命中 {hits.top_3:.1%}，首选是主办或会办 {hits.main_or_co:.1%}，"
        f"校准误差 {hits.calibration_error:.3f}",
        indent=4,
    )

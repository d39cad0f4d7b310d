"""What local labels are worth, for a person."""

from api.screen.paper import Paper
from api.screen.table import write_table
from model.content import rubric
from training.local.curve import DRAWS, KIND, KIND_FLAG, Point
from training.local.speed import Speed
from training.local.worth import Worth


def write_worth(paper: Paper, worth: Worth) -> None:
    """Write the curves and what corrections bring."""
    paper.write((f"基础模型 {worth.model}，没有学过下面用来量的草稿和标题。", "plain"))
    for name, points in worth.curves.items():
        paper.gap()
        paper.write((f"{name}：归档抽 {DRAWS} 次，共量没学过的 {points[0].held_back:,} 件次", "strong"))
        paper.write((worth.notes[name], "plain"), indent=2)
        _write_curve(paper, points)
    paper.gap()
    flag, said = rubric().flags[KIND_FLAG].name, worth.corrected
    paper.write((f"把 {said.corrected} 件“{KIND} {rubric().codes[KIND].name}”的{flag}更正为不成立", "strong"))
    rows = [
        ("", "件数", "更正前的概率", "更正后的概率"),
        ("以后遇到的同一种", str(said.later), f"{said.before:.3f}", f"{said.after:.3f}"),
        (
            f"别的原因的{flag}",
            str(said.same_flag),
            f"{said.same_flag_before:.3f}",
            f"{said.same_flag_after:.3f}",
        ),
    ]
    write_table(paper, rows, indent=2)
    paper.write((f"另外两类问题的判断变了 {said.other_flags_changed} 处。", "plain"), indent=2)


def _write_curve(paper: Paper, points: tuple[Point, ...]) -> None:
    flags = (rubric().flags[flag].name + " F1" for flag in points[0].flags)
    rows = [("本地指派", "主办第一个就对", "本地改了归属的", *flags)]
    rows += [
        (
            str(point.labels),
            f"{point.units:.3f}",
            f"{point.moved:.3f}",
            *(f"{value:.3f}" for value in point.flags.values()),
        )
        for point in points
    ]
    write_table(paper, rows, indent=2)


def speed_line(speed: Speed) -> str:
    """Return what a retraining takes, in one line."""
    made = f"，另用 {speed.base_seconds:.1f} 秒训练基础模型"
    base = made if speed.base_seconds >= 1 else "（基础模型已有）"
    return (
        f"{speed.labelled} 件标注再训练：{speed.seconds:.1f} 秒{base}；"
        f"最多占 {speed.memory:.0f} MiB；{speed.machine.cores} 核；模型 {speed.version}。"
    )

"""The model at work, week by week, for people."""

from api.safe import safe
from api.screen.paper import Paper
from api.screen.table import write_table
from training.local.watching import LEAST, SHIFTED, Watched, Watching

_SHIFTS = ("length", "too_broad", "vague", "infeasible", "main")
_HEADS = ("", "收到", "拿不准", "处理了", "改判", "篇幅", "题目过大", "内容模糊", "缺乏可行性", "主办单位")


def write_watching(paper: Paper, seen: Watching) -> None:
    """Write whether retraining is due, and a line for each week."""
    paper.write((f"模型 {safe(seen.model)}，上次训练以后的新标注 {seen.new_labels:,} 条。", "strong"))
    if seen.due:
        paper.write("该用新标注再训练一次了：")
        for reason in seen.due:
            paper.write(f"{reason}。", indent=2)
    else:
        paper.write("现在不必再训练。")
    paper.gap()
    if not seen.weeks:
        paper.write("最近十二周审核台上没有收到草稿。")
        return
    write_table(paper, [_HEADS, *map(_row, seen.weeks)], indent=2)
    paper.write(
        f"后五列是和训练时相比的稳定性指数，大于 {SHIFTED} 算变了；"
        f"不满 {LEAST} 件的周只看不算，篇幅只供参考。"
    )


def _row(week: Watched) -> tuple[str, ...]:
    return (
        week.name,
        f"{week.drafts:,}",
        _share(week.unsure),
        f"{week.decided:,}",
        _share(week.overturned),
        *(f"{week.shifts[key]:.2f}" if key in week.shifts else "—" for key in _SHIFTS),
    )


def _share(share: float | None) -> str:
    return "—" if share is None else f"{share:.0%}"

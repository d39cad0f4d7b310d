"""The audit trail on a terminal."""

from collections.abc import Sequence

from rich.cells import cell_len

from api.screen.paper import Paper
from api.trail.step import Step
from api.trail.verifying import Verified


def write_steps(paper: Paper, steps: Sequence[Step]) -> None:
    """Write number, time, who did it and what was done, a step each."""
    number_width = max(len(str(step.id)) for step in steps)
    actor_width = max(cell_len(step.actor) for step in steps)
    for step in steps:
        blanks = " " * (actor_width - cell_len(step.actor))
        when = f"{step.made.astimezone():%Y-%m-%d %H:%M}"
        label = f"{step.id:>{number_width}}  {when}  {step.actor}{blanks}  "
        paper.write(step.told, label=(label, "faint"))


def write_verified(paper: Paper, verified: Verified) -> None:
    """Write what came of a look at the whole trail, and the digest to be noted."""
    if verified.sound:
        paper.write((f"留痕一共 {verified.count:,} 步，都和写下时一样。", "good"))
    else:
        paper.write((f"留痕一共 {verified.count:,} 步，有问题：", "bad"))
    for fault in verified.faults:
        paper.write(f"{fault.problem}。", label=f"第 {fault.step} 步：", indent=2)
    if verified.noted:
        paper.write("抄下的摘要还在。")
    elif verified.noted is False:
        paper.write("抄下的摘要不在了：那一步被改动过、删去了，或者整条留痕是重造的。", indent=2)
    if verified.last:
        paper.write(verified.last, label="最后一步的摘要，请抄到别处：")

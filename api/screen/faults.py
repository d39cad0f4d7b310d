"""What faults have done to the program, for a person."""

from collections.abc import Sequence

from api.faults.result import PARTS, Faults, Kills, Part, Starts, Wanted
from api.screen.paper import Paper
from api.screen.table import write_table


def write_faults(paper: Paper, tried: Faults) -> None:
    """Write where it was tried, the kills, then each other part, and in the end what was found broken."""
    machine = tried.machine
    paper.write(("故障", "strong"))
    paper.write(f"机器：{machine.cores} 核，{machine.system}，Python {machine.python}", indent=2)
    if tried.kills:
        _write_kills(paper, tried.kills, tried.wanted)
    for part in tried.parts:
        _write_part(paper, part, tried.wanted)
    paper.gap()
    if tried.violations:
        paper.write((f"发现 {tried.violations} 处和承诺的不符，见上。", "bad"))
    else:
        paper.write(("没有发现和承诺不符的。", "good"))


def _write_kills(paper: Paper, kills: Kills, wanted: Wanted) -> None:
    paper.gap()
    stopped = "，中途停下" if kills.interrupted else ""
    paper.write((PARTS["kills"], "strong"), f"（种子 {kills.seed}，{kills.seconds:,.0f} 秒{stopped}）")
    rows = [["", "终止", "其中重新启动的程序", "做完并比对", "答复过的写入", "不符"]]
    rows += [
        [
            each.kind,
            f"{each.kills:,}",
            f"{each.whole:,}",
            f"{each.ended:,}",
            f"{each.acknowledged:,}" if each.acknowledged else "",
            f"{len(each.violations):,}",
        ]
        for each in kills.killed
    ]
    whole, ended, acknowledged = (
        sum(getattr(each, name) for each in kills.killed) for name in ("whole", "ended", "acknowledged")
    )
    totals = (kills.count, whole, ended, acknowledged, len(kills.violations))
    rows.append(["合计", *(f"{total:,}" for total in totals)])
    write_table(paper, rows, indent=2)
    _write_starts(paper, kills.starts, wanted)
    _write_broken(paper, kills.violations)


def _write_part(paper: Paper, part: Part, wanted: Wanted) -> None:
    paper.gap()
    paper.write((PARTS[part.name], "strong"), f"（{part.seconds:,.0f} 秒）")
    if part.left_out:
        paper.write(f"没有试：{part.left_out}", indent=2)
    for line in part.told:
        paper.write(line, indent=2)
    _write_starts(paper, part.starts, wanted)
    _write_broken(paper, part.violations)


def _write_starts(paper: Paper, measured: Sequence[Starts], wanted: Wanted) -> None:
    for starts in measured:
        met = f"要求 {wanted.restart:g} 秒以内，{'达到' if starts.most <= wanted.restart else '未都达到'}"
        paper.write(
            f"终止以后重新启动服务到能用，{starts.processes} 个进程：{starts.count} 次，"
            f"一半不超过 {starts.median:.2f} 秒，最慢 {starts.most:.2f} 秒（{met}），"
            f"占用处理器 {starts.processor:.2f} 秒",
            indent=2,
        )


def _write_broken(paper: Paper, violations: Sequence[str]) -> None:
    for violation in violations:
        paper.write((f"不符：{violation}", "bad"), indent=2)

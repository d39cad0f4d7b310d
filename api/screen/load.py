"""What driving the service came to, for a person: each measure beside its target."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from api.load.result import Load, ServiceLoad, Wanted
from api.screen.paper import Paper
from api.screen.table import write_table

_TIERS = {"fast": "快速档", "full": "完整档"}
_YARDSTICKS = {"echo": "只回送原文", "in_process": "不经服务"}


@dataclass(frozen=True, slots=True)
class _Table:
    """One measure of several starts of the service."""

    title: str
    columns: Sequence[str]
    row: Callable[[ServiceLoad], Sequence[str]]
    target: str
    met: Callable[[ServiceLoad], bool]


def write_load(paper: Paper, measured: Load) -> None:
    """Write where it was measured, then one table for each measure and tier."""
    machine = measured.machine
    paper.write(("运行中的服务", "strong"))
    paper.write(
        f"机器：{machine.cores} 核，{machine.system}，Python {machine.python}；服务和驱动它的程序共用",
        indent=2,
    )
    paper.write(f"模型：{measured.model}", indent=2)
    paper.write(f"草稿：{measured.drafts:,} 件各不相同，正文各 {measured.characters} 字，轮流送", indent=2)
    _write(paper, measured.services, _start(measured.wanted))
    for tier in dict.fromkeys(each.tier for each in measured.services):
        own = [each for each in measured.services if each.tier == tier]
        _write(paper, own, _latency(own[0], measured.wanted))
        _write(paper, own, _saturation(own[0], measured.wanted))
        _write(paper, own, _memory(own[0], measured.wanted))


def _write(paper: Paper, services: Sequence[ServiceLoad], table: _Table) -> None:
    paper.gap()
    paper.write((table.title, "strong"), f"（要求：{table.target}）")
    rows = [["", *table.columns, ""]]
    rows += [
        [
            f"{_TIERS[each.tier]}，{each.workers} 个进程",
            *table.row(each),
            "达到" if table.met(each) else "未达到",
        ]
        for each in services
    ]
    write_table(paper, rows, indent=2)


def _start(wanted: Wanted) -> _Table:
    return _Table(
        title="从运行命令到能审读，秒",
        columns=["启动"],
        row=lambda each: [f"{each.start:.2f}"],
        target=f"不超过 {wanted.start:g} 秒",
        met=lambda each: each.start <= wanted.start,
    )


def _latency(first: ServiceLoad, wanted: Wanted) -> _Table:
    paced = first.latency.manner == "paced"
    manner = f"每秒送 {wanted.rate:g} 件" if paced else "审完一件再送一件"
    return _Table(
        title=f"{_TIERS[first.tier]}，{manner}，毫秒",
        columns=["件数", "每秒", "一半不超过", "九成五不超过", "九成九不超过", "驱动占核"],
        row=lambda each: [
            f"{each.latency.requests:,}",
            f"{each.latency.rate:.1f}",
            f"{each.latency.p50:.1f}",
            f"{each.latency.p95:.1f}",
            f"{each.latency.p99:.1f}",
            f"{each.latency.client:.2f}",
        ],
        target=f"九成九不超过 {wanted.p99:g}" if paced else f"九成五不超过 {wanted.p95:g}",
        met=lambda each: each.latency.p99 <= wanted.p99 if paced else each.latency.p95 <= wanted.p95,
    )


def _saturation(first: ServiceLoad, wanted: Wanted) -> _Table:
    least = wanted.of_echo if first.saturation.yardstick == "echo" else wanted.of_in_process
    return _Table(
        title=f"{_TIERS[first.tier]}，送满，每秒件数",
        columns=["并发", "审读", _YARDSTICKS[first.saturation.yardstick], "之比", "服务占核", "驱动占核"],
        row=lambda each: [
            f"{each.saturation.connections}",
            f"{each.saturation.rate:,.1f}",
            f"{each.saturation.yardstick_rate:,.1f}",
            f"{each.saturation.ratio:.2f}",
            f"{each.saturation.server:.2f}",
            f"{each.saturation.client:.2f}",
        ],
        target=f"之比不低于 {least:.2f}",
        met=lambda each: each.saturation.ratio >= least,
    )


def _memory(first: ServiceLoad, wanted: Wanted) -> _Table:
    return _Table(
        title=f"{_TIERS[first.tier]}，全部进程的内存，MB",
        columns=["件数", "开始", "过半", "最后", "后一半增加", "增加之比"],
        row=lambda each: [
            f"{each.memory.requests:,}",
            f"{each.memory.megabytes[0]:.0f}",
            f"{each.memory.megabytes[len(each.memory.megabytes) // 2]:.0f}",
            f"{each.memory.megabytes[-1]:.0f}",
            f"{each.memory.growth:+.1f}",
            f"{each.memory.share:+.1%}",
        ],
        target=f"后一半增加低于 {wanted.growth:.0%}",
        met=lambda each: each.memory.share < wanted.growth,
    )

"""What a benchmark measured, for a person."""

from api.screen.paper import Paper
from api.screen.table import write_table
from training.benchmark.result import Benchmark, TierSpeed

TIERS = {"full": "完整", "auto": "自动", "fast": "快速"}


def write_benchmark(paper: Paper, measured: Benchmark) -> None:
    """Write where it was measured, then one table for each kind of measure."""
    machine = measured.machine
    paper.write(("速度和内存", "strong"))
    paper.write(f"机器：{machine.cores} 核，{machine.system}，Python {machine.python}", indent=2)
    paper.write(f"模型：{measured.model}，训练用 {measured.training:.1f} 秒", indent=2)
    paper.write(f"文字：{measured.texts:,} 件，共 {measured.characters:,} 字", indent=2)
    _write_beside(paper, measured)
    _write_single(paper, measured.tiers)
    _write_many(paper, measured)


def _write_beside(paper: Paper, measured: Benchmark) -> None:
    paper.gap()
    paper.write(("和最简单的做法比，单核，成批，每件", "strong"))
    plain = measured.plain.spent
    rows = [("", "件数", "处理器（毫秒）", "钟表（毫秒）", "处理器之比")]
    rows.append(
        ("分词、TF-IDF、逻辑回归", f"{plain.texts:,}", f"{plain.user:.2f}", f"{plain.wall:.2f}", "1.00")
    )
    rows += [
        (
            f"{TIERS[speed.tier]}档审读",
            f"{speed.spent.texts:,}",
            f"{speed.spent.user:.2f}",
            f"{speed.spent.wall:.2f}",
            f"{speed.ratio:.2f}",
        )
        for speed in measured.tiers
    ]
    write_table(paper, rows, indent=2)


def _write_single(paper: Paper, tiers: tuple[TierSpeed, ...]) -> None:
    paper.gap()
    paper.write(("一次审读一件，单核，毫秒", "strong"))
    rows = [("", "字数", "件数", "一半不超过", "九成五不超过")]
    rows += [
        (
            f"{TIERS[speed.tier]}档",
            f"{each.characters:,}",
            str(each.drafts),
            f"{each.p50:.2f}",
            f"{each.p95:.2f}",
        )
        for speed in tiers
        for each in speed.latencies
    ]
    write_table(paper, rows, indent=2)


def _write_many(paper: Paper, measured: Benchmark) -> None:
    paper.gap()
    paper.write(("成批审读、冷启动、内存", "strong"))
    rows = [("", "单核每秒", f"{measured.machine.cores} 核每秒", "check 一次（秒）", "内存（MB）")]
    rows += [
        (
            f"{TIERS[speed.tier]}档",
            f"{speed.one_core:,.0f}",
            f"{speed.all_cores:,.0f}",
            f"{speed.cold:.2f}",
            f"{speed.memory:.0f}",
        )
        for speed in measured.tiers
    ]
    write_table(paper, rows, indent=2)

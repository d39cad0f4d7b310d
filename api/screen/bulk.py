"""What scoring many drafts came to, for a person: each measure beside its target."""

from api.bulk.result import Bulk, Run
from api.screen.paper import Paper
from api.screen.table import write_table

_TIERS = {"fast": "快速档", "auto": "自动档"}


def write_bulk(paper: Paper, measured: Bulk) -> None:
    """Write where it was measured, and one table of all runs."""
    machine, wanted = measured.machine, measured.wanted
    paper.write(("成批审读", "strong"))
    paper.write(f"机器：{machine.cores} 核，{machine.system}，Python {machine.python}", indent=2)
    paper.write(f"模型：{measured.model}", indent=2)
    paper.write(
        f"草稿：自带的一次会议，没有用来训练，平均 {measured.characters:.0f} 字，轮流用；"
        "写成工作簿的由语料的句子随机拼成，免得都成重复件",
        indent=2,
    )
    paper.gap()
    paper.write(("从运行命令到写好结果", "strong"))
    rows: list[tuple[str, ...]] = [("", "行数", "秒", "每秒", "内存最多（MB）", "途中涨了", "要求", "")]
    rows.append(
        _row(
            measured.workbook,
            f"{wanted.workbook:g} 秒、{wanted.workbook_memory:g} MB 以内",
            met=measured.workbook.seconds <= wanted.workbook
            and measured.workbook.peak <= wanted.workbook_memory,
        )
    )
    rows.append(
        _row(
            measured.lines,
            f"每秒 {wanted.lines:,.0f} 件，内存不涨",
            met=measured.lines.rate >= wanted.lines and measured.lines.growth <= wanted.growth,
        )
    )
    if measured.auto:
        rows.append(_row(measured.auto, f"每秒 {wanted.auto:g} 件", met=measured.auto.rate >= wanted.auto))
    write_table(paper, rows, indent=2)
    paper.gap()
    plain = 1000 / measured.plain.spent.wall
    paper.write(f"最简单的做法（分词、TF-IDF、逻辑回归，只分类）单核每秒 {plain:,.0f} 件。")
    if measured.alike:
        alike = measured.alike
        paper.write(
            f"自动档和完整档结论相同的：{alike.same:,} / {alike.drafts:,} 件（{alike.share:.1%}，"
            f"要求 {wanted.alike:.0%}），{_met(met=alike.share >= wanted.alike)}。"
        )


def _row(run: Run, target: str, *, met: bool) -> tuple[str, ...]:
    return (
        f"{_TIERS[run.tier]}，写成 {run.form}",
        f"{run.rows:,}",
        f"{run.seconds:.1f}",
        f"{run.rate:,.0f}",
        f"{run.peak:.0f}",
        f"{run.growth:+.1%}",
        target,
        _met(met=met),
    )


def _met(*, met: bool) -> str:
    return "达到" if met else "未达到"

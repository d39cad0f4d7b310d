"""How fast the list of the desk answers, for a person: each kind of question in a row."""

from api.bulk.desk_result import WANTED, DeskSpeed
from api.screen.paper import Paper
from api.screen.table import write_table


def write_desk(paper: Paper, measured: DeskSpeed) -> None:
    """Write where it was measured, and a table of all questions."""
    machine = measured.machine
    paper.write(("审核台的列表", "strong"))
    paper.write(f"机器：{machine.cores} 核，{machine.system}，Python {machine.python}", indent=2)
    paper.write(f"模型：{measured.model}（快速档）", indent=2)
    paper.write(
        f"草稿：{measured.drafts:,} 件，由语料的句子随机拼成，平均 {measured.characters:.0f} 字；SQLite",
        indent=2,
    )
    paper.gap()
    paper.write(("从发出请求到收完整个页面，毫秒", "strong"))
    rows: list[tuple[str, ...]] = [
        ("", "找到", "页面（KB）", "一半以内", "95% 以内", "最慢", "处理器", "要求", "")
    ]
    rows += [
        (
            asked.name,
            f"{asked.total:,}",
            f"{asked.kilobytes:.0f}",
            f"{asked.middle:.0f}",
            f"{asked.slow:.0f}",
            f"{asked.most:.0f}",
            f"{asked.processor:.0f}",
            f"一半以内 {WANTED:g}",
            "达到" if asked.middle <= WANTED else "未达到",
        )
        for asked in measured.asked
    ]
    write_table(paper, rows, indent=2)

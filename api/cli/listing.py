"""What ``lianshen score --dry-run`` says: what would be read, from where, and by which columns."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from api.batch.inputs import Listed, listed
from api.cli.front import FAILED
from api.safe import safe

_MOST_FILES = 20
"""Files of a draft each that are named; of ten thousand nobody would read the names."""


@dataclass(slots=True)
class _Sum:
    files: int = 0
    drafts: int = 0
    unread: int = 0


def show_listing(inputs: Sequence[Path], mapping: Mapping[str, str], leaving_out: Collection[Path]) -> int:
    """Say what would be read, and return the exit code."""
    total = _Sum()
    for each in listed(inputs, mapping, leaving_out):
        total.drafts += each.drafts
        total.unread += each.unread + (each.kind == "不读")
        total.files += each.kind == "件"
        if each.kind != "件" or total.files <= _MOST_FILES:
            click.echo(safe(_line(each)))
    if total.files > _MOST_FILES:
        click.echo(f"……另有 {total.files - _MOST_FILES:,} 个文件，一个文件一件")
    unread = f"，{total.unread:,} 处读不了" if total.unread else ""
    unopened = "文件还没有打开看，实际件数以审读为准。" if total.files else ""
    click.echo(f"共约 {total.drafts:,} 件{unread}。{unopened}没有审读，也没有写任何文件。")
    return 0 if total.drafts else FAILED


def _line(each: Listed) -> str:
    if each.kind == "不读":
        return f"不读　{each.origin}：{each.problem}{f'。{each.remedy}' if each.remedy else ''}"
    if each.kind == "件":
        return f"文件　{each.origin}"
    columns = "、".join(f"{name}←{column}" for name, column in each.columns.items())
    unread = f"，{each.unread:,} 行读不了（如：{each.problem}）" if each.unread else ""
    return f"表格　{each.origin}：{each.drafts:,} 件{unread}；列：{columns}"

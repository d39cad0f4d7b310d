"""What is deleted, for a person: what goes, and which backups still hold it."""

from collections.abc import Sequence
from typing import Any

from api.backup.listing import KnownBackup
from api.brief import UNTITLED, brief
from api.privacy.asked import Going
from api.screen.paper import Paper

_TITLE = 40
_SHOWN = 50
"""Drafts that are shown one by one."""


def write_going(paper: Paper, going: Going, backups: Sequence[KnownBackup], *, deleted: bool) -> None:
    """Write what goes; at most fifty drafts by their titles, the JSON has all."""
    if going.nothing:
        paper.write("没有找到要删的。")
    else:
        paper.write("已经删掉：" if deleted else "要删的（现在什么也没有动）：")
    _drafts(paper, "审核台", going.pieces)
    _drafts(paper, "网页提交", going.submissions)
    for words, count in _counted(going).items():
        if count:
            paper.write(f"{words} {count:,}", indent=2)
    for number, name in going.batches.items():
        paper.write(f"整个批次 {number}：{name}", indent=2)
    for file in going.files[:_SHOWN]:
        paper.write(f"文件 {file}", indent=2)
    if len(going.files) > _SHOWN:
        paper.write(f"……还有 {len(going.files) - _SHOWN:,} 个文件", indent=2)
    if backups:
        paper.write()
        paper.write("下面这些备份里可能还有，请自己删去，或等它们到期：")
        for backup in backups:
            there = "" if backup.there else "（现在不在，多半在别的盘上）"
            paper.write(f"{backup.made.astimezone():%Y-%m-%d %H:%M}  {backup.path}{there}", indent=2)


def stated(going: Going, backups: Sequence[KnownBackup], *, deleted: bool) -> dict[str, Any]:
    """Return the same as JSON can hold it."""
    return {
        "deleted": deleted,
        "pieces": [{"number": number, "title": title} for number, title in going.pieces.items()],
        "submissions": [{"number": number, "title": title} for number, title in going.submissions.items()],
        "batches": [{"number": number, "name": name} for number, name in going.batches.items()],
        "labels": going.labels,
        "unread": going.unread,
        "accounts": going.accounts,
        "files": [str(file) for file in going.files],
        "snapshots": [file.stem for file in going.snapshots],
        "earlier": {str(folder): count for folder, count in going.earlier.items()},
        "backups": [
            {"path": str(each.path), "made": each.made.isoformat(), "there": each.there} for each in backups
        ],
    }


def _drafts(paper: Paper, words: str, drafts: dict[int, str]) -> None:
    if drafts:
        paper.write(f"{words} {len(drafts):,} 件", indent=2)
        for number, title in list(drafts.items())[:_SHOWN]:
            paper.write(f"第 {number} 号 {brief(title, _TITLE) or UNTITLED}", indent=4)


def _counted(going: Going) -> dict[str, int]:
    return {
        "标注（条）": len(going.labels),
        "读不了的文件记录（条）": len(going.unread),
        "代表的账号（停用并清空）": len(going.accounts),
        "训练用的冻结标注（份，去掉其中几行）": len(going.snapshots),
        "往届索引里的（件）": sum(going.earlier.values()),
    }

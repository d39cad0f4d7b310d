"""Backups on a terminal: what was written, what there is, and what was restored."""

from collections.abc import Sequence

from rich.cells import cell_len

from api.backup.listing import KnownBackup
from api.backup.restoring import Restored
from api.backup.writing import Written
from api.screen.paper import Paper

_UNITS = ("字节", "KB", "MB", "GB", "TB")


def write_written(paper: Paper, written: Written) -> None:
    """Write where the backup is, and what is in it."""
    manifest = written.manifest
    paper.write((f"已备份，{_size(written.size)}，读回来核对过：", "good"), str(written.path))
    rows = manifest.rows
    counted = [
        f"账号 {rows.get('accounts', 0):,} 个",
        f"审核台上的草稿 {rows.get('pieces', 0):,} 件",
        f"代表交来的草稿 {rows.get('submissions', 0):,} 件",
        f"标注 {rows.get('labels', 0):,} 条",
    ]
    paper.write("，".join(counted), label="数据库：", indent=2)
    paper.write(
        f"{len(manifest.files):,} 个；正在用的模型 {manifest.model or '没有'}", label="文件：", indent=2
    )
    if manifest.missing:
        paper.write("下面的文件数据库里记着，但早已不在，所以备份里也没有：", indent=2)
        for name in manifest.missing:
            paper.write(name, indent=4)
    for path in written.removed:
        paper.write(str(path), label="删去了旧的：", indent=2)
    if written.unrecorded:
        paper.write((f"{written.unrecorded}，这次备份没有记进留痕。", "doubt"), indent=2)
    paper.write("里面有个人信息和密钥，请妥善保管，最好另放一份到别的机器或磁盘上。", indent=2)


def write_known(paper: Paper, known: Sequence[KnownBackup]) -> None:
    """Write the copies of the data that are known, a line each."""
    sizes = [_size(each.size) if each.size else "" for each in known]
    width = max(map(cell_len, sizes), default=0)
    for each, size in zip(known, sizes, strict=True):
        note = "" if each.there else "  不在原处了：也许所在的磁盘没有接上，也许挪走了"
        note = "  还原时换下来的原来的数据" if each.kind == "replaced" else note
        blanks = " " * (width - cell_len(size))
        paper.write(
            str(each.path),
            (note, "doubt"),
            label=f"{each.made.astimezone():%Y-%m-%d %H:%M}  {blanks}{size}  ",
        )


def write_restored(paper: Paper, restored: Restored) -> None:
    """Write what was restored, where the old is, and what to do next."""
    manifest = restored.manifest
    paper.write((f"已还原 {manifest.made.astimezone():%Y-%m-%d %H:%M} 的备份。", "good"))
    if restored.migrated:
        paper.write(f"它是旧版本（{manifest.program}）做的，数据库已经升级到这个版本的。", indent=2)
    if restored.aside:
        paper.write(str(restored.aside), label="原来的没有删去，放在：", indent=2)
    for each in restored.left:
        paper.write(f"{each}。", indent=2)
    if manifest.settings:
        paper.write("备份时设了下面这些，这里要不要也设，请看一看：", indent=2)
        for name, value in manifest.settings.items():
            paper.write(f"{name}={value}", indent=4)
    paper.write("请运行 lianshen doctor 看一遍，再启动服务。", indent=2)


def _size(size: int) -> str:
    amount, unit = float(size), _UNITS[0]
    for unit in _UNITS:
        if amount < 1000 or unit == _UNITS[-1]:
            break
        amount /= 1000
    return f"{amount:.0f} {unit}" if unit == _UNITS[0] or amount >= 10 else f"{amount:.1f} {unit}"

"""``lianshen backup`` and ``lianshen restore``: everything into one file, and back."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
import orjson

from api.cli.form import form_option
from api.cli.help import ChineseCommand
from api.cli.number import whole_number
from api.cli.progress import progress

if TYPE_CHECKING:
    from api.backup.listing import KnownBackup

_BACKUP = """\
把全部数据备份成一个文件：数据库、模型、训练用过的标注、上传的原件、往届建议的索引、意见函模板和签名用的密钥。

服务开着就可以做，不用停；做完立刻读回来核对。写一个文件夹，就在里面按时间起名；写以 .zip 结尾的文件名，\
就用那个名字；都不写，放在数据文件夹的 backups 里。磁盘坏了它也就没了，所以请另放一份到别处。

里面有个人信息和密钥，只有备份的人自己能读。它没有加密：要放到别人能拿到的地方，请放在加了密的磁盘上。"""

_BACKUP_EXAMPLES = """\
例子：
  lianshen backup
  lianshen backup --keep 14"""


@click.command(
    "backup",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=_BACKUP,
    epilog=_BACKUP_EXAMPLES,
    short_help="把全部数据备份成一个文件。",
)
@click.argument("to", type=click.Path(path_type=Path), metavar="[文件夹或文件]", required=False)
@click.option(
    "--keep",
    callback=whole_number(1),
    metavar="份数",
    help="做好以后，那个文件夹里只留最新的这么多份，更早的删去；不写就都留着。",
)
@click.option(
    "--list", "listing", is_flag=True, help="不备份，列出知道的备份：什么时候做的，在哪里，还在不在。"
)
@form_option()
def backup(to: Path | None, keep: int | None, listing: bool, form: str) -> int:
    """Make a backup, or list those that are known."""
    from api.home import home  # noqa: PLC0415 - help pages must not wait for SQLAlchemy

    if listing:
        if to or keep:
            raise click.UsageError("--list 只列出备份，不能和别的一起写。")
        return _list(home(), form)
    from api.backup.writing import back_up  # noqa: PLC0415 - as above
    from api.cli.actor import actor  # noqa: PLC0415 - as above
    from api.cli.terminal import paper  # noqa: PLC0415 - nor for rich
    from api.screen.backups import write_written  # noqa: PLC0415 - as above
    from api.settings import read_settings  # noqa: PLC0415 - as above

    with progress() as report:
        written = back_up(home(), read_settings(), to, actor(), report, keep=keep)
    if form == "json":
        stated = {**asdict(written), "path": str(written.path), "removed": list(map(str, written.removed))}
        click.echo(orjson.dumps(stated).decode())
        return 0
    sheet = paper()
    write_written(sheet, written)
    click.echo(sheet.text(), nl=False)
    return 0


def _list(home: Path, form: str) -> int:
    from api.backup.listing import known_backups  # noqa: PLC0415 - as above
    from api.cli.terminal import paper  # noqa: PLC0415 - as above
    from api.screen.backups import write_known  # noqa: PLC0415 - as above

    known = known_backups(home)
    if form == "json":
        click.echo(orjson.dumps([_stated(each) for each in known]).decode())
        return 0
    if not known:
        click.echo("还没有备份。", err=True)
        return 0
    sheet = paper()
    write_known(sheet, known)
    click.echo(sheet.text(), nl=False)
    return 0


def _stated(known: "KnownBackup") -> dict[str, object]:
    return {**asdict(known), "path": str(known.path)}


_RESTORE = """\
从备份还原，到这台机器或另一台，SQLite 或 PostgreSQL 都行；旧版本做的备份顺便升级。

先把备份整个取出来核对，有一点不对就什么都不动。这里已经有数据的，不写 --replace 不还原；写了，\
原来的放到一边，不删去。还原之前请停下服务。中途断电、被终止，留下的要么还是原来的，要么是还原好的。"""

_RESTORE_EXAMPLES = """\
例子：
  lianshen restore lianshen-20261126-020000.zip"""


@click.command(
    "restore",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=_RESTORE,
    epilog=_RESTORE_EXAMPLES,
    short_help="从备份还原。",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@click.option("--replace", is_flag=True, help="这里已经有数据也还原：原来的放到一边，不删去。")
def restore(file: Path, replace: bool) -> int:
    """Restore a backup."""
    from api.backup.restoring import restore as put_back  # noqa: PLC0415 - help pages must not wait for it
    from api.cli.actor import actor  # noqa: PLC0415 - as above
    from api.cli.terminal import paper  # noqa: PLC0415 - nor for rich
    from api.home import home  # noqa: PLC0415 - as above
    from api.screen.backups import write_restored  # noqa: PLC0415 - as above
    from api.settings import read_settings  # noqa: PLC0415 - as above

    with progress() as report:
        restored = put_back(home(), read_settings(), file, actor(), replace=replace, report=report)
    sheet = paper()
    write_restored(sheet, restored)
    click.echo(sheet.text(), nl=False)
    return 0

"""``lianshen units``: a place's own list of units."""

from pathlib import Path

import click
import orjson

from api.cli.actor import actor
from api.cli.database import open_database
from api.cli.form import form_option
from api.cli.help import ChineseCommand, ChineseGroup

_SHOWN = 50
"""Faults shown on the screen."""


_HELP = """\
本地的承办单位名单：导入、查看、导出。没有导入过的，用随程序带的名单。

导入以后，历年的标注里写的旧单位名，会按别名和原名换成今天的单位；模型要重新训练，才认得新名单。"""


@click.group(
    "units",
    cls=ChineseGroup,
    options_metavar="",
    subcommand_metavar="命令 …",
    help=_HELP,
    short_help="导入、查看、导出承办单位名单。",
)
def units() -> None:
    """Gather what can be done with the list of units."""


_IMPORT = """\
导入本地的承办单位名单，换下原来的。.xlsx、.csv 表格或 .jsonl，列名是 名称、别名、职责、原名、起、止；\
别名之间用顿号隔开，原名是以前的名称，起、止是它用到哪天，一个单位有几个原名就写几行。

名单里有一处不对，就整份不收，把不对的逐行说明：半份名单比没有更糟。"""


@units.command(
    "import",
    cls=ChineseCommand,
    options_metavar="",
    help=_IMPORT,
    epilog="""\
退出码：0 换上了；2 有不对的，仍用原来的名单。

例子：
  lianshen units export 单位.xlsx
  lianshen units import 单位.xlsx""",
    short_help="导入本地的单位名单。",
)
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
def import_(file: Path) -> int:
    """Put a list in the place of the one in use."""
    from api.cli.terminal import paper  # noqa: PLC0415 - help pages must not wait for rich
    from api.errors import UnitListError  # noqa: PLC0415 - only with the rest
    from api.screen.units import write_units  # noqa: PLC0415 - nor for the model
    from api.units.importing import import_units  # noqa: PLC0415 - nor for SQLAlchemy
    from api.units.origins import unit_list  # noqa: PLC0415 - as above

    with open_database() as database:
        done = import_units(database, file, actor())
    if done.problems:
        for problem in done.problems[:_SHOWN]:
            click.echo(str(problem), err=True)
        more = len(done.problems) - _SHOWN
        if more > 0:
            click.echo(f"还有 {more} 处。", err=True)
        raise UnitListError(
            f"有 {len(done.problems)} 处不对，整份没有收，仍用原来的名单",
            where=file.name,
            remedy="请改正后再导入一次",
        )
    sheet = paper()
    write_units(sheet, unit_list(done.own), done.own.former)
    click.echo(sheet.text(), nl=False)
    click.echo("已换上这份名单。用 lianshen train --with-labels 再训练一个模型并启用，审读就用它。", err=True)
    return 0


@units.command(
    "list",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help="""\
列出在用的名单：每个单位接过随程序带的名单里哪些单位的工作，哪些没有谁接过，以及各个原名。

随程序带的标注写的是那份名单里的单位，由接过的单位继承；没有谁接过的，那些标注就用不上。""",
    short_help="查看在用的单位名单。",
)
@form_option("，连同职责")
def list_(form: str) -> int:
    """Print the list in use."""
    from api.cli.terminal import paper  # noqa: PLC0415 - help pages must not wait for rich
    from api.screen.units import nobody_does, write_units  # noqa: PLC0415 - nor for the model
    from api.units.today import names_of  # noqa: PLC0415 - nor for SQLAlchemy

    with open_database() as database:
        names = names_of(database)
    if form == "json":
        left = nobody_does(names.units)
        stated = {"units": names.units.units, "former": names.former, "left": left}
        click.echo(orjson.dumps(stated).decode())
        return 0
    sheet = paper()
    write_units(sheet, names.units, names.former)
    click.echo(sheet.text(), nl=False)
    return 0


@units.command(
    "export",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help="把在用的名单写成一个文件，改好了可以再导入。以 .xlsx、.csv 或 .jsonl 结尾。",
    short_help="把单位名单写成文件。",
)
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.option("--bundled", is_flag=True, help="写随程序带的名单，而不是在用的；导入它，就回到那份名单。")
def export(file: Path, bundled: bool) -> int:
    """Write the list in use, or the bundled one."""
    from api.units.exporting import bundled_list, export_units  # noqa: PLC0415 - help pages must not wait for them
    from api.units.own import own_list  # noqa: PLC0415 - nor for SQLAlchemy

    own = bundled_list()
    if not bundled:
        with open_database() as database, database.session() as session:
            kept = own_list(session)
        own = kept if kept.units else own
    export_units(own, file)
    click.echo(f"{len(own.units)} 个单位写在 {file}。", err=True)
    return 0

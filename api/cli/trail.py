"""``lianshen trail``: what was done to labels, units, accounts, models, and whether the record is whole."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click
import orjson

from api.cli.database import open_database
from api.cli.form import form_option
from api.cli.front import FOUND
from api.cli.help import ChineseCommand, ChineseGroup
from api.cli.number import whole_number

if TYPE_CHECKING:
    from api.trail.step import Step

_MOST = 50


@click.group(
    "trail",
    cls=ChineseGroup,
    options_metavar="",
    subcommand_metavar="命令 …",
    help="看留痕：标注、单位名单、账号和模型上做过的每一步，谁在什么时候做的；并查它有没有被改动。",
    short_help="看留痕，查它有没有被改动。",
)
def trail() -> None:
    """Gather what can be done with the audit trail."""


@trail.command(
    "show",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=f"列出做过的每一步，新的在前，一次 {_MOST} 步。",
    short_help="列出做过的每一步。",
)
@click.option(
    "--before",
    callback=whole_number(1),
    metavar="编号",
    help="只列这一步以前的，接着往前看时用。",
)
@click.option("--all", "everything", is_flag=True, help="从第一步起全部列出，归档时用。")
@form_option("，连同每一步的详情和摘要")
def show(before: int | None, everything: bool, form: str) -> int:
    """Print a page of the trail, or all of it."""
    from api.cli.terminal import paper  # noqa: PLC0415 - help pages must not wait for rich
    from api.screen.trail import write_steps  # noqa: PLC0415 - as above
    from api.trail.listing import steps  # noqa: PLC0415 - nor for SQLAlchemy

    with open_database() as database:
        found = steps(database, before=before, most=None if everything else _MOST)
    if form == "json":
        click.echo(orjson.dumps([_stated(step) for step in found]).decode())
        return 0
    if not found:
        click.echo("还没有留痕。" if before is None else "没有更早的了。", err=True)
        return 0
    sheet = paper()
    write_steps(sheet, found)
    click.echo(sheet.text(), nl=False)
    return 0


_VERIFY = """\
从头查一遍留痕：有没有哪一步被改动、删去或调换。查出问题时退出码为 1。

每一步都带着前一步的摘要，最后一步另记在一处，所以动了哪一步、从末尾删去几步，都看得出来；\
能写数据库的人把它整个重造一遍，单看数据库是看不出来的。\
所以请把查完显示的最后一个摘要抄到别处（如会议记录里），以后用 --noted 写上它：它必须还在。"""


@trail.command(
    "verify",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=_VERIFY,
    short_help="查留痕有没有被改动。",
)
@click.option("--noted", metavar="摘要", help="以前抄下的摘要，或它开头的至少 12 位。")
@form_option()
def verify(noted: str | None, form: str) -> int:
    """Look whether the trail is as it was written."""
    if noted is not None and not _is_digest(noted):
        raise click.UsageError("--noted 要写以前抄下的摘要：12 到 64 位，由数字 0–9 和字母 a–f 组成。")
    from api.cli.terminal import paper  # noqa: PLC0415 - help pages must not wait for rich
    from api.screen.trail import write_verified  # noqa: PLC0415 - as above
    from api.trail.verifying import verify as look  # noqa: PLC0415 - nor for SQLAlchemy

    with open_database() as database:
        found = look(database, noted or "")
    if form == "json":
        click.echo(orjson.dumps({**asdict(found), "sound": found.sound}).decode())
    else:
        sheet = paper()
        write_verified(sheet, found)
        click.echo(sheet.text(), nl=False)
    return 0 if found.sound else FOUND


def _is_digest(text: str) -> bool:
    return 12 <= len(text) <= 64 and set(text.lower()) <= set("0123456789abcdef")


def _stated(step: "Step") -> dict[str, object]:
    return {**asdict(step), "details": orjson.loads(step.details)}

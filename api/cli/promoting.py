"""``lianshen models promote`` and ``rollback``: another model in use."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click
import orjson

from api.cli.database import open_database
from api.cli.form import form_option
from api.cli.help import ChineseCommand

if TYPE_CHECKING:
    from api.models.switching import Switched

_PROMOTE = """\
启用一个训练好的模型，以后都用它审读；开着的服务几秒之内换用它，一件也不会漏掉或者混着审。

按规则才能启用：和正在用的比过，没有一个指标明显变差，也没有低于下限的。\
确有理由不按规则的，用 --anyway 写明，记入留痕。"""


@click.command(
    "promote",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=_PROMOTE,
    short_help="启用一个模型。",
)
@click.argument("version", metavar="版本")
@click.option("--anyway", metavar="理由", help="规则不允许也启用，写明理由。")
@form_option()
def promote(version: str, anyway: str | None, form: str) -> int:
    """Put a model in use."""
    if anyway is not None and not anyway.strip():
        raise click.UsageError("--anyway 要写明理由。")
    from api.cli.actor import actor  # noqa: PLC0415 - help pages must not wait for SQLAlchemy
    from api.home import home  # noqa: PLC0415 - as above
    from api.models.switching import Models  # noqa: PLC0415 - as above
    from api.trainings.table import By  # noqa: PLC0415 - as above

    with open_database() as database:
        switched = Models(database, home()).promote(version, By(actor()), anyway=(anyway or "").strip())
    return _told(switched, "已启用", form)


_ROLLBACK = """\
退回到以前用过的一个模型，不看规则；不写版本就退回到正在用的这一个之前用的。

它认得的单位和现在的不一样也能退：每个模型带着自己的单位名单。开着的服务几秒之内换用它。"""


@click.command(
    "rollback",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=_ROLLBACK,
    short_help="退回到以前用过的模型。",
)
@click.argument("version", metavar="[版本]", required=False)
@form_option()
def rollback(version: str | None, form: str) -> int:
    """Put a model in use that was in use before."""
    from api.cli.actor import actor  # noqa: PLC0415 - help pages must not wait for SQLAlchemy
    from api.home import home  # noqa: PLC0415 - as above
    from api.models.switching import Models  # noqa: PLC0415 - as above
    from api.trainings.table import By  # noqa: PLC0415 - as above

    with open_database() as database:
        switched = Models(database, home()).roll_back(By(actor()), version)
    return _told(switched, "已退回", form)


def _told(switched: "Switched", how: str, form: str) -> int:
    from api.cli.terminal import paper  # noqa: PLC0415 - help pages must not wait for rich
    from api.screen.models import write_switched  # noqa: PLC0415 - as above

    if form == "json":
        click.echo(orjson.dumps(asdict(switched)).decode())
        return 0
    sheet = paper()
    write_switched(sheet, switched, how)
    click.echo(sheet.text(), nl=False)
    return 0

"""``lianshen models``: the trained models that lie here."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import orjson

from api.cli.comparing import compare
from api.cli.database import open_database
from api.cli.form import form_option
from api.cli.help import ChineseCommand, ChineseGroup
from api.cli.promoting import promote, rollback
from api.cli.signing import key, sign

if TYPE_CHECKING:
    from model.bundle import Bundle


@click.group(
    "models",
    cls=ChineseGroup,
    options_metavar="",
    subcommand_metavar="命令 …",
    help="看训练好的模型，两个比一比，换着用，给它签名。",
    short_help="看训练好的模型，比较、启用、退回。",
)
def models() -> None:
    """Gather what can be done with trained models."""


@models.command(
    "list",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help="列出训练好的模型：版本、什么时候训练的、学了多少、哪一个正在用、退回时退到哪一个。新的在前。",
    short_help="列出模型。",
)
@form_option("，连同和正在用的比较的结果")
def list_(form: str) -> int:
    """Print the models that lie here."""
    from api.cli.terminal import paper  # noqa: PLC0415 - help pages must not wait for rich
    from api.home import home  # noqa: PLC0415 - as above
    from api.models.listing import listed  # noqa: PLC0415 - nor for SQLAlchemy
    from api.models.switching import Models  # noqa: PLC0415 - as above
    from api.screen.models import write_models  # noqa: PLC0415 - as above

    with open_database() as database:
        found = listed(Models(database, home()))
    if form == "json":
        click.echo(orjson.dumps([asdict(each) for each in found]).decode())
        return 0
    if not found:
        click.echo("还没有训练过模型，请先运行 lianshen train。", err=True)
    sheet = paper()
    write_models(sheet, found)
    click.echo(sheet.text(), nl=False)
    return 0


_SHOW = """\
显示一个模型的说明（模型卡）：用什么数据、怎么训练的，量出来的好坏和 95% 的区间，有哪些限度，不能用来做什么。

版本如 fast-3f2a90c1b7de，审读结果里写着；不写就是正在用的模型。没有模型时不会去训练。"""


@models.command(
    "show",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=_SHOW,
    short_help="显示模型的数据、好坏、限度和不能用来做什么。",
)
@click.argument("version", metavar="[版本]", required=False)
@form_option()
def show(version: str | None, form: str) -> int:
    """Print the card of one model."""
    from api.cli.terminal import paper  # noqa: PLC0415 - help pages must not wait for rich
    from api.home import home  # noqa: PLC0415 - as above
    from api.screen.card import write_card  # noqa: PLC0415 - as above
    from model.bundle import load_bundle  # noqa: PLC0415 - as above
    from training.default import bundle_in_use, bundle_of  # noqa: PLC0415 - as above

    folder = bundle_of(home(), version) if version else bundle_in_use(home())
    bundle = load_bundle(folder)
    written = datetime.fromtimestamp(folder.stat().st_mtime).astimezone()
    if form == "json":
        click.echo(_json(bundle, folder, written), nl=False)
    else:
        sheet = paper()
        write_card(sheet, bundle, folder, written)
        click.echo(sheet.text(), nl=False)
    return 0


def _json(bundle: "Bundle", folder: Path, written: datetime) -> str:
    stated = {
        "version": bundle.version,
        "folder": str(folder),
        "written": written.isoformat(timespec="seconds"),
        "training": asdict(bundle.training),
        "thresholds": {
            "fast": asdict(bundle.thresholds),
            "full": asdict(bundle.full.thresholds) if bundle.full else None,
        },
        "card": asdict(bundle.card),
    }
    return orjson.dumps(stated, option=orjson.OPT_INDENT_2).decode() + "\n"


for _command in (compare, promote, rollback, sign, key):
    models.add_command(_command)

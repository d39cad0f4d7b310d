"""``lianshen models``: the trained models that lie here."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import orjson

from api.cli.form import form_option
from api.cli.help import ChineseCommand, ChineseContext

if TYPE_CHECKING:
    from model.bundle import Bundle


class _Models(click.Group):
    context_class = ChineseContext


@click.group(
    "models",
    cls=_Models,
    options_metavar="",
    subcommand_metavar="命令 …",
    help="看训练好的模型。",
    short_help="看训练好的模型。",
)
def models() -> None:
    """Gather what can be done with trained models."""


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

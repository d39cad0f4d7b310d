"""``lianshen labels curve`` and ``lianshen labels speed``: what local labels are worth, and their cost."""

from dataclasses import asdict

import click

from api.cli.form import form_option
from api.cli.help import ChineseCommand
from api.cli.number import whole_number


@click.command(
    "curve",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help="""\
量一量本地标注有多大用处：在三个虚构的县区（分工和自带语料不同），学 50、100、200、500 \
条归档的指派以后，没学过的草稿主办单位对了多少，三类问题有没有受影响；再看更正 20 件同一种问题，以后同一种的\
判断变了多少，别的变了没有。

第一次要另外训练一个没学过这些草稿的模型，一共几分钟。所用的模型和审读无关。""",
    short_help="量一量本地标注有多大用处。",
)
@form_option()
def curve(form: str) -> int:
    """Measure, and print the curves."""
    from api.cli.progress import progress  # noqa: PLC0415 - help pages must not wait for scikit-learn or rich
    from api.cli.terminal import paper  # noqa: PLC0415 - as above
    from api.home import home  # noqa: PLC0415 - as above
    from api.screen.worth import write_worth  # noqa: PLC0415 - as above
    from training.local.worth import worth  # noqa: PLC0415 - as above

    with progress() as report:
        found = worth(home(), report)
    if form == "json":
        click.echo(found.to_json(), nl=False)
    else:
        sheet = paper()
        write_worth(sheet, found)
        click.echo(sheet.text(), nl=False)
    return 0


@click.command(
    "speed",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help="""\
测一测带着许多标注再训练要多久：标注是用自带语料拼出来的，样样都有。做成的模型留在 models 文件夹里，\
不会用来审读。""",
    short_help="测一测再训练要多久。",
)
@click.option(
    "--drafts", metavar="件数", callback=whole_number(1), default="10000", help="多少件，默认 10000。"
)
@form_option()
def speed(drafts: int, form: str) -> int:
    """Measure, and print how long it took."""
    import orjson  # noqa: PLC0415 - as above

    from api.cli.progress import progress  # noqa: PLC0415 - as above
    from api.home import home  # noqa: PLC0415 - as above
    from api.screen.worth import speed_line  # noqa: PLC0415 - as above
    from training.local.speed import measure  # noqa: PLC0415 - as above

    with progress() as report:
        measured = measure(drafts, home(), report)
    if form == "json":
        click.echo(orjson.dumps(asdict(measured), option=orjson.OPT_INDENT_2).decode())
    else:
        click.echo(speed_line(measured))
    return 0

"""``lianshen watch``: the model at work, week by week, and whether it should be retrained."""

import click

from api.cli.database import open_database
from api.cli.form import form_option
from api.cli.help import ChineseCommand


@click.command(
    "watch",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help="""\
模型走势：最近十二周审核台上收到的草稿，和所用模型训练时的比——篇幅、三类问题、主办单位的分布差多少\
（稳定性指数），拿不准的占比，处理过的里被人改判的占比；该再训练的，说出为什么。""",
    short_help="模型走势，该不该再训练。",
)
@form_option()
def watch(form: str) -> int:
    """Print what there is to be seen of the model at work."""
    from api.cli.terminal import paper  # noqa: PLC0415 - help pages must not wait for rich
    from api.screen.watching import write_watching  # noqa: PLC0415 - nor for pydantic
    from api.watching.watch import look  # noqa: PLC0415 - nor for SQLAlchemy

    with open_database() as database:
        seen = look(database)
    if form == "json":
        click.echo(seen.to_json(), nl=True)
        return 0
    sheet = paper()
    write_watching(sheet, seen)
    click.echo(sheet.text(), nl=False)
    return 0

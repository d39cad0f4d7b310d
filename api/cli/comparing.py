"""``lianshen models compare``: two models on the same held-back drafts."""

import click

from api.cli.database import open_database
from api.cli.form import form_option
from api.cli.help import ChineseCommand

_HELP = """\
在两个模型都没有学过的同一些草稿上，比较两个模型：每个指标和差的 95% 区间，各单位、各原因代码，\
哪些草稿的结论变了，按规则能不能启用。

再训练的时候已经比过的，直接显示；没有比过的，现在比，约需半分钟。不写第二个版本就和正在用的比。"""


@click.command(
    "compare",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=_HELP,
    short_help="比较两个模型。",
)
@click.argument("new", metavar="版本")
@click.argument("old", metavar="[和它比的版本]", required=False)
@form_option()
def compare(new: str, old: str | None, form: str) -> int:
    """Print how two models compare."""
    from api.cli.actor import actor  # noqa: PLC0415 - help pages must not wait for SQLAlchemy
    from api.cli.progress import progress  # noqa: PLC0415 - nor for rich
    from api.cli.terminal import paper  # noqa: PLC0415 - as above
    from api.home import home  # noqa: PLC0415 - as above
    from api.models.comparing import compared  # noqa: PLC0415 - as above
    from api.models.switching import Models  # noqa: PLC0415 - as above
    from api.screen.models import write_compared  # noqa: PLC0415 - as above
    from api.trainings.table import By  # noqa: PLC0415 - as above
    from training.default import bundle_in_use  # noqa: PLC0415 - as above
    from training.local.comparison import comparison_json  # noqa: PLC0415 - as above

    against = old or bundle_in_use(home()).name
    if new == against:
        raise click.UsageError(f"{new} 就是它自己，没有什么可比的；请写两个版本。")
    with open_database() as database, progress() as report:
        found = compared(Models(database, home()), new, against, By(actor()), report)
    if form == "json":
        click.echo(comparison_json(found).decode())
        return 0
    sheet = paper()
    write_compared(sheet, found)
    click.echo(sheet.text(), nl=False)
    return 0

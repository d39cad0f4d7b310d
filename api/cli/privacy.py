"""``lianshen privacy``: what points at persons: how well it is found, and how it is deleted."""

import click

from api.cli.form import form_option
from api.cli.front import FOUND
from api.cli.help import ChineseCommand, ChineseGroup
from api.cli.number import whole_number


@click.group(
    "privacy",
    cls=ChineseGroup,
    options_metavar="",
    subcommand_metavar="命令 …",
    help="个人信息：量一量找得准不准；到期的和要求删除的，真正删掉。",
    short_help="个人信息：找得准不准，到期和删除。",
)
def privacy() -> None:
    """Gather what can be done about personal information."""


_MEASURE = """\
量一量身份证号、银行卡号、手机号、车牌号和详细住址找得全不全，会不会误认。

草稿是拼出来的：自带语料里的草稿，插进一句写有个人信息的话（号码、住址都是编的）；另一些插的是合同编号、文号、\
项目地点这一类看着像的。写法分两半：一半是调规则时看着的，另一半是最后写的。没有达到目标时退出码为 1。"""


@privacy.command(
    "measure",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=_MEASURE,
    short_help="量一量个人信息找得准不准。",
)
@click.option(
    "--texts",
    metavar="件数",
    callback=whole_number(100),
    default="20000",
    help="每类拼多少件，最少 100，默认 20000。",
)
@form_option("，列出漏了的每一种写法")
def measure(texts: int, form: str) -> int:
    """Measure, and print recall and false alarms."""
    from api.cli.progress import progress  # noqa: PLC0415 - help pages must not wait for scipy or rich
    from api.cli.terminal import paper  # noqa: PLC0415 - as above
    from api.screen.privacy import write_measured  # noqa: PLC0415 - as above
    from training.privacy.measure import measure as look  # noqa: PLC0415 - as above

    with progress() as report:
        measured = look(texts, report)
    if form == "json":
        click.echo(measured.to_json(), nl=False)
    else:
        sheet = paper()
        write_measured(sheet, measured)
        click.echo(sheet.text(), nl=False)
    return 0 if measured.holds else FOUND

"""``lianshen explain``: what a code of the rubric means."""

import click

from api.cli.help import ChineseCommand

_HELP = """\
说明一个代码的含义：什么情况算，什么情况不算，怎么改，依据哪一条细则，并附改前改后的例子。

代码如 V2、N8，大小写都可以。不写代码，就列出全部代码。"""


@click.command(
    "explain",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=_HELP,
    short_help="说明一个代码的含义，附例子。",
)
@click.argument("code", metavar="[代码]", required=False)
def explain(code: str | None) -> int:
    """Print one clause of the rubric with its example, or the list of all codes."""
    from api.cli.terminal import paper  # noqa: PLC0415 - help pages must not wait for rich
    from api.screen.clause import write_code, write_codes  # noqa: PLC0415 - as above
    from model.content import rubric  # noqa: PLC0415 - as above

    sheet = paper()
    if code is None:
        write_codes(sheet, rubric())
    elif found := rubric().codes.get(code.strip().upper()):
        write_code(sheet, rubric(), found)
    else:
        names = "\n".join(f"  {each.code} {each.name}" for each in rubric().codes.values())
        raise click.UsageError(f"没有“{code}”这个代码。可查的代码有：\n{names}")
    click.echo(sheet.text(), nl=False)
    return 0

"""``lianshen load``: how fast the running service is here, and whether its memory stays flat."""

import click

from api.cli.form import form_option
from api.cli.help import ChineseCommand
from api.cli.number import whole_number
from model.errors import ExtraMissing

_SECONDS, _WARM = 15.0, 1.0
_TIMES = 20

_HELP = """\
测一测在这台机器上服务有多快、内存稳不稳：另开一个 lianshen serve，从这个进程给它送草稿，每件 300 字。

快速档：每秒送 200 件时要等多久，送满时和只回送原文比。完整档：审完一件再送一件时要等多久，送满时和不经服务、\
直接用模型审读比。各测一个进程和每核一个进程，旁边写着要求。约五分钟。用正在用的模型，不碰数据库和账号。"""

_EPILOG = """\
例子：
  lianshen load
  lianshen load --requests 200000 --format json"""


@click.command(
    "load",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=_HELP,
    epilog=_EPILOG,
    short_help="测运行中的服务有多快，内存稳不稳。",
)
@click.option(
    "--requests",
    metavar="件数",
    default="10000",
    callback=whole_number(100),
    help=f"看内存时快速档审多少件，默认 10000；完整档审它的 {_TIMES} 分之一。",
)
@form_option()
def load(requests: int, form: str) -> int:
    """Measure, and print the measures."""
    from api.cli.progress import progress  # noqa: PLC0415 - help pages must not wait for rich or numpy
    from api.cli.terminal import paper  # noqa: PLC0415 - as above
    from api.home import home  # noqa: PLC0415 - as above
    from api.screen.load import write_load  # noqa: PLC0415 - as above
    from training.default import ensure_bundle  # noqa: PLC0415 - as above

    try:
        from api.load.course import Effort  # noqa: PLC0415 - as above
        from api.load.measure import measure  # noqa: PLC0415 - as above
    except ModuleNotFoundError as error:
        if error.name != "psutil":
            raise
        raise ExtraMissing("没有装 psutil", remedy="请先装扩展 bench：pip install '.[bench]'") from error
    effort = Effort(_SECONDS, _WARM, {"fast": requests, "full": requests // _TIMES})
    with progress() as report:
        ensure_bundle(home(), report)
        measured = measure(home(), effort, report)
    if form == "json":
        click.echo(measured.to_json(), nl=False)
    else:
        sheet = paper()
        write_load(sheet, measured)
        click.echo(sheet.text(), nl=False)
    return 0

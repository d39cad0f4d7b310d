"""``lianshen load``: how fast the running service is here, and whether its memory stays flat."""

import click

from api.cli.extra import bench
from api.cli.form import form_option
from api.cli.help import ChineseCommand
from api.cli.number import whole_number

_SECONDS, _WARM = 15.0, 1.0
_TIMES = 20
_REQUESTS, _MINUTES = 10_000, 10

_HELP = """\
测一测在这台机器上服务有多快、内存稳不稳：另开一个 lianshen serve，从这个进程给它送草稿，每件 300 字。

快速档：每秒送 200 件时要等多久，送满时和只回送原文比。完整档：审完一件再送一件时要等多久，送满时和不经服务、\
直接用模型审读比。各测一个进程和每核一个进程，旁边写着要求。约五分钟。用正在用的模型，不碰数据库和账号。

写了 --desk 就测整个办公室同时在忙：审核台上有两万件，五十位审核人员各自翻看、接收、退回，同时上传一张两万行\
的表格，又做一次再训练；看页面要等多久、有没有出错、占多少内存。准备约两分钟，再测十分钟。"""

_EPILOG = """\
例子：
  lianshen load
  lianshen load --requests 200000 --format json
  lianshen load --desk --minutes 10"""


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
    callback=whole_number(100),
    help=f"看内存时快速档审多少件，默认 10000；完整档审它的 {_TIMES} 分之一。",
)
@click.option("--desk", is_flag=True, help="测整个办公室同时在忙，不测单件。")
@click.option("--minutes", metavar="分钟", callback=whole_number(1), help="办公室忙多少分钟，默认 10。")
@form_option()
def load(requests: int | None, desk: bool, minutes: int | None, form: str) -> int:
    """Measure, and print the measures."""
    if desk and requests:
        raise click.UsageError("--requests 是测单件用的，不能和 --desk 一起写。")
    if minutes and not desk:
        raise click.UsageError("--minutes 是办公室忙多少分钟，请同时写 --desk。")
    return _desk(60 * (minutes or _MINUTES), form) if desk else _single(requests or _REQUESTS, form)


def _desk(seconds: float, form: str) -> int:
    from api.cli.progress import progress  # noqa: PLC0415 - help pages must not wait for rich or numpy
    from api.cli.terminal import paper  # noqa: PLC0415 - as above
    from api.home import home  # noqa: PLC0415 - as above
    from training.default import ensure_bundle  # noqa: PLC0415 - as above

    with bench():
        from api.office.measure import Size, measure  # noqa: PLC0415 - as above
    with progress() as report:
        measured = measure(home(), ensure_bundle(home(), report), Size(seconds=seconds), report)
    if form == "json":
        click.echo(measured.to_json(), nl=False)
    else:
        from api.screen.office import write_office  # noqa: PLC0415 - as above

        sheet = paper()
        write_office(sheet, measured)
        click.echo(sheet.text(), nl=False)
    return 0


def _single(requests: int, form: str) -> int:
    from api.cli.progress import progress  # noqa: PLC0415 - help pages must not wait for rich or numpy
    from api.cli.terminal import paper  # noqa: PLC0415 - as above
    from api.home import home  # noqa: PLC0415 - as above
    from api.screen.load import write_load  # noqa: PLC0415 - as above
    from training.default import ensure_bundle  # noqa: PLC0415 - as above

    with bench():
        from api.load.course import Effort  # noqa: PLC0415 - as above
        from api.load.measure import measure  # noqa: PLC0415 - as above
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

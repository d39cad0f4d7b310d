"""``lianshen faults``: what a power cut, a full disk or a clock that jumps may do here."""

import sys
from typing import TYPE_CHECKING

import click

from api.cli.extra import bench
from api.cli.form import form_option
from api.cli.front import FAILED, FOUND, complain
from api.cli.help import ChineseCommand
from api.cli.number import whole_number

if TYPE_CHECKING:
    from api.faults.result import PartName

_PARTS: tuple["PartName", ...] = ("kills", "starts", "disk", "readonly", "postgres", "writers", "clock")
_KILLS = 2000

_HELP = """\
试一试断电、磁盘满、时钟跳变一类的故障会不会丢东西。另做一个小模型、几个临时的数据文件夹，不碰正在用的\
（starts 只读在用的模型）。

kills：在保存、成批审读、导入、训练、启用和退回模型、升级数据库的随便哪一刻强行终止进程，每次都看答复过的有没有丢、\
有没有做到一半的、留痕接不接得上，隔一阵真的重新启动一次服务，量要多久。starts：用在用的模型，\
有人在保存的时候终止服务再启动，一个进程、两个进程各二十次，量要多久。disk：磁盘满。readonly：文件夹只能读。\
postgres：PostgreSQL 在使用中重新启动。writers：五十人同时写 SQLite。\
clock：时钟往回拨一小时、往前跳一年、闰日。

按 Ctrl-C 就停下，显示已经试过的。"""

_EPILOG = """\
退出码：0 没有发现问题；1 有。

例子：
  lianshen faults
  lianshen faults --part kills --kills 10000 --minutes 120
  lianshen faults --part starts
  lianshen faults --part disk --part readonly --format json"""


@click.command(
    "faults",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=_HELP,
    epilog=_EPILOG,
    short_help="试一试断电、磁盘满一类的故障会不会丢东西。",
)
@click.option(
    "--part",
    "parts",
    multiple=True,
    type=click.Choice(_PARTS),
    metavar="哪一种",
    help="只试这一种，可以写几次：kills、starts、disk、readonly、postgres、writers、clock；不写就都试。",
)
@click.option("--kills", metavar="次数", callback=whole_number(1), help=f"终止多少次，默认 {_KILLS}。")
@click.option(
    "--minutes", metavar="分钟", callback=whole_number(1), help="终止进程最多用多少分钟；不写就做完为止。"
)
@click.option("--seed", metavar="整数", callback=whole_number(0), default="0", help="随机种子，默认 0。")
@form_option()
def faults(parts: tuple[str, ...], kills: int | None, minutes: int | None, seed: int, form: str) -> int:
    """Try, and print what came of it."""
    if sys.platform == "win32":
        complain("这条命令要复制正在运行的进程，Windows 上做不了；请在 Linux 或 macOS 上运行。")
        return FAILED
    from api.cli.progress import progress  # noqa: PLC0415 - help pages must not wait for rich or numpy
    from api.cli.terminal import paper  # noqa: PLC0415 - as above
    from api.screen.faults import write_faults  # noqa: PLC0415 - as above

    with bench():
        from api.faults.measure import Asked, measure  # noqa: PLC0415 - as above
    chosen = [part for part in _PARTS if not parts or part in parts]
    with progress() as report:
        tried = measure(Asked(chosen, kills or _KILLS, 60 * minutes if minutes else None, seed), report)
    if form == "json":
        click.echo(tried.to_json(), nl=False)
    else:
        sheet = paper()
        write_faults(sheet, tried)
        click.echo(sheet.text(), nl=False)
    return FOUND if tried.violations else 0

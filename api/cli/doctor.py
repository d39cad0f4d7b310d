"""``lianshen doctor``: what keeps the program from working here, and what to do about it."""

from dataclasses import asdict

import click
import orjson

from api.cli.form import form_option
from api.cli.front import FOUND
from api.cli.help import ChineseCommand

_HELP = """\
查一遍这台机器上的 lianshen：程序和依赖的包、设置、数据文件夹、磁盘和它加密没有、内存、自动对时、日志、\
模型、备份、密钥和令牌用了多久、服务、数据库、任务队列、时钟、留痕、没有做完的批次和训练。\
每一项说好、要留意还是不行，查到什么，怎么办。

只看不改。里面没有草稿的字句、姓名和密码，可以发给帮忙的人。有一项不行的，退出码为 1；只有要留意的，\
退出码为 0。"""


@click.command(
    "doctor",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=_HELP,
    short_help="查这台机器上有没有什么不对，怎么办。",
)
@form_option()
def doctor(form: str) -> int:
    """Look at everything, and say what was found."""
    from api.cli.terminal import paper  # noqa: PLC0415 - help pages must not wait for rich
    from api.doctor.examining import examine  # noqa: PLC0415 - nor for SQLAlchemy
    from api.home import home  # noqa: PLC0415 - as above
    from api.screen.doctor import write_findings  # noqa: PLC0415 - as above

    findings = examine(home())
    if form == "json":
        click.echo(orjson.dumps([asdict(each) for each in findings]).decode())
    else:
        sheet = paper()
        write_findings(sheet, findings)
        click.echo(sheet.text(), nl=False)
    return FOUND if any(each.state == "不行" for each in findings) else 0

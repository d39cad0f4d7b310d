"""``lianshen serve``: the page for deputies and the interface for programs."""

import gc
from typing import TYPE_CHECKING

import click

from api.cli.help import ChineseCommand
from api.cli.number import whole_number
from api.cli.tier import tier_option

if TYPE_CHECKING:
    from model.reviewer import Tier

_HELP = """\
启动网页和接口服务：代表在浏览器里预审草稿，别的程序通过 HTTP 调用。

什么都不用配置：数据放在数据文件夹里的 SQLite 数据库，没有模型就先训练。默认只有本机能访问，不登录就能预审；\
要让办公网里的人使用，写 --host 0.0.0.0，用 LIANSHEN_CERTIFICATE 和 LIANSHEN_CERTIFICATE_KEY \
写明证书和私钥，各人用自己的账号登录。第一次启动时显示一把一次性钥匙，用来建立管理员账号。

其他设置用环境变量，见 docs/serve.md。按 Ctrl-C 停止。"""

_EPILOG = """\
例子：
  lianshen serve
  lianshen serve --port 8080 --workers 2"""


@click.command(
    "serve",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=_HELP,
    epilog=_EPILOG,
    short_help="启动网页和接口服务。",
)
@click.option("--host", metavar="地址", help="在哪个地址上等人访问，默认 127.0.0.1，即只限本机。")
@click.option("--port", callback=whole_number(0), metavar="端口", help="端口，默认 8000；0 由系统挑一个。")
@click.option("--workers", callback=whole_number(1), metavar="个数", help="进程数，默认 1。")
@tier_option
def serve(host: str | None, port: int | None, workers: int | None, tier: "Tier | None") -> int:
    """Serve until interrupted."""
    gc.disable()  # until all is loaded, see api/http/served.py
    from api.copies import begun  # noqa: PLC0415 - help pages must not wait for what serves

    with begun(host=host, port=port, workers=workers, tier=tier):
        from api.serving import run  # noqa: PLC0415 - as above
        from api.settings import read_settings  # noqa: PLC0415 - as above

        run(read_settings())
    return 0

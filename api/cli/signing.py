"""``lianshen models key`` and ``sign``: who vouches for a model."""

from pathlib import Path

import click

from api.cli.database import open_database
from api.cli.help import ChineseCommand

_KEY = """\
新建一对给模型签名的密钥（Ed25519，OpenSSH 格式）：私钥写到这个文件，公钥写到同名加 .pub 的文件。\
已有的文件不会被覆盖。

私钥由管模型的人离线保管。要求只用签过名的模型的机器，把公钥那一行写进一个文件，\
用环境变量 LIANSHEN_TRUSTED_KEYS 指明；\
以后不是这些密钥签的模型，一律不用。"""


@click.command(
    "key",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=_KEY,
    short_help="新建一对给模型签名的密钥。",
)
@click.argument("path", metavar="文件", type=click.Path(path_type=Path))
def key(path: Path) -> int:
    """Make a pair of keys."""
    from model.keys import fingerprint, new_key, public_file  # noqa: PLC0415 - help pages must not wait for it

    public = new_key(path)
    click.echo(f"私钥：{path}（请离线保管，不要交给别人）")
    click.echo(f"公钥：{public_file(path)}")
    click.echo(f"指纹：{fingerprint(public)}")
    return 0


_SIGN = """\
给一个模型签名：先整个核对一遍，再用私钥签。签名和模型放在一起，签名以后模型改动一个字节都看得出来。

原来有签名的，换成这一个。签名记入留痕。"""


@click.command(
    "sign",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=_SIGN,
    short_help="给一个模型签名。",
)
@click.argument("version", metavar="版本")
@click.option(
    "--key",
    "path",
    type=click.Path(path_type=Path),
    metavar="文件",
    required=True,
    help="私钥的文件，没有口令的。",
)
def sign(version: str, path: Path) -> int:
    """Sign a model."""
    from api.cli.actor import actor  # noqa: PLC0415 - help pages must not wait for SQLAlchemy
    from api.home import home  # noqa: PLC0415 - as above
    from api.models.signing import sign as sign_model  # noqa: PLC0415 - as above
    from api.models.switching import Models  # noqa: PLC0415 - as above
    from api.trainings.table import By  # noqa: PLC0415 - as above

    with open_database() as database:
        print_of_key = sign_model(Models(database, home()), version, path, By(actor()))
    click.echo(f"已给 {version} 签名，密钥 {print_of_key}。")
    return 0

"""``lianshen users``: who may use the service."""

import sys
from dataclasses import asdict

import click
import orjson

from api.accounts.roles import ROLE_NAMES, Role
from api.cli.actor import actor
from api.cli.database import open_database
from api.cli.form import form_option
from api.cli.help import ChineseCommand, ChineseGroup
from api.cli.number import whole_number

_ROLES: dict[str, Role] = {name: role for role, name in ROLE_NAMES.items()}


_HELP = """\
管理网页和接口服务的账号：添加、列出、停用、启用、改密码、去掉两步验证、发令牌。

用的是 lianshen serve 所用的数据库；服务开着也可以用，马上生效。"""


@click.group(
    "users",
    cls=ChineseGroup,
    options_metavar="",
    subcommand_metavar="命令 …",
    help=_HELP,
    short_help="管理网页和接口服务的账号。",
)
def users() -> None:
    """Gather what can be done with accounts."""


_password_option = click.option(
    "--password-stdin",
    "from_input",
    is_flag=True,
    help="密码从标准输入读，取第一行；不写就在终端里输两遍，不显示。",
)


@users.command(
    "add",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help="添加一个账号。登录名用汉字、字母、数字和 . _ -，不分大小写；密码至少 8 个字符。",
    short_help="添加账号。",
)
@click.argument("name", metavar="登录名")
@click.option(
    "--role",
    type=click.Choice([*_ROLES]),
    metavar="身份",
    default="代表",
    help=f"{'、'.join(_ROLES)}；默认代表。",
)
@click.option("--display", metavar="姓名", help="显示给别人看的姓名；不写就用登录名。")
@_password_option
def add(name: str, role: str, display: str | None, from_input: bool) -> int:
    """Make an account."""
    from api.accounts import accounts  # noqa: PLC0415 - help pages must not wait for SQLAlchemy
    from api.accounts.names import checked_name  # noqa: PLC0415 - as above
    from api.trail.by import By  # noqa: PLC0415 - as above

    checked_name(name)  # before anybody types a password in vain
    password = _password(from_input)
    with open_database() as database:
        account = accounts.add(database, name, display or name, _ROLES[role], password, by=By(actor()))
    click.echo(f"已添加账号 {account.name}（{account.display}，{ROLE_NAMES[account.role]}）。")
    return 0


@users.command(
    "list",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help="列出所有账号：登录名、姓名、身份、什么时候添加的、有没有两步验证、停用没有。",
    short_help="列出账号。",
)
@form_option()
def list_(form: str) -> int:
    """Print all accounts."""
    from api.accounts.accounts import everyone  # noqa: PLC0415 - help pages must not wait for SQLAlchemy
    from api.cli.terminal import paper  # noqa: PLC0415 - nor for rich
    from api.screen.accounts import write_accounts  # noqa: PLC0415 - as above

    with open_database() as database:
        accounts = everyone(database)
    if form == "json":
        click.echo(orjson.dumps([asdict(account) for account in accounts]).decode())
        return 0
    if not accounts:
        click.echo("还没有账号。", err=True)
    sheet = paper()
    write_accounts(sheet, accounts)
    click.echo(sheet.text(), nl=False)
    return 0


@users.command(
    "disable",
    cls=ChineseCommand,
    options_metavar="",
    help="停用一个账号：马上退出登录，令牌不能再用。它的草稿都留着，以后可以再启用。",
    short_help="停用账号。",
)
@click.argument("name", metavar="登录名")
def disable(name: str) -> int:
    """Keep an account from being used."""
    from api.accounts import accounts  # noqa: PLC0415 - help pages must not wait for SQLAlchemy
    from api.trail.by import By  # noqa: PLC0415 - as above

    with open_database() as database:
        account = accounts.disable(database, name, By(actor()))
    click.echo(f"已停用账号 {account.name}（{account.display}）。")
    return 0


@users.command(
    "enable",
    cls=ChineseCommand,
    options_metavar="",
    help="重新启用一个停用的账号，密码和令牌照旧。",
    short_help="重新启用账号。",
)
@click.argument("name", metavar="登录名")
def enable(name: str) -> int:
    """Let a disabled account be used again."""
    from api.accounts import accounts  # noqa: PLC0415 - help pages must not wait for SQLAlchemy
    from api.trail.by import By  # noqa: PLC0415 - as above

    with open_database() as database:
        account = accounts.enable(database, name, By(actor()))
    click.echo(f"已启用账号 {account.name}（{account.display}）。")
    return 0


@users.command(
    "password",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help="给忘了密码的人换一个新密码；这个账号在各处的登录都退出。",
    short_help="换密码。",
)
@click.argument("name", metavar="登录名")
@_password_option
def password(name: str, from_input: bool) -> int:
    """Give an account a new password."""
    from api.accounts import accounts, changing  # noqa: PLC0415 - help pages must not wait for SQLAlchemy
    from api.trail.by import By  # noqa: PLC0415 - as above

    with open_database() as database:
        account = accounts.named(database, name)
        changing.set_password(database, name, _password(from_input), By(actor()))
    click.echo(f"已换账号 {account.name}（{account.display}）的密码。")
    return 0


@users.command(
    "unpair",
    cls=ChineseCommand,
    options_metavar="",
    help="去掉一个账号的两步验证：本人的手机丢了，恢复码也没有。在各处的登录都退出，密码和令牌照旧。",
    short_help="去掉两步验证。",
)
@click.argument("name", metavar="登录名")
def unpair(name: str) -> int:
    """Take the second factor off an account."""
    from api.accounts import second_factor  # noqa: PLC0415 - help pages must not wait for SQLAlchemy
    from api.trail.by import By  # noqa: PLC0415 - as above

    with open_database() as database:
        account = second_factor.remove(database, name, By(actor()))
    click.echo(f"已去掉账号 {account.name}（{account.display}）的两步验证。")
    return 0


_KEYS = """\
令牌让别的程序用这个账号调用接口。写 --label 就新发一个，只显示这一次；写 --revoke 就收回一个；\
都不写就列出这个账号的令牌。"""


@users.command(
    "token",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=_KEYS,
    short_help="发、收回、列出账号的令牌。",
)
@click.argument("name", metavar="登录名")
@click.option("--label", metavar="用途", help="新发一个令牌，写明给什么程序用。")
@click.option("--revoke", callback=whole_number(1), metavar="编号", help="收回这个编号的令牌。")
def token(name: str, label: str | None, revoke: int | None) -> int:
    """Issue, revoke or list the tokens of an account."""
    if label is not None and revoke is not None:
        raise click.UsageError("--label 和 --revoke 一次只能写一个。")
    from api.accounts import accounts, tokens  # noqa: PLC0415 - help pages must not wait for SQLAlchemy
    from api.cli.terminal import paper  # noqa: PLC0415 - nor for rich
    from api.screen.accounts import write_tokens  # noqa: PLC0415 - as above
    from api.settings import read_settings  # noqa: PLC0415 - as above
    from api.trail.by import By  # noqa: PLC0415 - as above

    with open_database() as database:
        account = accounts.named(database, name)
        if label is not None:
            most = read_settings().own_tokens
            issued, secret = tokens.issue(database, account.id, label, By(actor()), most)
            click.echo(f"令牌 {issued.id} 号（{issued.label}），只显示这一次，请收好：", err=True)
            click.echo(secret)
        elif revoke is not None:
            tokens.revoke(database, account.id, revoke, By(actor()))
            click.echo(f"已收回令牌 {revoke} 号。")
        else:
            sheet = paper()
            write_tokens(sheet, tokens.tokens_of(database, account.id))
            click.echo(sheet.text() or f"账号 {account.name} 没有令牌。\n", nl=False, err=not sheet.text())
    return 0


def _password(from_input: bool) -> str:
    """Ask for a new password, never shown and never an argument, which other users of a machine can see."""
    if from_input:
        return sys.stdin.buffer.readline().decode("utf-8", "surrogateescape").rstrip("\r\n")
    if not sys.stdin.isatty():
        raise click.UsageError("这里不是终端，不能输密码。请加 --password-stdin，密码从标准输入读。")
    typed: str = click.prompt(
        "密码（不显示）", hide_input=True, confirmation_prompt="再输一遍", prompt_suffix="："
    )
    return typed

"""What a database says when it cannot go on, in words that tell people what to do about it."""

import sqlite3
from typing import Final

from sqlalchemy import exc

_SQLITE: Final = {
    sqlite3.SQLITE_BUSY: (
        "数据库正忙，等了很久还没有轮到",
        "请过一会儿再试；常常这样的，请看看是不是有别的程序一直占着它，人多的请改用 PostgreSQL",
    ),
    sqlite3.SQLITE_FULL: ("磁盘满了，数据库写不下", "请腾出空间；腾出以后不用重新启动，再试就行"),
    sqlite3.SQLITE_READONLY: ("数据库只能读，写不进去", "请检查数据库文件和所在的文件夹的权限"),
    sqlite3.SQLITE_IOERR: ("数据库文件读写出错", "请检查所在的磁盘有没有空间、是不是还连着"),
    sqlite3.SQLITE_CANTOPEN: (
        "数据库文件打不开",
        "请检查文件和所在的文件夹能不能读写：它旁边要能放临时的文件",
    ),
}
_SQLITE_ELSE: Final = ("数据库文件用不了", "请检查它是不是 SQLite 数据库、能不能读写，所在的磁盘有没有空间")
_POSTGRESQL: Final = {
    "53100": ("磁盘满了，数据库写不下", "请在数据库的机器上腾出空间；腾出以后不用重新启动，再试就行"),
    "53300": ("数据库的连接用完了", "请过一会儿再试；常常这样的，请调大 PostgreSQL 的 max_connections"),
    "25006": ("数据库只能读，写不进去", "请检查连的是不是主库"),
    "57P03": ("数据库正在启动", "请过几秒再试"),
    "57P01": ("数据库正在重新启动", "请过几秒再试"),
}
_POSTGRESQL_ELSE: Final = (
    "数据库连不上或用不了",
    "请检查 PostgreSQL 有没有启动，地址、用户、密码和库名对不对",
)
_NOT_LET_IN: Final = (
    "PostgreSQL 问了密码，没有让进去",
    "它已经启动，请检查地址里的用户、密码和库名对不对，库建了没有；都对的，可能是连接用完了，请过一会儿再试",
)
_UNTRUSTED: Final = (
    "数据库的证书核对不过，没有连",
    "请检查 sslrootcert 是不是签发它的机构，主机名对不对，证书过期了没有；都对的，可能有人冒充",
)
_NOT_OURS: Final = (
    "数据库没有认服务的客户证书",
    "请检查 sslcert 和 sslkey 在不在、是不是数据库信任的机构签的，过期了没有，证书的名字（CN）是不是用户名",
)
_OF_THEIRS: Final = ("certificate verify failed", "server certificate", "root certificate")
_OF_OURS: Final = ("certificate", "alert unknown ca")
"""In what libpq says where a certificate is not trusted, for which there is no code: that of the server, or
that of the client, of which the server may say it. Of a connection that was lost it tells of SSL alone."""
_LOW_BYTE: Final = 0xFF
"""Of a code of SQLite, which names the kind; what is above tells more of it."""


def what_fails(error: exc.SQLAlchemyError, *, on_sqlite: bool) -> tuple[str, str]:
    """Return what is wrong and what to do about it, in Chinese, without full stops.

    Args:
        error: of SQLAlchemy, around that of the database.
        on_sqlite: whether it is a file of SQLite.
    """
    cause = getattr(error, "orig", None)
    if not on_sqlite:
        code = getattr(cause, "sqlstate", None)
        return _POSTGRESQL.get(code, _POSTGRESQL_ELSE) if code else _not_connected(cause)
    if isinstance(error, exc.TimeoutError):  # no connection is free, for all of them wait
        return _SQLITE[sqlite3.SQLITE_BUSY]
    return _SQLITE.get((getattr(cause, "sqlite_errorcode", None) or 0) & _LOW_BYTE, _SQLITE_ELSE)


def _not_connected(cause: BaseException | None) -> tuple[str, str]:
    """Return the same where there is no code: libpq has none for a connection that was not made."""
    said = str(cause)
    if any(words in said for words in _OF_THEIRS):
        return _UNTRUSTED
    if any(words in said for words in _OF_OURS):
        return _NOT_OURS
    # None but the server asks for a password; what it says then may be in any language.
    asked = getattr(getattr(cause, "pgconn", None), "used_password", False)
    return _NOT_LET_IN if asked else _POSTGRESQL_ELSE

"""What a database's address says: which kind, where, and how it is shown without its password."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from api.errors import StorageError

SQLITE, POSTGRESQL = "sqlite", "postgresql+psycopg"
_KINDS = {
    "sqlite": SQLITE,
    "postgres": POSTGRESQL,
    "postgresql": POSTGRESQL,
    "postgresql+psycopg": POSTGRESQL,
}
_REMEDY = "写成 sqlite:///文件路径 或 postgresql:///库名?host=/run/postgresql"


def read_address(url: str) -> URL:
    """Return what SQLAlchemy needs to find the database.

    Args:
        url: ``sqlite:///path``, ``postgresql://…`` or ``postgres://…``.

    Raises:
        StorageError: it is none of these. The message does not repeat it, for it may hold a password.
    """
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StorageError("数据库的地址看不懂", remedy=_REMEDY) from error
    kind = _KINDS.get(address.drivername)
    if kind is None:
        raise StorageError(f"数据库的地址以“{address.drivername}”开头，这种数据库不支持", remedy=_REMEDY)
    if kind == SQLITE and (not address.database or address.database == ":memory:" or address.query):
        raise StorageError("SQLite 的地址要写明文件，文件后面不带“?”", remedy=_REMEDY)
    return address.set(drivername=kind)


def shown(address: URL) -> str:
    """Return the address as people may see it: a file's path, or the server without password and options."""
    if address.drivername == SQLITE:
        return str(address.database)
    return address.set(drivername="postgresql", query={}).render_as_string(hide_password=True)


def make_file(address: URL) -> None:
    """Make the file of an SQLite database, which only its owner may read, if there is none.

    SQLite gives the files it keeps beside it (``-wal``, ``-shm``) the same permissions.

    Raises:
        StorageError: the file or its folder cannot be made.
    """
    path = Path(str(address.database))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():  # one that can only be read is there, and is told apart later
            path.touch(mode=0o600, exist_ok=True)
    except OSError as error:
        remedy = "请检查这个文件和所在的文件夹能不能写，或用 LIANSHEN_DATABASE_URL 换一个地方"
        raise StorageError("数据库文件建不起来", where=str(path), remedy=remedy) from error

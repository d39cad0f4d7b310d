"""The database of the service, for commands."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.storage.database import Database


@contextmanager
def open_database() -> Iterator["Database"]:
    """Open the database that the service uses, brought up to date, and close it at the end.

    Raises:
        SettingsError: the settings do not say which it is.
        StorageError: it cannot be used.
    """
    from api.settings import read_settings  # noqa: PLC0415 - help pages must not wait for SQLAlchemy
    from api.storage.database import Database  # noqa: PLC0415 - as above
    from api.storage.migrate import migrate  # noqa: PLC0415 - as above

    database = Database.open(read_settings().database_url.get_secret_value())
    try:
        migrate(database)
        yield database
    finally:
        database.close()

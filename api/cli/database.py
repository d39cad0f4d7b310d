"""The database of the service, for commands."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.storage.database import Database


@contextmanager
def open_database() -> Iterator["Database"]:
    """Open the database that the service uses, brought up to date, and close it at the end.

    A queue in PostgreSQL gets its tables, too: the account of the service may not be able to make them.

    Raises:
        SettingsError: the settings do not say which it is.
        StorageError: it cannot be used.
    """
    from api.settings import read_settings  # noqa: PLC0415 - help pages must not wait for SQLAlchemy
    from api.storage.database import Database  # noqa: PLC0415 - as above
    from api.storage.migrate import migrate  # noqa: PLC0415 - as above

    settings = read_settings()
    database = Database.open(settings.database_url.get_secret_value())
    try:
        migrate(database)
        if (jobs := settings.jobs_url.get_secret_value()).startswith("postgres"):
            from api.jobs.queue import Queue  # noqa: PLC0415 - seldom there

            Queue(jobs).close()
        yield database
    finally:
        database.close()

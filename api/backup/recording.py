"""A backup in the trail: it carries everything that identifies people out of the database."""

from pathlib import Path
from typing import Final

from api.backup.manifest import Manifest
from api.errors import StorageError
from api.settings import Settings
from api.storage.database import Database
from api.storage.migrate import LATEST
from api.trail.recording import record

BACKED_UP: Final = "backup"
"""The kind of a step in the trail."""


def recorded(settings: Settings, manifest: Manifest, target: Path, actor: str) -> str:
    """Write down that a backup was made; return why that could not be done, in Chinese, or nothing.

    Where a disk is full or can only be read, a backup is what is needed most: it is made all the same, and
    whoever makes it is told.

    Args:
        settings: say where the database is.
        manifest: of the backup.
        target: where it will be.
        actor: who makes it.
    """
    if manifest.schema != LATEST:
        return "数据库的表还是以前版本的"
    details = {"file": target.name, "files": len(manifest.files), "rows": sum(manifest.rows.values())}
    database = Database.open(settings.database_url.get_secret_value())
    try:
        with database.writing() as session:
            record(session, actor, BACKED_UP, f"备份了全部数据：{target.name}", details)
    except StorageError as error:
        return error.problem
    finally:
        database.close()
    return ""

"""Where lianshen keeps what it makes: trained models, the database, the key that signs cookies."""

import os
from pathlib import Path

import platformdirs

from api.credentials import handed_value

RESTORING = "restoring.json"
"""A file in the folder, there while a restore is being put into its place."""


def home() -> Path:
    """Return the folder of all of it, which need not exist yet.

    A restore that was broken off between its decision and its end is carried out to its end first.

    Returns:
        What the environment variable ``LIANSHEN_HOME`` names, else the platform's folder for user data.

    Raises:
        StorageError: it could not be carried out.
    """
    named = os.environ.get("LIANSHEN_HOME")
    folder = Path(named).expanduser() if named else platformdirs.user_data_path("lianshen", appauthor=False)
    if (folder / RESTORING).exists():
        from api.backup.switching import finish  # noqa: PLC0415 - seldom needed, and takes long to import

        url = os.environ.get("LIANSHEN_DATABASE_URL") or handed_value("LIANSHEN_DATABASE_URL")
        finish(folder, url)
    return folder

"""Secrets that the system hands over in files: sealed on the disk, open only while the service runs.

systemd unseals them with the machine's TPM or its own key (``LoadCredentialEncrypted=``), puts them into a
folder in memory that nobody but the user of the service can read, and names it in ``CREDENTIALS_DIRECTORY``.
"""

import os
from pathlib import Path


def handed_folder() -> Path | None:
    """Return the folder, if there is one."""
    named = os.environ.get("CREDENTIALS_DIRECTORY")
    return folder if named and (folder := Path(named)).is_dir() else None


def handed() -> dict[str, Path]:
    """Return the files of settings in it, by the variables that they stand for."""
    folder = handed_folder()
    files = folder.iterdir() if folder else ()
    return {path.name.upper(): path for path in files if path.name.lower().startswith("lianshen_")}


def handed_value(variable: str) -> str:
    """Return what is in one of them; empty where it is not there.

    Raises:
        OSError: it cannot be read.
    """
    path = handed().get(variable)
    return path.read_text("utf-8").strip() if path else ""

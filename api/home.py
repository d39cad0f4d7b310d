"""Where lianshen keeps what it makes: trained models, the database, the key that signs cookies."""

import os
from pathlib import Path

import platformdirs


def home() -> Path:
    """Return the folder of all of it, which need not exist yet.

    Returns:
        What the environment variable ``LIANSHEN_HOME`` names, else the platform's folder for user data.
    """
    named = os.environ.get("LIANSHEN_HOME")
    return Path(named).expanduser() if named else platformdirs.user_data_path("lianshen", appauthor=False)

"""What the settings add to a backup: the files they name, and what they were."""

import os
from pathlib import Path

from pydantic import SecretStr

from api.backup.manifest import HOME, SETTINGS
from api.backup.places import KEY
from api.credentials import handed
from api.settings import PREFIX, Settings

_TRUSTED = "trusted_keys"
"""No setting of the service, but of whatever uses a model."""
_OF_THE_MACHINE = ("secret_file", "certificate", "certificate_key")
"""The first has a name of its own in a backup; whoever found the others could pass for this service."""


def setting_files(home: Path, settings: Settings) -> dict[str, Path]:
    """Return the files that settings name, such as the template of letters, by their names in a backup.

    The key that signs cookies is one of them wherever it lies. The key that vouches for models is none:
    whoever found a backup could vouch for models, too.
    """
    key = settings.secret_file or home / KEY
    found = {f"{HOME}{KEY}": key} if key.is_file() else {}
    for name in (*Settings.model_fields, _TRUSTED):
        path = named_file(settings, name)
        if path and name not in _OF_THE_MACHINE and path.is_file():
            found[f"{SETTINGS}{name}/{path.name}"] = path
    return found


def named_file(settings: Settings, name: str) -> Path | None:
    """Return the file that a setting names, if it names one.

    Args:
        settings: that are in force.
        name: of a setting, as in a backup.
    """
    if name == _TRUSTED:
        named = os.environ.get("LIANSHEN_TRUSTED_KEYS", "")
        return Path(named).expanduser() if named else None
    path = getattr(settings, name, None)
    return path if isinstance(path, Path) else None


def stated_settings(settings: Settings) -> dict[str, str]:
    """Return the settings that are set, by their variables; of secret ones only that they are."""
    stated = {}
    for name in Settings.model_fields:
        variable = f"{PREFIX}{name.upper()}"
        if variable in os.environ or variable in handed():
            secret = variable not in os.environ or isinstance(getattr(settings, name), SecretStr)
            stated[variable] = "（不记）" if secret else os.environ[variable]
    return stated

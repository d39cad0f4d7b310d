"""The key that signs cookies: made once, kept beside the data, readable by its owner only."""

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex, token_urlsafe

from api.errors import SettingsError

_SHORTEST = 32


def signing_key(path: Path) -> str:
    """Return the key in a file; the first time makes one.

    Several processes may start at once: all of them use the key of the one that was first.

    Raises:
        SettingsError: the file cannot be read or made, or holds too short a key.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _make(path)
        key = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            "签名用的密钥文件读不出来", where=str(path), remedy="请检查它和它的文件夹的权限"
        ) from error
    if len(key) < _SHORTEST:
        raise SettingsError(
            f"签名用的密钥太短，不到 {_SHORTEST} 个字符",
            where=str(path),
            remedy="请删去这个文件，程序会另做一个",
        )
    return key


def _make(path: Path) -> None:
    """Write a new key beside the file and link it into place, which fails where another was faster."""
    own = path.with_name(f"{path.name}.{token_hex(8)}")
    descriptor = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(token_urlsafe(48))
    with suppress(FileExistsError):
        path.hardlink_to(own)
    own.unlink()

"""The key that signs cookies: made once, kept beside the data, readable by its owner only.

A file may hold older keys below it, a line each: they sign nothing any more, and still open what they sealed.
"""

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex, token_urlsafe

from api.errors import SettingsError

_SHORTEST = 32


def signing_key(path: Path) -> str:
    """Return the first key in a file, by which cookies are signed; see :func:`all_keys`."""
    return all_keys(path)[0]


def all_keys(path: Path) -> tuple[str, ...]:
    """Return the keys in a file, the one of today first; the first time makes one.

    Several processes may start at once: all of them use the key of the one that was first.

    Raises:
        SettingsError: the file cannot be read or made, or holds too short a key.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _make(path)
        keys = path.read_text("ascii").split() or [""]
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            "签名用的密钥文件读不出来", where=str(path), remedy="请检查它和它的文件夹的权限"
        ) from error
    if min(map(len, keys)) < _SHORTEST:
        raise SettingsError(
            f"签名用的密钥太短，不到 {_SHORTEST} 个字符",
            where=str(path),
            remedy="请删去这个文件，程序会另做一个",
        )
    return tuple(keys)


def _make(path: Path) -> None:
    """Write a new key beside the file and link it into place, which fails where another was faster."""
    own = path.with_name(f"{path.name}.{token_hex(8)}")
    descriptor = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(token_urlsafe(48))
    with suppress(FileExistsError):
        path.hardlink_to(own)
    own.unlink()

"""Words that only this service can read again: AES-256-GCM by a key that comes from the key of the cookies.

The key file may hold several keys, a line each. The first one seals; all of them open, so that a new key can
be put before the old one without losing anything.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from secrets import token_bytes
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_FORM = "1"
"""What everything sealed begins with; another way of sealing will have another."""
_NONCE = 12
"""Bytes, drawn anew each time."""
_LOT = 64
"""Lengths are rounded up to so many bytes: how long a name is tells little less than the name."""


class Seal:
    """Seals words, and opens them again."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Seal by the first of the keys of a service (:func:`api.http.keys.all_keys`), open by any."""
        self._keys = tuple(keys)

    def shut(self, words: str, about: str) -> str:
        """Return words sealed, in letters that may stand in an address.

        Args:
            words: without U+0000.
            about: what they are for; they can be opened for nothing else.
        """
        content = words.encode()
        nonce = token_bytes(_NONCE)
        padded = content.ljust(-(-len(content) // _LOT) * _LOT, b"\0")
        closed = self._ciphers[0].encrypt(nonce, padded, about.encode())
        return _FORM + urlsafe_b64encode(nonce + closed).decode().rstrip("=")

    def opened(self, sealed: str, about: str) -> str | None:
        """Return the words; ``None`` where none of the keys has sealed just this for just that."""
        found = self._opened(sealed, about)
        return found[0] if found else None

    def is_of_today(self, sealed: str, about: str) -> bool:
        """Return whether the first of the keys opens it; what an older one sealed is to be sealed anew."""
        found = self._opened(sealed, about)
        return found is not None and found[1] == 0

    def _opened(self, sealed: str, about: str) -> tuple[str, int] | None:
        """Return the words, and which of the keys opens them."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - only where something is sealed

        if not sealed.startswith(_FORM) or not sealed.isascii():
            return None
        try:
            content = urlsafe_b64decode(sealed[len(_FORM) :] + "=" * (-(len(sealed) - len(_FORM)) % 4))
        except ValueError:
            return None
        for number, cipher in enumerate(self._ciphers):
            with suppress(InvalidTag, ValueError):  # the latter of a nonce that is too short
                padded = cipher.decrypt(content[:_NONCE], content[_NONCE:], about.encode())
                return padded.rstrip(b"\0").decode(), number
        return None

    @cached_property
    def _ciphers(self) -> "tuple[AESGCM, ...]":
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - as above
        from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - as above
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415 - as above

        return tuple(
            AESGCM(HKDF(SHA256(), 32, None, b"lianshen sealing 1").derive(key.encode())) for key in self._keys
        )

"""Keys that we make: of sessions, tokens, invitations and recovery. Shown once; only their digest is kept.

A digest without salt or stretching is enough for 128 random bits and more, and lets a key be looked up by it:
how long the look-up takes tells nothing about a key, for nobody can choose the digest of what they try.
"""

from hashlib import sha256
from secrets import choice, token_urlsafe

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""No two of them look alike or sound alike when a key is read out; l, i, o, 0 and 1 are left out."""
_GROUPS, _IN_GROUP = 7, 4
"""138 bits: ASVS 5.0, V11.5.1, wants 128 of whatever nobody may guess."""


def new_key() -> str:
    """Return a key that cannot be guessed."""
    return token_urlsafe(32)


def legible_key() -> str:
    """Return a key that cannot be guessed (138 bits), in groups of four, to be copied from paper."""
    return "-".join("".join(choice(_LETTERS) for _ in range(_IN_GROUP)) for _ in range(_GROUPS))


def copied(typed: str) -> str:
    """Return a legible key as it was made, however somebody who copied it wrote its letters and groups."""
    letters = "".join(letter for letter in typed.lower() if letter in _LETTERS)
    return "-".join(letters[start : start + _IN_GROUP] for start in range(0, len(letters), _IN_GROUP))


def digest(key: str) -> str:
    """Return what is kept of a key: SHA-256, in hexadecimal digits."""
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()  # anything may be tried as a key

"""Keys that we make: of sessions, tokens and invitations. Shown once; only their digest is kept.

A digest without salt or stretching is enough for 256 random bits, and lets a key be looked up by it: how
long the look-up takes tells nothing about a key, for nobody can choose the digest of what they try.
"""

from hashlib import sha256
from secrets import token_urlsafe


def new_key() -> str:
    """Return a key that cannot be guessed."""
    return token_urlsafe(32)


def digest(key: str) -> str:
    """Return what is kept of a key: SHA-256, in hexadecimal digits."""
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()  # anything may be tried as a key

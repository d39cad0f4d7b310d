"""One-time codes by the clock (TOTP, RFC 6238): six digits, a new code every thirty seconds.

The defaults of authenticator apps, which know no others: SHA-1, whose weakness does not touch HMAC.
"""

from base64 import b32decode, b32encode
from hmac import compare_digest
from secrets import token_bytes
from time import time
from urllib.parse import quote, urlencode

SECONDS = 30
DIGITS = 6
DRIFT = 1
"""Steps by which the clock of a telephone may be wrong, to either side."""

_ISSUER = "联审"
_BYTES = 20
"""160 bits, as long as the digest: RFC 4226, section 4, R6."""


def new_secret() -> str:
    """Return a key to share with an authenticator app, in letters of base 32."""
    return b32encode(token_bytes(_BYTES)).decode()


def address(secret: str, name: str) -> str:
    """Return what the app reads from the picture.

    Args:
        secret: the key to share.
        name: by which its owner logs in.
    """
    told = urlencode({"secret": secret, "issuer": _ISSUER}, quote_via=quote)
    return f"otpauth://totp/{quote(_ISSUER)}:{quote(name)}?{told}"


def code_of(secret: str, step: int) -> str:
    """Return the code of a step of time.

    Args:
        secret: the shared key.
        step: how many times thirty seconds have passed since 1970.
    """
    from cryptography.hazmat.primitives.hashes import SHA1  # noqa: PLC0415 - only who logs in waits for it
    from cryptography.hazmat.primitives.twofactor.hotp import HOTP  # noqa: PLC0415 - as above

    return HOTP(b32decode(secret), DIGITS, SHA1()).generate(step).decode()  # noqa: S303 - see above


def step_of(secret: str, code: str, after: int) -> int | None:
    """Return to which step of about now a code belongs; ``None`` if to none.

    Args:
        secret: the shared key.
        code: as typed, without blanks.
        after: the step whose code was taken last: that one and all before it are used up.
    """
    now = int(time()) // SECONDS
    steps = range(max(after + 1, now - DRIFT), now + DRIFT + 1)
    typed = code.encode("utf-8", "surrogatepass")  # anything may be tried as a code
    return next((each for each in steps if compare_digest(code_of(secret, each).encode(), typed)), None)

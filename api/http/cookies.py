"""The cookie of a browser: what it holds can be read by its owner, and changed by nobody but the service."""

from hashlib import sha256

from itsdangerous import TimestampSigner
from starlette.middleware.sessions import SessionMiddleware
from starlette.types import ASGIApp


def signer(key: str) -> TimestampSigner:
    """Return what signs by a key of the service, and knows its own signature again.

    HMAC by SHA-256, with a key that is derived by the same. Left to itself, itsdangerous takes SHA-1 for
    both, which ASVS 5.0, appendix C, calls unsuitable for the one and disallows for the other.
    """
    return TimestampSigner(key, salt=b"lianshen cookie 2", key_derivation="hmac", digest_method=sha256)


class SignedCookies(SessionMiddleware):
    """Keeps what is known of a browser in a cookie, signed as :func:`signer` does."""

    def __init__(self, app: ASGIApp, *, key: str, name: str, hours: int, by_https: bool) -> None:
        """Wrap an application.

        Args:
            app: the application.
            key: of the service.
            name: of the cookie.
            hours: after which it is no longer taken.
            by_https: whether a browser gives it back over https alone.
        """
        age = hours * 3600
        super().__init__(app, key, name, age, same_site="lax", https_only=by_https)
        self.signer = signer(key)

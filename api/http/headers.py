"""Headers on every answer that tell a browser to trust nothing but this service, and to keep nothing."""

from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

STATIC = "/static/"

_CONTENT = "; ".join(
    (
        "default-src 'none'",
        "object-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_UNUSED = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "payment",
        "usb",
    )
)
ALWAYS = [
    (b"content-security-policy", _CONTENT.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", _UNUSED.encode()),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
"""Of every answer, be it of the application or of what reads requests before it."""
_BY_HTTPS_ALONE = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")
"""For a year a browser asks this host, and those below it, by https alone."""
_FRESH = (b"cache-control", b"no-store")
_FOR_A_DAY = (b"cache-control", b"public, max-age=86400")
_FOR_EVER = (b"cache-control", b"public, max-age=31536000, immutable")
_KEEPABLE = {200, 206, 304}


class SecurityHeaders:
    """Adds the headers; one that the application has set itself stays as it is."""

    def __init__(self, app: ASGIApp, *, https: bool = False) -> None:
        """Wrap an application.

        Args:
            app: the application.
            https: whether everybody reaches it by https, and is to do so from then on.
        """
        self._app = app
        self._always = [*ALWAYS, _BY_HTTPS_ALONE] if https else ALWAYS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Call the application and add to the start of its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", ()))
                named = {name for name, _ in given}
                added = (*self._always, _kept(scope, message["status"]))
                message["headers"] = given + [header for header in added if header[0] not in named]
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _kept(scope: Scope, status: int) -> tuple[bytes, bytes]:
    """Return how long an answer may be kept: only what is the same for everybody, and only if it is there."""
    if not scope["path"].startswith(STATIC) or status not in _KEEPABLE:
        return _FRESH
    # A page names a file of ours with the hash of its content, so that a changed file has another address.
    return _FOR_EVER if "v" in parse_qs(scope["query_string"].decode("latin-1")) else _FOR_A_DAY

"""A number for each request: whoever sees an error tells it to the administrator, who finds it in the log."""

from base64 import b32encode
from secrets import token_bytes

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.logs import REQUEST

HEADER = "X-Request-ID"
"""Stands on every answer."""
_BYTES = 5
"""Make eight capital letters and digits, none of which is taken for another on the telephone."""
_KEY = "number"


class Numbered:
    """Gives each request its number. One that the sender names is not taken: it would stand in the log."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Call the application, and put the number on its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        number = b32encode(token_bytes(_BYTES)).decode()
        scope.setdefault("state", {})[_KEY] = number
        header = (HEADER.lower().encode(), number.encode())

        async def numbered(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), header]
            await send(message)

        token = REQUEST.set(number)
        try:
            await self._app(scope, receive, numbered)
        finally:
            REQUEST.reset(token)


def number_of(scope: Scope) -> str:
    """Return the number of a request; empty where it has none."""
    return str(scope.get("state", {}).get(_KEY, ""))

"""HEAD asks for the headers of a page without the page (RFC 9110, 9.3.2)."""

from starlette.types import ASGIApp, Receive, Scope, Send


class HeadAsGet:
    """Lets whatever answers GET answer HEAD, guarded alike and with the same headers.

    The server leaves the body away: it knows what was asked. FastAPI gives HEAD to no route of its own, and
    one that had both would stand twice in the description of the interface.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Call the application, for HEAD as if GET had been asked for."""
        asked = {**scope, "method": "GET"} if scope.get("method") == "HEAD" else scope
        await self._app(asked, receive, send)


def with_head(allowed: str) -> str:
    """Return the methods of a header ``Allow``, with HEAD where GET is one."""
    methods = allowed.split(", ")
    return ", ".join([*methods, "HEAD"] if "GET" in methods and "HEAD" not in methods else methods)

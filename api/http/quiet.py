"""Unforeseen errors in the log: where they happened and of what kind, without the words of a draft.

The message of an exception can hold what was being worked on. So neither messages nor values are logged.
"""

import logging
import traceback

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from model.errors import LianshenError

_LOG = logging.getLogger("lianshen")


class QuietFailures:
    """Catches what the application let through after it answered, before the server would log it whole."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Call the application; where it cannot start, say why in words meant for people."""
        starting = scope["type"] == "lifespan"
        try:
            await self._app(scope, receive, _without_tracebacks(send) if starting else send)
        except Exception as error:
            message = str(error) if isinstance(error, LianshenError) else _located(error)
            if starting:
                await send({"type": "lifespan.startup.failed", "message": message})
            else:
                _LOG.error("%s", message)


def _without_tracebacks(send: Send) -> Send:
    """Hold back the message of a failed start, which Starlette fills with a traceback and then raises."""

    async def held(message: Message) -> None:
        if message["type"] != "lifespan.startup.failed":
            await send(message)

    return held


def _located(error: BaseException) -> str:
    return f"{_kinds(error)}\n{''.join(traceback.format_tb(error.__traceback__))}"


def _kinds(error: BaseException) -> str:
    """Name an error and those it came from, the last one first."""
    before = error.__cause__ or error.__context__
    return type(error).__name__ + (f" from {_kinds(before)}" if before else "")

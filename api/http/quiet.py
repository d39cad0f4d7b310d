"""Unforeseen errors: an answer for the user, and in the log where they happened and of what kind.

The message of an exception can hold the words of a draft. So neither messages nor values are logged.
"""

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problems import Problem, response
from api.located import located
from model.errors import LianshenError

_LOG = logging.getLogger("lianshen")
_PARSER = logging.getLogger("python_multipart")

_UNFORESEEN = Problem(
    500,
    "Unforeseen",
    "程序出了意外的错误",
    "程序出了意外的错误。请再试一次；还不行，请与管理员联系。",
    remedy="请再试一次；还不行，请与管理员联系",
)


class QuietFailures:
    """Catches what the application let through, before the server would log it whole."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Call the application; where it cannot start, say why in words meant for people."""
        if scope["type"] == "lifespan":
            await self._start(scope, receive, send)
            return
        answered = False

        async def noting(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except Exception as error:
            _LOG.error("%s", located(error), extra={"event": "unforeseen"})
            if not answered:
                await response(scope, _UNFORESEEN)(scope, receive, send)

    async def _start(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, _without_tracebacks(send))
        except Exception as error:
            message = str(error) if isinstance(error, LianshenError) else located(error)
            await send({"type": "lifespan.startup.failed", "message": message})


def silence_parser() -> None:
    """Let the parser of forms log nothing: its warnings quote what was sent, and the sender has an answer.

    This holds for the whole process. Warnings that no handler takes would stand on standard error.
    """
    _PARSER.setLevel(logging.CRITICAL + 1)


def _without_tracebacks(send: Send) -> Send:
    """Hold back the message of a failed start, which Starlette fills with a traceback and then raises."""

    async def held(message: Message) -> None:
        if message["type"] != "lifespan.startup.failed":
            await send(message)

    return held

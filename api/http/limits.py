"""How many bytes a request may have, and how long they may take to arrive."""

import asyncio

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import BodyTooLarge, BodyTooSlow, RequestError
from api.http.problems import problem_of, response

MOST_TEXT = 2 * 1024 * 1024
"""Bytes of a request without files: the longest draft, every character of it escaped, has 1.2 MB.
Reading forms and JSON holds up everybody else."""


class BodyLimits:
    """Refuses bodies that are too large or too slow, without keeping any of them.

    Starlette's own limit answers in another shape and knows no time.
    """

    def __init__(self, app: ASGIApp, most: int, seconds: float) -> None:
        """Wrap an application.

        Args:
            app: the application.
            most: bytes of a request with files; one without may have no more than :data:`MOST_TEXT` either.
            seconds: within which the whole body must have come, counted from when it is first asked for.
        """
        self._app = app
        self._most = most
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Call the application; it answers unless the body was refused."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        with_files = headers.get("content-type", "").lower().startswith("multipart/form-data")
        body = _Body(receive, send, self._most if with_files else min(self._most, MOST_TEXT), self._seconds)
        stated = headers.get("content-length", "")
        if stated.isdecimal() and int(stated) > body.most:
            body.refused = too_large(body.most)
        else:
            try:
                await self._app(scope, body.receive, body.send)
            except Exception:
                if not body.refused:
                    raise
        if body.refused and not body.answering:
            problem = problem_of(body.refused)
            answer = response(scope, problem)
            answer.headers["Connection"] = "close"  # what else would come of the body is not waited for
            await answer(scope, receive, send)


class _Body:
    """The body of one request on its way to the application.

    Attributes:
        most: bytes that it may have.
        refused: why it was refused, if it was.
        answering: whether the application had begun to answer before that.
    """

    def __init__(self, receive: Receive, send: Send, most: int, seconds: float) -> None:
        self.most = most
        self.refused: RequestError | None = None
        self.answering = False
        self._receive = receive
        self._send = send
        self._seconds = seconds
        self._until: float | None = None
        self._came = 0
        self._whole = False

    async def receive(self) -> Message:
        """Hand on what comes; raises where it is too much or too late, and keeps raising."""
        if self.refused:
            raise _Refused
        if self._whole:  # what follows is no body: the application waits for its client to go
            return await self._receive()
        if self._until is None:
            self._until = asyncio.get_running_loop().time() + self._seconds
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError as error:
            self.refused = BodyTooSlow(
                f"请求 {self._seconds:g} 秒没有传完", remedy="请检查网络，或删去图片和附件再试"
            )
            raise _Refused from error
        self._came += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        if self._came > self.most:
            self.refused = too_large(self.most)
            raise _Refused
        return message

    async def send(self, message: Message) -> None:
        """Hand on the answer; what the application says of a body that was refused is not sent."""
        if self.refused and not self.answering:
            return
        self.answering = True
        await self._send(message)


class _Refused(HTTPException):
    """Tells the application to stop; FastAPI and Starlette make an answer of it, which is not sent."""

    def __init__(self) -> None:
        super().__init__(400)


def too_large(most: int) -> BodyTooLarge:
    """Return the error for more than ``most`` bytes."""
    return BodyTooLarge(
        f"请求超过 {most / 1024 / 1024:g} MB", remedy="请一次只送一件草稿，删去图片和附件，只留文字，再试"
    )

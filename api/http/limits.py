"""How many bytes a request may have, and all together, and how long they may take to arrive."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import BodyTooLarge, BodyTooSlow, Busy, RequestError
from api.http.problems import problem_of, response

MOST_TEXT = 2 * 1024 * 1024
"""Bytes of a request without files: the longest draft, every character of it escaped, has 1.2 MB.
Reading forms and JSON holds up everybody else."""

TOGETHER = 20
"""As many of the largest requests one process holds at once; small ones are always taken. Whoever sends large
ones slowly could fill the memory with them otherwise."""


_NONE: Mapping[str, int] = MappingProxyType({})
_ONE = "请一次只送一件草稿，删去图片和附件，只留文字，再试"
_FEWER = "请分成几批上传，或请管理员把限度调大"


class BodyLimits:
    """Refuses bodies that are too large, too slow or too many, without keeping any of them.

    Starlette's own limit answers in another shape and knows no time.
    """

    def __init__(self, app: ASGIApp, most: int, seconds: float, onto_disk: Mapping[str, int] = _NONE) -> None:
        """Wrap an application.

        Args:
            app: the application.
            most: bytes of a request with files; one without may have no more than :data:`MOST_TEXT` either.
            seconds: within which the whole body must have come, counted from when it is first asked for.
            onto_disk: bytes that files may have at the paths which keep them on the disk as they come; they
                have longer to arrive, and are not held together with the others.
        """
        self._app = app
        self._most = most
        self._seconds = seconds
        self._held = _Held(TOGETHER * most)
        self._onto_disk = onto_disk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Call the application; it answers unless the body was refused."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        with_files = headers.get("content-type", "").lower().startswith("multipart/form-data")
        body = self._body(scope["path"], receive, send, with_files=with_files)
        stated = headers.get("content-length", "")
        if stated.isdecimal() and int(stated) > body.most:
            body.refused = body.too_large
        else:
            try:
                await self._app(scope, body.receive, body.send)
            except Exception:
                if not body.refused:
                    raise
            finally:
                body.let_go()
        if body.refused and not body.answering:
            problem = problem_of(body.refused)
            answer = response(scope, problem)
            answer.headers["Connection"] = "close"  # what else would come of the body is not waited for
            await answer(scope, receive, send)

    def _body(self, path: str, receive: Receive, send: Send, *, with_files: bool) -> "_Body":
        if with_files and path in self._onto_disk:
            most = self._onto_disk[path]
            seconds = self._seconds * max(1.0, most / self._most)
            return _Body(receive, send, most, seconds, _Held(most), _FEWER)
        most = self._most if with_files else min(self._most, MOST_TEXT)
        return _Body(receive, send, most, self._seconds, self._held)


@dataclass(slots=True)
class _Held:
    """The bytes of all requests under way.

    Attributes:
        most: that there may be.
        now: that there are.
    """

    most: int
    now: int = 0


class _Body:
    """The body of one request on its way to the application.

    Attributes:
        most: bytes that it may have.
        too_large: what is said where it has more.
        came: bytes that came so far.
        refused: why it was refused, if it was.
        answering: whether the application had begun to answer before that.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - the channels and the limits
        self,
        receive: Receive,
        send: Send,
        most: int,
        seconds: float,
        held: _Held,
        remedy: str = _ONE,
    ) -> None:
        self.most = most
        self.too_large = too_large(most, remedy)
        self.came = 0
        self.refused: RequestError | None = None
        self.answering = False
        self._receive = receive
        self._send = send
        self._seconds = seconds
        self._until: float | None = None
        self._held = held
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
        size = len(message.get("body", b""))
        self.came += size
        self._held.now += size
        self._whole = not message.get("more_body", False)
        if self.came > self.most:
            self.refused = self.too_large
        elif self.came > MOST_TEXT and self._held.now > self._held.most:
            self.refused = Busy("现在上传的文件太多", remedy="请稍等几秒再试")
        if self.refused:
            raise _Refused
        return message

    def let_go(self) -> None:
        """Count what came no longer: the request is answered."""
        self._held.now -= self.came

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


def too_large(most: int, remedy: str = _ONE) -> BodyTooLarge:
    """Return the error for more than ``most`` bytes."""
    return BodyTooLarge(f"请求超过 {most / 1024 / 1024:g} MB", remedy=remedy)

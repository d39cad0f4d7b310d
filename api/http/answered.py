"""What came of each request, told to whoever counts or writes it down."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.line import line_of
from api.http.numbered import number_of
from api.tracing import span

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_NO_ROUTE = "none"
_KIND = "problem"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one request; nothing of what was asked.

    Attributes:
        route: the template of its path, such as ``/drafts/{id}``; of what is mounted, such as the folder of
            static files, where it is mounted; ``none`` where there is no such route.
        method: of HTTP; ``OTHER`` for one that nobody knows.
        status: of HTTP.
        seconds: from the first byte of the request's head to the last of the answer.
        kind: of the error that was answered, such as ``Busy``; empty otherwise.
        account_id: of who asked, where that is known.
        line: of the network, from which it came.
    """

    route: str
    method: str
    status: int
    seconds: float
    kind: str = ""
    account_id: int | None = None
    line: str = ""


Told = Callable[[Answer], None]


class Answered:
    """Tells what came of each request."""

    def __init__(self, app: ASGIApp, *told: Told) -> None:
        """Wrap an application.

        Args:
            app: the application.
            told: are called with each answer.
        """
        self._app = app
        self._told = told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Call the application, and tell what it answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500  # what the server says where the application says nothing
        begun = perf_counter()

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        scope.setdefault("state", {})
        with span("request", answers=True) as note:
            try:
                await self._app(scope, receive, noting)
            finally:
                answer = _answer(scope, status, perf_counter() - begun)
                note(
                    {
                        "http.request.method": answer.method,
                        "http.route": answer.route,
                        "http.response.status_code": status,
                        "lianshen.request": number_of(scope),
                    },
                    f"{answer.method} {answer.route}",
                )
                for tell in self._told:
                    tell(answer)


def note_kind(scope: Scope, kind: str) -> None:
    """Note of what kind the error is that a request is answered with."""
    scope.setdefault("state", {})[_KIND] = kind


def _answer(scope: Scope, status: int, seconds: float) -> Answer:
    # The path as the route writes it, never as it was asked for, which may hold anything.
    route = str(getattr(scope.get("route"), "path", scope.get("root_path")) or _NO_ROUTE)
    method = scope["method"] if scope["method"] in _METHODS else "OTHER"
    state = scope["state"]
    kind = state.get(_KIND, "Unforeseen" if status == 500 else "")
    account_id = getattr(state.get("account"), "id", None)
    return Answer(route, method, status, seconds, kind, account_id, line_of(scope))

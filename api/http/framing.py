"""Where one request ends and the next begins, so that no two programs on the way can think differently of it.

llhttp, by which uvicorn reads, refuses what it cannot tell for certain: two lengths, a length beside chunks,
a blank before a colon, folded lines, bare line feeds, sizes that overflow. What it lets pass, and a proxy
might read otherwise (RFC 9112, 3.2, 6.1 and 6.3), is refused here before the application hears of it.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from http import HTTPStatus
from typing import Any

import orjson
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from api.accounts.events import at_the_door
from api.errors import BadRequest, TooManyRequests
from api.http.headers import ALWAYS
from api.http.line import line_of
from api.http.problems import Problem, problem_of
from api.http.rate import PerMinute

Headers = Sequence[tuple[bytes, bytes]]
_VERSIONS = frozenset({"1.0", "1.1"})
_TOLD = PerMinute(10, "")
"""Which of them are logged: the rate of a line is not looked at before a request is read."""


class StrictFraming(HttpToolsProtocol):
    """Refuses requests whose end is not certain, closes their connection, and reads nothing that follows.

    Attributes:
        in_head: whether a head has begun, and is not whole.
    """

    def __init__(self, *of_server: Any, **named: Any) -> None:
        super().__init__(*of_server, **named)
        self.in_head = False

    def on_message_begin(self) -> None:
        """Note that a head has begun."""
        super().on_message_begin()
        self.in_head = True

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header; one behind the body is none (RFC 9110, 6.5.1)."""
        if self.in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Hand on a head that is whole.

        Raises:
            BadRequest: where the request ends is not certain; the parser reads nothing more.
        """
        upgrading = self.parser.should_upgrade()
        if not certain(self.parser.get_http_version(), self.headers, upgrading=upgrading):
            raise _uncertain()
        self.in_head = False
        super().on_headers_complete()
        if upgrading:  # what follows an offer that is not taken up is read no more
            self.cycle.keep_alive = False

    def send_400_response(self, msg: str) -> None:
        """Refuse what cannot be read, in the one shape; uvicorn's own answer is ``msg``.

        An answer is to the request that is refused, and to none before it: one still under way is answered
        first and is the last one, and where that cannot be, nothing is said.
        """
        del msg
        cycle = self.cycle
        waits = cycle is not None and not cycle.response_complete
        if self.in_head and waits:
            cycle.keep_alive = False
            return
        another = bool(self.pipeline) or (cycle is not None and cycle.response_started)
        if self.in_head or not another:
            _tell(self.client)
            self.transport.write(answer_of(problem_of(_uncertain())))
        self.transport.close()


def certain(version: str, headers: Headers, *, upgrading: bool) -> bool:
    """Whether every program that reads a head sees the same end of its request.

    Args:
        version: of HTTP, such as ``1.1``.
        headers: with names in small letters.
        upgrading: whether it offers another protocol; its body would be taken for that.
    """
    encodings = _values(headers, b"transfer-encoding")
    hosts = len(_values(headers, b"host"))
    if version not in _VERSIONS or hosts > 1 or (version == "1.1" and not hosts):
        return False
    if encodings and (version == "1.0" or [each.strip().lower() for each in encodings] != [b"chunked"]):
        return False
    lengths = _values(headers, b"content-length")
    return not (upgrading and (encodings or any(each.strip(b" 0") for each in lengths)))


def answer_of(problem: Problem) -> bytes:
    """Return a whole answer, for a request of which the application never hears; it is the last one."""
    body = orjson.dumps(problem.as_json())
    headers: Mapping[str, object] = {
        "content-type": "application/problem+json",
        "content-length": len(body),
        "cache-control": "no-store",
        "connection": "close",
        **{name.decode(): value.decode() for name, value in ALWAYS},
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return STATUS_LINE[HTTPStatus(problem.status)] + lines.encode() + b"\r\n" + body


def _values(headers: Headers, name: bytes) -> list[bytes]:
    return [value for each, value in headers if each == name]


def _tell(client: tuple[str, int] | None) -> None:
    """Log a request that may be two; of many from one line the first ones in a minute."""
    line = line_of({"client": client})
    with suppress(TooManyRequests):
        _TOLD.take(line)
        at_the_door("input_refused", "看不出到哪里为止的请求（BadRequest）", line=line, kind="BadRequest")


def _uncertain() -> BadRequest:
    return BadRequest("请求看不懂，看不出到哪里为止", remedy="请检查程序或代理是怎样写请求头和正文长度的")

"""One reviewer at the desk: looks at the list, opens a draft, decides, and goes on, with pauses to read."""

import random
import re
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Final
from urllib.parse import urlencode

from api.load.client import Address

_NEWS: Final = 4.0
"""Seconds between two looks for news, as the script of the desk does it."""
_PATIENCE: Final = 60.0
_PIECE: Final = re.compile(rb'href="/desk/pieces/(\d+)')
_VERSION: Final = re.compile(rb'name="version" value="(\d+)"')
_NEWEST: Final = re.compile(rb'(?:data-newest="|"last":)(\d+)')
_GONE_ON: Final = {200, 303}
_CHANGED: Final = 409
"""Somebody else was quicker: the right answer, and none that fails."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service answered once.

    Attributes:
        kind: ``list``, ``draft``, ``decision`` or ``news``.
        seconds: from the request until the whole answer was there.
        status: of HTTP; 0 where there was no answer.
    """

    kind: str
    seconds: float
    status: int

    @property
    def failed(self) -> bool:
        """Whether the answer was none that belongs here."""
        return self.status not in _GONE_ON and not (self.kind == "decision" and self.status == _CHANGED)


@dataclass(slots=True)
class Person:
    """A reviewer with a browser of their own.

    Attributes:
        address: of the service.
        cookie: with which they are signed in.
        csrf: the token of their forms.
        lists: addresses of the desk that they look at.
        seed: of what they choose to do.
        reads: seconds between two pages on average, drawn evenly between half of it and half as much again.
        answers: so far, in their order.
    """

    address: Address
    cookie: str
    csrf: str
    lists: Sequence[str]
    seed: int
    reads: float
    answers: list[Answer] = field(default_factory=list)
    _newest: int = 0

    def work(self, over: threading.Event) -> None:
        """Go on until told that it is over."""
        lots = random.Random(self.seed)  # noqa: S311 - no secret hangs on it
        over.wait(lots.uniform(0, self.reads))  # nobody comes to work at the same moment
        while not over.is_set():
            found = self._ask("list", "GET", lots.choice(self.lists))
            self._look_for_news(over, lots)
            pieces = _PIECE.findall(found)
            if not pieces or over.is_set():
                continue
            path = f"/desk/pieces/{int(lots.choice(pieces))}"
            page = self._ask("draft", "GET", path)
            self._look_for_news(over, lots)
            if (version := _VERSION.search(page)) and not over.is_set():
                self._decide(path, int(version[1]), lots)
                self._look_for_news(over, lots)

    def _decide(self, path: str, version: int, lots: random.Random) -> None:
        fields = {"csrf": self.csrf, "version": str(version)}
        if lots.random() < 0.5:
            self._ask("decision", "POST", f"{path}/accept", fields)
        else:
            fields["opinion"] = "请写明地点和所涉范围，并补充可以操作的办法，再提交。"
            self._ask("decision", "POST", f"{path}/return", fields)

    def _look_for_news(self, over: threading.Event, lots: random.Random) -> None:
        """Read for a while, as the script of the page looks for news."""
        until = time.monotonic() + lots.uniform(0.5 * self.reads, 1.5 * self.reads)
        while (left := until - time.monotonic()) > 0 and not over.wait(min(_NEWS, left)):
            if left > _NEWS:
                self._ask("news", "GET", f"/desk/news?since={self._newest}")

    def _ask(self, kind: str, method: str, path: str, fields: dict[str, str] | None = None) -> bytes:
        """Ask, note how it went, and return what was answered; nothing where nothing was."""
        headers = {"Cookie": self.cookie, "Accept": "text/html"}
        if fields:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection(self.address.host, self.address.port, timeout=_PATIENCE)
        began, status, body = time.perf_counter(), 0, b""
        try:
            connection.request(method, path, urlencode(fields) if fields else None, headers)
            response = connection.getresponse()
            body, status = response.read(), response.status
        except (OSError, HTTPException):
            status = 0
        finally:
            connection.close()
        self.answers.append(Answer(kind, time.perf_counter() - began, status))
        if newest := _NEWEST.search(body):
            self._newest = int(newest[1])
        return body

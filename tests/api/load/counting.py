"""A small service that keeps count of what it is sent, for tests of the client that drives it."""

import asyncio
import time

from starlette.types import Receive, Scope, Send


class Counting:
    """Answers after a while; can be told to hold up everybody once, or to answer something else.

    Attributes:
        bodies: of the requests, in the order they came.
        most: requests that were under way at once.
        seconds: that an answer takes.
        held_up: number of the request at which the whole service stands still for a while.
        standstill: seconds of that.
        status: of the answers.
    """

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.most = 0
        self.seconds = 0.0
        self.held_up = -1
        self.standstill = 0.0
        self.status = 200
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["type"] == "http"
        message = await receive()
        self._under_way += 1
        self.most = max(self.most, self._under_way)
        if len(self.bodies) == self.held_up:
            time.sleep(self.standstill)
        self.bodies.append(message["body"])
        until = time.perf_counter() + self.seconds
        while (left := until - time.perf_counter()) > 0:  # the loop's own clock is coarse, and may wake early
            await asyncio.sleep(left)
        self._under_way -= 1
        await send({"type": "http.response.start", "status": self.status, "headers": []})
        await send({"type": "http.response.body", "body": "不行".encode()})

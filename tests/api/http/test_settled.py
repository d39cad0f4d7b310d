"""What is loaded at the start is not looked through for garbage again."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.testclient import TestClient

from api.http.settled import settle


def test_what_was_there_at_the_start_is_frozen_until_the_end() -> None:
    started: list[int] = []

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        started.append(gc.get_freeze_count())
        yield

    app = FastAPI(lifespan=lifespan)
    settle(app)
    before = gc.get_freeze_count()
    with TestClient(app):
        assert gc.get_freeze_count() > started[0] + 10_000
    assert gc.get_freeze_count() <= before

"""Keeping what is loaded at the start out of the search for garbage, which would hold up every request."""

import gc
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI


def settle(app: FastAPI) -> None:
    """Have an application look through only what came after its start.

    Python looks through everything now and then, and what the rules, the model and the framework are made of
    takes it more than a tenth of a second each time. For a process that does nothing but serve, and that has
    switched the search off until it is up: what was there at the start and is thrown away later is given back
    only where nothing of it refers to itself.

    Args:
        app: not started yet.
    """
    started = app.router.lifespan_context

    @asynccontextmanager
    async def settled(own: FastAPI) -> AsyncIterator[Mapping[str, Any] | None]:
        async with started(own) as state:
            gc.freeze()
            gc.enable()
            try:
                yield state
            finally:
                gc.unfreeze()

    app.router.lifespan_context = settled  # type: ignore[assignment] # of the same kind as the one it wraps

"""The service as it is measured: the product's own, and beside it what the measurement needs."""

import os

from fastapi import APIRouter, FastAPI
from starlette.requests import Request
from starlette.responses import Response

from api.http.access import GuardedRoute, precheck
from api.http.served import served as own
from api.load.paths import ECHO, PROCESS
from api.serving import run
from api.settings import read_settings

_router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@_router.post(ECHO)
@precheck
async def echo(request: Request) -> Response:
    """Send a body back: what the service takes for any request, review or not."""
    return Response(await request.body(), media_type="application/json")


@_router.get(PROCESS)
@precheck
async def process() -> int:
    """Say which process answers: all must be up before anything is measured."""
    return os.getpid()


def served() -> FastAPI:
    """Return the application by the settings of the environment."""
    app = own()
    app.include_router(_router)
    return app


def main() -> None:
    """Serve, as ``lianshen serve`` does."""
    run(read_settings(), "api.load.served:served")

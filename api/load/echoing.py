"""What a measurement needs beside the service's own: an echo, and which process answers."""

import os

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.http.access import GuardedRoute, precheck
from api.load.paths import ECHO, PROCESS

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.post(ECHO)
@precheck
async def echo(request: Request) -> Response:
    """Send a body back: what the service takes for any request, review or not."""
    return Response(await request.body(), media_type="application/json")


@router.get(PROCESS)
@precheck
async def process() -> int:
    """Say which process answers: all must be up before anything is measured."""
    return os.getpid()

"""Whether the service lives, whether it can work, what it has done."""

from fastapi import APIRouter
from sqlalchemy import text
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.errors import ScannerAway
from api.http.access import GuardedRoute, everyone, observers
from api.http.described import description, errors_of
from api.http.metrics import Metrics
from api.http.standing import standing
from api.storage.database import Database
from api.viruses import Scanner

_PATIENCE = 3.0

router = APIRouter(route_class=GuardedRoute, tags=["运行"])


@router.get("/healthz", summary="进程是否活着", responses=errors_of())
@everyone
async def healthz() -> dict[str, str]:
    """Answer at once."""
    return {"status": "ok"}


@router.get("/readyz", summary="能不能审读", responses=errors_of())
@everyone
async def readyz(request: Request) -> dict[str, str]:
    """Answer when the database answers; the model was loaded before the first request was taken.

    Where what looks for viruses is away, no file is taken, and all else goes on: that is told beside.
    """
    state = request.app.state
    await run_in_threadpool(_ask, state.database)
    told = {"status": "ok", "model": state.desk.version}
    scanner = state.settings.scanner(_PATIENCE)
    return told | ({"scanner": await run_in_threadpool(_state_of, scanner)} if scanner else {})


def _state_of(scanner: Scanner) -> str:
    try:
        scanner.version()
    except ScannerAway:
        return "away"
    return "ok"


def _ask(database: Database) -> None:
    with database.session() as session:
        session.execute(text("SELECT 1"))


@router.get("/metrics", summary="Prometheus 指标", responses=errors_of(403, 429), response_class=Response)
@observers
async def count(request: Request) -> Response:
    """Return counts and durations; nothing of a draft, an account or an address is in them."""
    return await run_in_threadpool(_counted, request)


def _counted(request: Request) -> Response:
    state = request.app.state
    metrics: Metrics = state.metrics
    return metrics.response(standing(state.database, state.desk.version))


@router.get("/openapi.json", summary="接口说明（OpenAPI）", responses=errors_of(429))
@everyone
async def openapi(request: Request) -> dict[str, object]:
    """Return the description of the interface for programs."""
    return description(request.app)

"""Whether the service lives, whether it can work, what it has done."""

from fastapi import APIRouter
from sqlalchemy import text
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.http.access import GuardedRoute, everyone, observers
from api.http.described import description, errors_of
from api.http.metrics import Metrics
from api.http.standing import standing
from api.storage.database import Database

router = APIRouter(route_class=GuardedRoute, tags=["运行"])


@router.get("/healthz", summary="进程是否活着", responses=errors_of())
@everyone
async def healthz() -> dict[str, str]:
    """Answer at once."""
    return {"status": "ok"}


@router.get("/readyz", summary="能不能审读", responses=errors_of())
@everyone
async def readyz(request: Request) -> dict[str, str]:
    """Answer when the database answers; the model was loaded before the first request was taken."""
    await run_in_threadpool(_ask, request.app.state.database)
    return {"status": "ok", "model": request.app.state.desk.version}


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

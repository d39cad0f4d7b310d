"""Which operations want a token, as the description of the interface states it."""

from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts

from api.http.access import Access, access_of
from api.settings import Settings

_SCHEME = "token"
_ABOUT = "`lianshen users token` 或网页上的“我的账号”发给的令牌"


def state_access(app: FastAPI, described: dict[str, Any]) -> None:
    """State for each operation whether it wants a token, may have one, or asks for none.

    Args:
        app: whose operations they are.
        described: its description, which is added to.
    """
    described["components"]["securitySchemes"] = {
        _SCHEME: {"type": "http", "scheme": "bearer", "description": _ABOUT}
    }
    for context in iter_route_contexts(app.routes):
        operations = described["paths"].get(context.path, {})
        route = context.original_route
        if isinstance(route, APIRoute):
            for method in set(operations).intersection(each.lower() for each in context.methods or ()):
                operations[method]["security"] = _wanted(access_of(route.endpoint), app.state.settings)


def _wanted(access: Access | None, settings: Settings) -> list[dict[str, list[str]]]:
    needed: dict[str, list[str]] = {_SCHEME: []}
    open_to_all = {"precheck": settings.open_to_all, "observers": settings.observed_by_all, "everyone": True}
    return [{}, needed] if isinstance(access, str) and open_to_all[access] else [needed]

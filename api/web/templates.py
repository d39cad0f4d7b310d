"""Fill a template of this folder, in which every value is escaped and none may be missing."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.safe import safe
from api.web.words import chance, clock, percent

STATIC = Path(__file__).parent / "static"


class Verbatim(str):
    """The text of a draft where each of its characters must stand: in the field it is written in."""

    __slots__ = ()


class _Files(StaticFiles):
    """The files beside the templates. An address with their hash in it always means the same bytes."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        fixed = response.status_code == 200 and scope["query_string"].startswith(b"v=")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if fixed else "no-cache"
        return response


def static_files() -> StaticFiles:
    """Return what serves style, script and icon."""
    return _Files(directory=STATIC)


def fill(template: str, **values: Any) -> str:
    """Return a page, or a part of one.

    Strings lose what could show them in another order than they are judged in, and their line breaks, unless
    the template passes them through the filter ``verbatim``.

    Args:
        template: name of a file in ``templates``.
        values: by the names used in it; ``account`` and ``csrf`` may be left out where nobody is known.

    Raises:
        jinja2.UndefinedError: the template asks for what is not given.
    """
    return _environment().get_template(template).render({"account": None, "csrf": "", **values})


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("api.web"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"chance": chance, "clock": clock, "percent": percent, "verbatim": Verbatim}
    environment.globals["static"] = _address
    return environment


@cache
def _address(name: str) -> str:
    """Return the address of a static file, which changes with its content, so that it may be kept for long."""
    content = (STATIC / name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:10]}"


def _printable(value: Any) -> Any:
    return safe(value) if type(value) is str else value

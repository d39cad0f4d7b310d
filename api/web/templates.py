"""Fill a template of this folder, in which every value is escaped and none may be missing."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from starlette.staticfiles import StaticFiles

from api.templates import environment
from api.web.words import chance, clock, percent

STATIC = Path(__file__).parent / "static"


class Verbatim(str):
    """The text of a draft where each of its characters must stand: in the field it is written in."""

    __slots__ = ()


def static_files() -> StaticFiles:
    """Return what serves style, script and icon."""
    return StaticFiles(directory=STATIC)


@cache
def static_address(name: str) -> str:
    """Return the address of a static file, which changes with its content, so that it may be kept for long.

    Args:
        name: of a file in ``static``.
    """
    content = (STATIC / name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:10]}"


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
    made = environment("api.web")
    made.filters |= {"chance": chance, "clock": clock, "percent": percent, "verbatim": Verbatim}
    made.globals["static"] = static_address
    return made

"""The command lines of the documentation, as somebody would type them one after the other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import dedent

from tests.pages import PAGES, read

_FENCE = re.compile(r"^( *)```(?:sh|powershell)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
"""Those of a list stand further in."""


@dataclass(frozen=True, slots=True)
class Line:
    """One command line.

    Attributes:
        page: on which it stands.
        text: continuation lines put together.
    """

    page: str
    text: str


def lines() -> tuple[Line, ...]:
    """Return all command lines of the documentation in their order, each page's own ones together."""
    return tuple(Line(page, text) for page in PAGES for text in _typed(read(page)))


def lines_under(page: str, heading: str) -> tuple[str, ...]:
    """Return the command lines between a heading of a page and the next heading."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", read(page), re.MULTILINE | re.DOTALL)
    assert found, f"{page} has no heading {heading}"
    return tuple(_typed(found[1]))


def _typed(text: str) -> Iterator[str]:
    for _, block in _FENCE.findall(text):
        yield from _whole(dedent(block))


def _whole(block: str) -> list[str]:
    """Return the command lines of a block: lines with an open quote or a backslash at the end go on."""
    found: list[str] = []
    open_line = ""
    for line in block.splitlines():
        open_line += line
        if open_line.endswith("\\"):
            open_line = open_line[:-1]
        elif open_line.count("'") % 2:
            open_line += "\n"
        else:
            if open_line.strip() and not open_line.lstrip().startswith("#"):
                found.append(open_line.strip())
            open_line = ""
    return found

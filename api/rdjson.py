"""Findings for code review tools and editors: the Reviewdog Diagnostic Format, ``rdjson``.

The format: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf. Lines and columns count from 1,
a column counts bytes of UTF-8, and the end of a range is exclusive.
"""

from collections.abc import Iterable
from typing import Any

import orjson

from api.documents.document import Document
from api.places import Position, range_of
from model.draft import Quote
from model.review import Finding, Objection, Review
from model.rubric import Severity

_SEVERITY: dict[Severity, str] = {"blocking": "ERROR", "major": "WARNING", "mend": "WARNING", "minor": "INFO"}


def diagnostics(path: str, document: Document, review: Review) -> list[dict[str, Any]]:
    """Return one diagnostic for every objection and finding of a review.

    Args:
        path: of the file, as the user named it.
        document: what was read from it.
        review: of the draft in it.

    Returns:
        ``Diagnostic`` messages. A finding that is 拿不准 has the severity ``INFO``. The range is that of
        the best quote; where there is none, the message holds the quote.
    """
    found: tuple[Objection | Finding, ...] = (*review.objections, *review.findings)
    return [_diagnostic(path, each, document) for each in found]


def failure(path: str, error: Exception, message: str) -> dict[str, Any]:
    """Return the diagnostic for a file that could not be read."""
    return {
        "message": message,
        "location": {"path": path},
        "severity": "ERROR",
        "code": {"value": type(error).__name__},
    }


def result(found: Iterable[dict[str, Any]]) -> bytes:
    """Return a ``DiagnosticResult`` in JSON, UTF-8."""
    return orjson.dumps(
        {"source": {"name": "lianshen"}, "diagnostics": list(found)}, option=orjson.OPT_INDENT_2
    )


def _diagnostic(path: str, found: Objection | Finding, document: Document) -> dict[str, Any]:
    unsure = isinstance(found, Finding) and found.state == "拿不准"
    message = f"{found.name}{'（拿不准）' if unsure else ''}：{found.message}\n{found.advice}"
    quote: Quote | None = found.quotes[0] if found.quotes else None
    location: dict[str, Any] = {"path": path}
    stretch = range_of(document, quote) if quote else None
    if stretch:
        location["range"] = {"start": _position(stretch[0]), "end": _position(stretch[1])}
    elif quote:
        message = f"{message}\n原文：“{quote.text}”"
    return {
        "message": message,
        "location": location,
        "severity": "INFO" if unsure else _SEVERITY[found.severity],
        "code": {"value": found.code},
    }


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}

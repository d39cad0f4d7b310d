"""The three forms in which ``lianshen check`` says what it found; all have the same three methods."""

from typing import Any, Literal, Protocol

import click
import orjson

from api import rdjson
from api.cli.front import complain, explain_error
from api.cli.terminal import paper
from api.documents.document import Document
from api.screen.review import write_review
from model.errors import LianshenError
from model.review import Review, to_json

Format = Literal["text", "json", "rdjson"]


class Output(Protocol):
    """Where reviews go."""

    def reviewed(self, file: str, document: Document, review: Review) -> None:
        """Say what was found in one file."""

    def failed(self, file: str, error: Exception) -> None:
        """Say why one file could not be read or judged."""

    def close(self) -> None:
        """Say what can only be said when all files are through."""


class TextOutput:
    """For people: reviews on standard output, what could not be read on standard error."""

    def __init__(self) -> None:
        self._separator = ""

    def reviewed(self, file: str, document: Document, review: Review) -> None:
        """Print one review."""
        sheet = paper()
        write_review(sheet, file, document, review)
        click.echo(self._separator + sheet.text(), nl=False)
        self._separator = f"\n{'=' * 40}\n\n"

    def failed(self, file: str, error: Exception) -> None:
        """Print one error."""
        complain(_message(file, error))

    def close(self) -> None:
        """Nothing is left to say."""


class JsonOutput:
    """For programs: JSON Lines, one object for every file, in the order given.

    ``{"file": …, "notices": […], "review": {…}}``, the review as :func:`model.review.to_json` states it, or
    ``{"file": …, "error": {"kind": …, "message": …, "problem": …, "where": …, "remedy": …}}``.
    """

    def reviewed(self, file: str, document: Document, review: Review) -> None:
        """Print one line."""
        self._print({"file": file, "notices": document.notices, "review": orjson.Fragment(to_json(review))})

    def failed(self, file: str, error: Exception) -> None:
        """Print one line, and the message on standard error."""
        message = _message(file, error)
        complain(message)
        parts = {"kind": type(error).__name__, "message": message}
        if isinstance(error, LianshenError):
            parts |= {"problem": error.problem, "where": error.where, "remedy": error.remedy}
        self._print({"file": file, "error": parts})

    def close(self) -> None:
        """Nothing is left to say."""

    @staticmethod
    def _print(line: dict[str, Any]) -> None:
        click.echo(orjson.dumps(line).decode("utf-8"))


class RdjsonOutput:
    """For reviewdog and editors: one ``DiagnosticResult`` for all files."""

    def __init__(self) -> None:
        self._found: list[dict[str, Any]] = []

    def reviewed(self, file: str, document: Document, review: Review) -> None:
        """Keep the findings of one file."""
        self._found += rdjson.diagnostics(file, document, review)

    def failed(self, file: str, error: Exception) -> None:
        """Keep why one file could not be read, and print the message on standard error."""
        message = _message(file, error)
        complain(message)
        self._found.append(rdjson.failure(file, error, message))

    def close(self) -> None:
        """Print everything kept."""
        click.echo(rdjson.result(self._found).decode("utf-8"))


OUTPUTS: dict[Format, type[TextOutput | JsonOutput | RdjsonOutput]] = {
    "text": TextOutput,
    "json": JsonOutput,
    "rdjson": RdjsonOutput,
}


def _message(file: str, error: Exception) -> str:
    message = explain_error(error)
    return message if file in message else f"{file}：{message}"

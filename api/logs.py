"""What the service writes into its log: one event a line, for people or, as JSON, for programs.

The modules log by the standard library, as the libraries beside them do; here it is settled what becomes of
it. Of an event only what stands in :data:`FIELDS` is written, and of an exception never its message nor the
values around it: both can hold the words of a draft. Libraries are heard from warnings on, whatever level is
set: what they say below that quotes statements, headers and forms.
"""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from pythonjsonlogger.orjson import OrjsonFormatter

from api.located import located
from api.safe import safe
from api.settings import Settings
from api.tracing import trace_number

FIELDS = (
    "request",
    "method",
    "route",
    "status",
    "ms",
    "account_id",
    "kind",
    "line",
    "batch",
    "training",
    "model",
    "scored",
    "unread",
    "seconds",
    "step",
    "digest",
    "trace",
)
"""What an event may say beside time, level, name, words and process; anything else is left out."""

REQUEST: ContextVar[str] = ContextVar("lianshen_request", default="")
"""Number of the request that is being answered here; threads that work for it know it, too."""

_LEVELS = {"DEBUG": "细节", "INFO": "消息", "WARNING": "警告", "ERROR": "错误", "CRITICAL": "严重"}
_OURS, _TRAIL = logging.getLogger("lianshen"), logging.getLogger("lianshen.trail")


def set_up_logs(settings: Settings) -> None:
    """Let this process log to standard error as the settings say; may be called again."""
    _take_down()
    logging.getLogger().addHandler(_Handler(settings.log))
    _OURS.setLevel(settings.log_level.upper())
    # Whole, whatever else is to be logged, where it is kept as a proof; at a terminal it would be noise.
    _TRAIL.setLevel(logging.INFO if settings.log == "json" else logging.NOTSET)


@contextmanager
def logs(settings: Settings) -> Iterator[None]:
    """Log as the settings say while the block runs."""
    set_up_logs(settings)
    try:
        yield
    finally:
        _take_down()
        _OURS.setLevel(logging.NOTSET)
        _TRAIL.setLevel(logging.NOTSET)


def _take_down() -> None:
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, _Handler)]:
        root.removeHandler(handler)


class _Handler(logging.StreamHandler[Any]):
    """Writes to what is standard error at that moment, each event by one call."""

    def __init__(self, form: str) -> None:
        super().__init__(sys.stderr)
        self.setFormatter(_Json() if form == "json" else _Text())

    def emit(self, record: logging.LogRecord) -> None:
        """Write an event."""
        self.stream = sys.stderr
        record.request = REQUEST.get()
        record.trace = trace_number()
        super().emit(record)


class _Text(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created).astimezone().isoformat(" ", "seconds")
        number = getattr(record, "request", "")
        said = f"{at} {_LEVELS[record.levelname]} {safe(record.getMessage())}" + (
            f"（请求 {number}）" if number else ""
        )
        return f"{said}\n{self.formatException(record.exc_info)}" if record.exc_info else said

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the standard library's name
        return located(ei[1])


class _Json(OrjsonFormatter):
    def __init__(self) -> None:
        super().__init__(("time", "level", "event", "message", "process"))

    def format(self, record: logging.LogRecord) -> str:
        record.time = datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds")
        record.level = record.levelname.lower()
        record.event = getattr(record, "event", None) or record.name
        return super().format(record)

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        """Leave out what has no place in the log, what is not known, and what would begin another line."""
        log_data["message"] = safe(str(log_data["message"]))
        known = {*self._required_fields, *FIELDS, "exc_info"}
        return {name: value for name, value in log_data.items() if name in known and value not in {None, ""}}

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the standard library's name
        return located(ei[1])

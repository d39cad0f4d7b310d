"""Each answer as an event of the log."""

import logging

from api.http.answered import Answer

_QUIET = ("/healthz", "/readyz", "/metrics", "/static")
"""Routes that machines ask for all day; they are told only to those who want every detail."""
_LOG = logging.getLogger("lianshen.requests")


def log_answer(answer: Answer) -> None:
    """Write down what came of a request: an error of the program, a warning where it was kept from work."""
    level = _level(answer)
    if _LOG.isEnabledFor(level):
        ms = round(answer.seconds * 1000, 1)
        _LOG.log(
            level,
            "%s %s：%d，%s 毫秒",
            answer.method,
            answer.route,
            answer.status,
            ms,
            extra={
                "event": "request",
                "method": answer.method,
                "route": answer.route,
                "status": answer.status,
                "ms": ms,
                "kind": answer.kind,
                "account_id": answer.account_id,
            },
        )


def _level(answer: Answer) -> int:
    if answer.status == 500:
        return logging.ERROR
    if answer.status > 500:
        return logging.WARNING
    return logging.DEBUG if answer.route.startswith(_QUIET) else logging.INFO

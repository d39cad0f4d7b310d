"""What is done to accounts and at the door, told where those look who watch over a place.

Deeds (an account made, a token taken back …) are steps of the trail, written in the transaction of the deed.
What happens at the door many times a day, or may be made to happen by strangers, goes to the log instead: the
trail can never be shortened. Neither holds a password, a key or a token, nor what was typed as a name: people
type passwords where the name belongs.
"""

import logging
from typing import Literal

from sqlalchemy.orm import Session

from api.storage.schema import AccountRow
from api.trail.by import By
from api.trail.recording import record

Deed = Literal[
    "account_added",
    "account_disabled",
    "account_enabled",
    "password_changed",
    "password_given",
    "second_factor_added",
    "second_factor_removed",
    "recovery_code_used",
    "sessions_ended",
    "token_issued",
    "token_revoked",
]
"""Kinds of steps of the trail."""

Event = Literal[
    "logged_in",
    "logged_out",
    "log_in_refused",
    "code_refused",
    "log_in_delayed",
    "log_in_disabled",
    "token_refused",
    "not_allowed",
    "form_refused",
    "not_there",
    "input_refused",
    "limit_reached",
    "too_many_requests",
]
"""What is logged; all but the first two are refusals."""
_FINE = {"logged_in", "logged_out"}

_LOG = logging.getLogger("lianshen.door")
_LOG.setLevel(logging.INFO)  # whatever else is to be logged: who came in must be known afterwards


def done(session: Session, by: By | None, kind: Deed, told: str, account: AccountRow, **more: object) -> None:
    """Write down what was done to an account, in the transaction that does it.

    Args:
        session: of the deed.
        by: who did it; ``None`` for nobody, as in a test, which leaves no step.
        kind: of the step.
        told: in Chinese.
        account: to which.
        more: what JSON can hold of it.
    """
    if by:
        about = {"account": account.id, "name": account.name, **more}
        record(session, by.actor, kind, f"{told}（{account.display}，{account.name}）", about, by.account_id)


def at_the_door(  # noqa: PLR0913 - what is logged
    event: Event,
    said: str,
    *,
    account_id: int | None = None,
    line: str = "",
    route: str = "",
    kind: str = "",
) -> None:
    """Log what happened when somebody wanted to come in or to do something; a refusal is a warning.

    Args:
        event: what it was, for programs.
        said: in Chinese.
        account_id: whose account it was about, where that is known.
        line: of the network, from which it came (:func:`api.http.line.line_of`).
        route: what was wanted, as the program writes it, never as it was asked for.
        kind: of the error that was answered.
    """
    _LOG.log(
        logging.INFO if event in _FINE else logging.WARNING,
        "%s（账号 %s，来自 %s）",
        f"{said} {route}" if route else said,
        account_id or "不明",
        line or "本机",
        extra={"event": event, "account_id": account_id, "line": line, "route": route, "kind": kind},
    )

"""Writing down a step, in the transaction of what was done: both are kept, or neither.

Once it is kept, its number and digest are logged. Where logs are sent to another machine, a trail that was
made anew here, or cut at its end, no longer fits those noted there (``lianshen trail verify --noted``).
"""

import logging
from collections.abc import Mapping
from datetime import UTC, datetime

import orjson
from sqlalchemy import event, select, text
from sqlalchemy.orm import Session

from api.safe import safe
from api.storage.learning_schema import TrailEndRow, TrailRow
from api.trail.step import digest_of

_LOCK = 0x7472_6169_6C
"""The number of our advisory lock on PostgreSQL: ``trail`` in ASCII."""
_LONGEST_ACTOR = 60
_LOG = logging.getLogger("lianshen.trail")


def lock(session: Session) -> None:
    """Have all others wait who want to record something, until the transaction has ended."""
    session.connection()  # only with it begins the transaction, in which SQLite keeps the file to itself
    if session.get_bind().dialect.name != "sqlite":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def record(  # noqa: PLR0913, PLR0917 - the columns of its row
    session: Session,
    actor: str,
    kind: str,
    told: str,
    details: Mapping[str, object],
    account_id: int | None = None,
) -> int:
    """Add a step to the trail, and return its number.

    Others who want to record one wait until the transaction has ended: two steps that follow the same one
    would fork the chain.

    Args:
        session: the one that does what is recorded, see :meth:`api.storage.database.Database.writing`.
        actor: who did it, as shown.
        kind: such as ``promote``; at most 30 characters.
        told: what was done, in Chinese. Never words of a draft: a step cannot be taken out again.
        details: what JSON can hold of it; likewise.
        account_id: of who did it on the page.
    """
    lock(session)
    number, before = _newest(session)
    row = TrailRow(
        id=number + 1,
        made=datetime.now(UTC),
        account_id=account_id,
        actor=safe(actor)[:_LONGEST_ACTOR],
        kind=kind,
        told=safe(told),
        details=orjson.dumps(details),
        before=before,
    )
    row.digest = digest_of(row)
    session.add(row)
    session.merge(TrailEndRow(id=1, step=row.id, digest=row.digest))
    session.flush()
    _log_when_kept(session, row.id, row.digest, kind, account_id)
    return row.id


def _newest(session: Session) -> tuple[int, str]:
    """Return number and digest of the step that the next one follows.

    That is the one noted as the newest, even where it is no longer there: where the end was cut off, the gap
    stays in the trail.
    """
    noted = session.execute(select(TrailEndRow.step, TrailEndRow.digest)).one_or_none()
    found = session.execute(select(TrailRow.id, TrailRow.digest).order_by(TrailRow.id.desc()).limit(1))
    (number, digest), there = noted or (0, ""), found.one_or_none()
    return (there.id, there.digest) if there and there.id > number else (number, digest)


def _log_when_kept(session: Session, number: int, digest: str, kind: str, account_id: int | None) -> None:
    """Log a step when its transaction has ended well; names and words stay in the trail."""

    def log(_session: Session) -> None:
        about = {"step": number, "digest": digest, "kind": kind, "account_id": account_id}
        _LOG.info("留痕第 %d 步：%s，摘要 %s", number, kind, digest, extra={"event": "trail", **about})

    event.listen(session, "after_commit", log, once=True)

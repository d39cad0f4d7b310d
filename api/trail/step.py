"""One step of the trail, and the digest that chains it to the one before."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson

from api.storage.learning_schema import TrailRow


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done.

    Attributes:
        id: from 1, without gaps.
        made: when, in UTC.
        account_id: who did it on the page; ``None`` for the command line and the program itself.
        actor: who did it, as shown.
        kind: such as ``promote``.
        told: in Chinese.
        details: JSON of what belongs to it, as stored.
        before: digest of the step before it; empty for the first.
        digest: SHA-256 of all the above.
    """

    id: int
    made: datetime
    account_id: int | None
    actor: str
    kind: str
    told: str
    details: bytes
    before: str
    digest: str


def step_of(row: TrailRow) -> Step:
    """Return the step that a row of the table holds."""
    who = (row.account_id, row.actor)
    return Step(row.id, row.made, *who, row.kind, row.told, bytes(row.details), row.before, row.digest)


def digest_of(row: TrailRow) -> str:
    """Return the SHA-256 of everything a row says but its own digest, in hexadecimal digits.

    It is of a JSON list on one line, in which no part can pass for another, and of the details below it; the
    time counts to the microsecond, which both databases keep.
    """
    when = row.made.astimezone(UTC).isoformat(timespec="microseconds")
    parts = [row.id, when, row.account_id, row.actor, row.kind, row.told, row.before]
    return hashlib.sha256(orjson.dumps(parts) + b"\n" + bytes(row.details)).hexdigest()

"""A desk full of drafts on a database of its own, and people signed in at it, to measure with."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

import orjson

from api.accounts import accounts, sessions
from api.accounts.roles import Role
from api.batch.packed import pack
from api.batch.rows import Entry, Origin
from api.bulk.tables import shuffled
from api.desk.corrected import brief_of
from api.desk.pieces import put
from api.http.app import COOKIE
from api.http.cookies import signer
from api.http.keys import signing_key
from api.storage.database import Database
from model.draft import Draft
from model.reviewer import Reviewer
from training.fit import Progress
from training.labels import read_corpus

_BEGAN: Final = datetime(2026, 10, 5, 1, tzinfo=UTC)
_DELEGATIONS: Final = 30
_AT_ONCE: Final = 1000
_HOURS: Final = 12


def drafts_drawn(number: int) -> list[Draft]:
    """Return drafts made of sentences of the corpus drawn by lot."""
    return list(islice(shuffled([labelled.draft for labelled in read_corpus().drafts]), number))


def fill(database: Database, reviewer: Reviewer, drafts: Sequence[Draft], progress: Progress) -> None:
    """Review drafts and put them on the desk, as if each had come from a row of a table."""
    numbered = enumerate(zip(drafts, reviewer.review_many(drafts), strict=True), 1)
    while lot := list(islice(numbered, _AT_ONCE)):
        with database.writing() as session:
            for number, (draft, review) in lot:
                fields = {"代表": f"代表{number}", "代表团": f"第{number % _DELEGATIONS + 1}代表团"}
                entry = Entry(number, Origin("建议.xlsx", "建议", number + 1), draft, fields)
                received = _BEGAN + timedelta(seconds=number)
                put(session, entry, pack(draft, review).review, brief_of(review), received)
        progress("放上审核台", lot[-1][0] / len(drafts))


def signed_in(
    database: Database, key_file: Path, names: Sequence[str], role: Role, csrf: str = ""
) -> Iterator[str]:
    """Make accounts and yield the cookie of each; to sign in by password is not what is measured.

    Args:
        database: of the service.
        key_file: the key that signs its cookies.
        names: of the accounts.
        role: of all of them.
        csrf: the token that their forms carry.
    """
    signs = signer(signing_key(key_file))
    for name in names:
        account = accounts.add(database, name, "测速", role, "benchmark on this machine")
        content = {"key": sessions.start(database, account.id, _HOURS), "csrf": csrf}
        yield f"{COOKIE}={signs.sign(b64encode(orjson.dumps(content))).decode()}"

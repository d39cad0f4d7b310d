"""Fifty people who write into one file of SQLite at once, while another program keeps it for a while."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from statistics import median, quantiles

from api.faults.clients import Ledger, at_work, lost, unclear
from api.faults.home import DEPUTIES, REVIEWERS, Home
from api.faults.notes import Notes
from api.faults.result import Part
from api.faults.service import running
from api.faults.soundness import broken_database, broken_desk
from training.fit import Progress

_PEOPLE = 50
_SECONDS = 6.0
_HELD = 5.0
_QUEUE = ("数据库正忙",)


def many(home: Home, place: Path, progress: Progress) -> Part:
    """Let fifty people write; the arguments are those of :func:`api.faults.disk.full`."""
    notes = Notes("writers")
    for workers in (1, 2):
        progress("几十人同时写", (workers - 1) / 2)
        own = home.copied(place / "home")
        with running(own, place / "said", workers=workers) as service, own.database() as database:
            ledger, each = Ledger(), _PEOPLE // (DEPUTIES + REVIEWERS)
            with at_work(service.address, own, database, ledger, each=each, steadfast=True):
                time.sleep(_SECONDS / 2)
                _keep_to_oneself(own.file)
                time.sleep(_SECONDS / 2)
            taken = sorted(answer.seconds for answer in ledger.answers)
            late = quantiles(taken, n=20)[-1]
            notes.say(
                f"{_PEOPLE} 人同时写，{workers} 个进程，中间有 {_HELD:g} 秒别的程序占着数据库：存了 "
                f"{len(ledger.saved):,} 次，没有存下 {len(ledger.failed):,} 次；一半不超过 "
                f"{1000 * median(taken):,.0f} 毫秒，九成五不超过 {1000 * late:,.0f} 毫秒，"
                f"最慢 {max(taken):.1f} 秒"
            )
            notes.expect(true=not ledger.failed, otherwise=f"{len(ledger.failed)} 次没有存下")
            notes.look(unclear(ledger.failed, *_QUEUE), lost(database, ledger.saved))
            notes.look(broken_database(database), broken_desk(database))
        said = (place / "said").read_text("utf-8", "replace")
        notes.expect(true="is locked" not in said, otherwise="服务的输出里有 database is locked")
    return notes.part()


def _keep_to_oneself(file: Path) -> None:
    """Keep everybody else from writing for a while, as a backup by hand does."""
    with closing(sqlite3.connect(file, timeout=30, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        time.sleep(_HELD)
        connection.execute("ROLLBACK")

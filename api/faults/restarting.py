"""PostgreSQL started anew while people save, in order and by a crash: the service goes on by itself."""

import signal
import time
from dataclasses import replace
from pathlib import Path

from api.bulk.full_desk import drafts_drawn, fill, signed_in
from api.faults.clients import Ledger, at_work, lost, unclear
from api.faults.home import CSRF, DEPUTIES, REVIEWERS, Home
from api.faults.notes import Notes
from api.faults.postgresql import Postgresql, binaries, postgresql
from api.faults.result import Part
from api.faults.service import Service, running, status
from api.faults.soundness import broken_database, broken_desk
from api.settings import PREFIX
from api.storage.database import Database
from api.storage.migrate import migrate
from model.reviewer import Reviewer
from training.fit import Progress

_RESTARTS = (signal.SIGINT, signal.SIGQUIT, signal.SIGINT, signal.SIGQUIT)
_BETWEEN, _AWAY = 1.5, 0.5
_SOON = 5.0
"""Seconds after which whoever saves must succeed again."""
_WORDS = ("数据库连不上", "数据库正在启动", "数据库正在重新启动")


def restarted(home: Home, place: Path, progress: Progress) -> Part:
    """Start PostgreSQL anew under load; the arguments are those of :func:`api.faults.disk.full`."""
    notes = Notes("postgres")
    found = binaries()
    if found is None:
        return notes.part("没有装 PostgreSQL")
    with postgresql(found) as server:
        for workers in (1, 2):
            progress("数据库重新启动", (workers - 1) / 2)
            url = server.url(server.new())
            own, database = home.copied(place / "home"), Database.open(url)
            own = _furnished(own, database)
            said = place / "said"
            with running(own, said, workers=workers, more={f"{PREFIX}DATABASE_URL": url}) as service:
                ledger = _under_load(server, service, own, database, notes)
                notes.expect(true=status(service.address) == 200, otherwise="重新启动以后服务没有准备好")
            notes.look(unclear(ledger.failed, *_WORDS), lost(database, ledger.saved))
            notes.look(broken_database(database), broken_desk(database))
            words = said.read_text("utf-8", "replace")
            notes.expect(true="Traceback" not in words, otherwise="服务的输出里有 Traceback")
            database.close()
    return notes.part()


def _under_load(server: Postgresql, service: Service, own: Home, database: Database, notes: Notes) -> Ledger:
    ledger, waits = Ledger(), []
    with at_work(service.address, own, database, ledger, each=2, steadfast=True):
        for how in _RESTARTS:
            time.sleep(_BETWEEN)
            server.stop(how)
            time.sleep(_AWAY)
            server.start()
            waits.append(_wait_for_success(ledger))
        time.sleep(_BETWEEN)
    notes.say(
        f"{2 * (DEPUTIES + REVIEWERS)} 人在保存，PostgreSQL 重新启动 {len(_RESTARTS)} 次，其中两次如同崩溃："
        f"存了 {len(ledger.saved):,} 次，{len(ledger.failed):,} 次请他们再试；"
        f"数据库启动以后最多 {max(waits):.2f} 秒又存得下"
    )
    notes.expect(true=max(waits) <= _SOON, otherwise=f"数据库启动 {_SOON:g} 秒以后还存不下")
    return ledger


def _wait_for_success(ledger: Ledger) -> float:
    before, began = len(ledger.saved), time.monotonic()
    while len(ledger.saved) == before and time.monotonic() - began < 4 * _SOON:
        time.sleep(0.01)
    return time.monotonic() - began


def _furnished(home: Home, database: Database) -> Home:
    """Put people and drafts into an empty database."""
    migrate(database)
    reviewer = Reviewer.load(home.folder / "models" / home.models[0], "fast")
    fill(database, reviewer, drafts_drawn(120), lambda _stage, _share: None)
    key = home.folder / "secret.key"
    deputies = signed_in(database, key, [f"deputy{number}" for number in range(DEPUTIES)], "deputy", CSRF)
    reviewers = signed_in(
        database, key, [f"reviewer{number}" for number in range(REVIEWERS)], "reviewer", CSRF
    )
    return replace(home, deputies=tuple(deputies), reviewers=tuple(reviewers))

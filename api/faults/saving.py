"""Kills while people hand in and decide: what was answered for is there, and nothing is half there."""

import random
import socket
import time
from functools import partial
from pathlib import Path

from api.errors import ServiceFailed
from api.faults.clients import Ledger, at_work, lost
from api.faults.home import Home
from api.faults.kind import Kind
from api.faults.service import Service, serve_here, start, wait_until_ready
from api.faults.soundness import broken_database, broken_desk, broken_models
from api.faults.victims import Victims, kill_all
from api.load.client import Address

_AT_ONCE = 0.4
"""Seconds after which a service is killed at the latest, from when it is ready."""
_ANEW = 60
"""Kills after which the data folder is a new one: looking at all of it takes longer the more there is."""
_WHOLE_EVERY = 20
_STARTING = 0.15
"""Share of kills that hit the service while it starts."""


class Saving(Kind):
    """The service killed while ten people save.

    Attributes:
        starts: of ``lianshen serve`` after a kill: its processes, the seconds from the command until it was
            ready, and the seconds of processor time that this took.
    """

    name, share = "保存（提交、接收、重新处理）", 14

    def __init__(self, lots: random.Random, home: Home, place: Path) -> None:
        """Prepare.

        Args:
            lots: of the moments.
            home: that the data folder is a copy of.
            place: for files of its own.
        """
        super().__init__(lots)
        self.starts: list[tuple[int, float, float]] = []
        self._made, self._place = home, place
        self._ledger, self._counted = Ledger(), 0
        self._renew()

    def kill(self) -> None:
        """Start the service anew, look whether all is there, have people save, and kill it."""
        number = self.tally.kills + 1
        if number % _ANEW == 0:
            self._renew()
        try:
            if number % _WHOLE_EVERY == 0:
                self._kill_program(1 + number // _WHOLE_EVERY % 2)
            else:
                self._kill_copy()
        except ServiceFailed as error:
            self.tally.note([str(error)])
            self._renew()

    def close(self) -> None:
        """Look at what the last kill has left, as the next start would."""
        self._kill_copy(last=True)

    def _kill_program(self, workers: int) -> None:
        service = start(self._home, self._place / "said", workers=workers)
        self.starts.append((workers, service.start, service.processor))
        try:
            self._check()
            with (
                self._home.database() as database,
                at_work(service.address, self._home, database, self._ledger),
            ):
                if workers > 1:
                    self._kill_one(service)
                time.sleep(self._lots.uniform(0.0, 2 * _AT_ONCE))
                service.kill()
        finally:
            service.kill()
        self._count(whole=True)

    def _kill_one(self, service: Service) -> None:
        """Kill one of several server processes: the others answer, and another takes its place."""
        time.sleep(self._lots.uniform(0.0, _AT_ONCE))
        kill_all(self._lots.choice(service.workers))
        try:
            wait_until_ready(service.address)
        except ServiceFailed:
            self.tally.note(["一个进程被终止以后，服务不再答复"])

    def _kill_copy(self, *, last: bool = False) -> None:
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", 0))
            listener.listen()
            address = Address("127.0.0.1", listener.getsockname()[1])
            victim = self._victims.begin(partial(serve_here, listener))
            if not last and self._lots.random() < _STARTING:
                self._victims.kill(victim, self._lots.uniform(0.0, _AT_ONCE))
                self._count()
                return
            listener.close()
            try:
                wait_until_ready(address)
                self._check()
                if not last:
                    with (
                        self._home.database() as database,
                        at_work(address, self._home, database, self._ledger),
                    ):
                        self._victims.kill(victim, self._lots.uniform(0.0, _AT_ONCE))
                    victim = 0
            finally:
                if victim:
                    self._victims.kill(victim, 0.0)
        if not last:
            self._count()

    def _check(self) -> None:
        """Look whether all is there that was answered for; the service that is running is left alone."""
        saved = self._ledger.saved
        with self._home.database() as database:
            self.look(lost(database, saved), broken_desk(database), broken_database(database))
        self.look(broken_models(self._home.folder, frozenset(self._home.models)))

    def _count(self, *, whole: bool = False) -> None:
        self.tally.kills += 1
        self.tally.whole += whole
        self.tally.acknowledged += len(self._ledger.saved) - self._counted
        self._counted = len(self._ledger.saved)

    def _renew(self) -> None:
        self._home = self._made.copied(self._place / "home")
        self._victims = Victims(self._place / "said", self._home.environment)
        self._ledger, self._counted = Ledger(), 0

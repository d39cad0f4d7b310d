"""Kills of imports: batches that were uploaded, files of labels, a list of units."""

import os
import random
import shutil
import time
from collections import Counter
from functools import partial
from pathlib import Path

import orjson
from sqlalchemy import select

from api.batches import table
from api.batches.places import inputs_of, new_arrival
from api.batches.running import run_batch
from api.faults.home import Home, drafts_of, write_lines
from api.faults.kind import Kind
from api.faults.soundness import broken_batches, broken_database, broken_desk
from api.faults.victims import Victims
from api.labels.importing import Asked, import_labels
from api.storage.database import Database
from api.storage.learning_schema import LabelRow
from api.units.exporting import bundled_list, export_units
from api.units.importing import import_units
from api.units.own import own_list
from api.units.today import names_of
from model.content import units

_DRAFTS = 400
_LABELS = 700
_ANEW = 12
"""Batches or imports after which the data folder is a new one."""


class Batches(Kind):
    """A batch scored and put on the desk by the process that the service has for it."""

    name, share = "成批上传的审读和登记", 8

    def __init__(self, lots: random.Random, home: Home, place: Path) -> None:
        """Prepare, and let one batch come to its end; the arguments are those of :class:`Saving`."""
        super().__init__(lots)
        self._made, self._place = home, place
        self._source = write_lines(place / "建议.jsonl", _DRAFTS)
        self._renew()
        began = time.perf_counter()
        self._victims.copy(partial(_score_batch, self._home.url, self._number), None)
        self._takes = time.perf_counter() - began
        self._upload()

    def kill(self) -> None:
        """Kill it, or look at what came of it."""
        work = partial(_score_batch, self._home.url, self._number)
        self.attempt(partial(self._victims.copy, work), self._takes)
        with self._home.database() as database:
            self.look(broken_database(database), broken_desk(database))
            batch = table.find(database, self._number)
            if batch and batch.under_way:
                return
            self.look(broken_batches(database, {self._number: _DRAFTS}))
        if self._number >= _ANEW:
            self._renew()
        else:
            self._upload()

    def _renew(self) -> None:
        self._home = self._made.copied(self._place / "home")
        self._victims = Victims(self._place / "said", self._home.environment)
        self._upload()

    def _upload(self) -> None:
        """Put the file into the table of batches, in a copy of this process, whose data folder it is in."""
        self._victims.copy(partial(upload, self._home.url, self._source), None)
        with self._home.database() as database:
            self._number = table.newest(database, None)[0].id


def upload(url: str, source: Path) -> None:
    """Put a file into the table of batches of the data folder that is in use in this process."""
    arrival = new_arrival()
    shutil.copy(source, arrival / "inputs" / source.name)
    database = Database.open(url)
    number = table.add(database, 1, table.Asked("试验", "fast", None), arrival)
    assert inputs_of(number).is_dir()  # noqa: S101 - it was moved there
    database.close()


def _score_batch(url: str, number: int) -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # one process that reviews
    database = Database.open(url)
    run_batch(database, number, lambda: False)
    database.close()


class Labels(Kind):
    """``lianshen labels import``, run again until it is through."""

    name, share = "导入标注", 8

    def __init__(self, lots: random.Random, home: Home, place: Path) -> None:
        """Prepare, and let one import come to its end; the arguments are those of :class:`Saving`."""
        super().__init__(lots)
        self._made, self._place = home, place
        self._file = _write_labels(place / "标注.jsonl")
        self._renew()
        began = time.perf_counter()
        self._victims.copy(self._work, None)
        self._takes = time.perf_counter() - began
        self._expected = self._kept()
        self._renew()

    def kill(self) -> None:
        """Kill it, or compare what it has kept with what an import keeps that nobody disturbs."""
        killed = self.attempt(partial(self._victims.copy, self._work), self._takes)
        kept = self._kept()
        twice = [text for text, count in kept.items() if count > 1]
        self.look((f"收了两遍：{text[0]}" for text in twice[:3]), self._broken())
        if not killed:
            if kept != self._expected:
                self.tally.note([f"收了 {kept.total()} 条，应有 {self._expected.total()} 条"])
            self._renew()

    def _broken(self) -> list[str]:
        with self._home.database() as database:
            return list(broken_database(database))

    def _kept(self) -> Counter[tuple[str, bytes]]:
        asked = select(LabelRow.digest, LabelRow.said).where(LabelRow.withdrawn.is_(None))
        with self._home.database() as database, database.session() as session:
            return Counter((digest, bytes(said)) for digest, said in session.execute(asked))

    def _work(self) -> None:
        database = Database.open(self._home.url)
        import_labels(database, Asked(self._file), names_of(database).today, lambda _problem: None)
        database.close()

    def _renew(self) -> None:
        self._home = self._made.copied(self._place / "home")
        self._victims = Victims(self._place / "said", self._home.environment)


def _write_labels(path: Path) -> Path:
    """Write labels of different drafts as JSON Lines, as ``lianshen labels export`` does."""
    names = list(units())
    with path.open("wb") as file:
        for number, draft in enumerate(drafts_of(_LABELS)):
            said = {"main": names[number % len(names)], "flags": {"vague": bool(number % 2)}}
            row = {"title": draft.title, "body": draft.body, "annotator": "李审核", **said}
            file.write(orjson.dumps(row) + b"\n")
    return path


class Units(Kind):
    """``lianshen units import``: the list is the former one or the new one, never half of it."""

    name, share = "导入单位名单", 12

    def __init__(self, lots: random.Random, home: Home, place: Path) -> None:
        """Prepare, and let one import come to its end; the arguments are those of :class:`Saving`."""
        super().__init__(lots)
        self._home = home.copied(place / "home")
        self._victims = Victims(place / "said", self._home.environment)
        self._files = [place / "单位甲.jsonl", place / "单位乙.jsonl"]
        export_units(bundled_list(), self._files[0])
        lines = self._files[0].read_bytes().splitlines()
        self._files[1].write_bytes(b"\n".join(lines[:-1]) + b"\n")  # one unit less
        self._turn = 0
        began = time.perf_counter()
        self._victims.copy(partial(self._work, 0), None)
        self._takes = time.perf_counter() - began
        self._whole = [self._names()]
        self._victims.copy(partial(self._work, 1), None)
        self._whole.append(self._names())

    def kill(self) -> None:
        """Kill it, and look whether the list is one of the two."""
        self.attempt(partial(self._victims.copy, partial(self._work, self._turn % 2)), self._takes)
        self._turn += 1
        names = self._names()
        if names not in self._whole:
            self.tally.note([f"名单有 {len(names)} 个单位，哪一份都不是"])
        with self._home.database() as database:
            self.look(broken_database(database))

    def _names(self) -> tuple[str, ...]:
        with self._home.database() as database, database.session() as session:
            return tuple(unit.name for unit in own_list(session).units)

    def _work(self, which: int) -> None:
        database = Database.open(self._home.url)
        import_units(database, self._files[which], "命令行")
        database.close()

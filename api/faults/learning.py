"""Kills of trainings and of switches from one model to another: exactly one whole model is in use, always."""

import random
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import delete

from api.faults.home import Home, drafts_of, learn, loaded, other
from api.faults.kind import Kind
from api.faults.soundness import broken_database, broken_models, broken_use
from api.faults.victims import Victims
from api.labels.record import Record, row_of
from api.models.switching import Models
from api.models.used import used_lately
from api.storage.database import Database
from api.storage.learning_schema import TrainingRow
from api.trainings import running
from api.trainings.foreground import train_now
from api.trainings.progress import Report
from api.trainings.running import Means
from api.trainings.table import By, newest
from model.bundle import save_bundle
from training.local.comparison import Comparison
from training.local.label import Label
from training.local.said import Said
from training.local.snapshot import Snapshot
from training.train import keep

_BY = By("试验")
_SAID, _MADE = Said(main="教育局"), datetime(2026, 3, 2, 2, tzinfo=UTC)
_LABELS = 300
_LEARNS_EVERY = 12
_WHOLE_EVERY = 150
_ANEW = 25
_WHOLE_SECONDS = 25.0
"""Within which whole programs that train are killed; to their end they would take minutes."""


class Training(Kind):
    """``lianshen train``: learnt, written, put in use. Mostly what is learnt is there already."""

    name, share = "训练（lianshen train）", 12

    def __init__(self, lots: random.Random, home: Home, place: Path) -> None:
        """Prepare, and let one training come to its end; the arguments are those of :class:`Saving`."""
        super().__init__(lots)
        self._home = home.copied(place / "home")
        self._victims = Victims(place / "said", self._home.environment)
        self._bundle = loaded(home, home.models[0])
        self._known, self._seed = set(home.models), 1
        self._takes = self._timed(partial(keep, other(self._bundle, 0), self._home.folder))
        self._learning = self._timed(partial(learn, self._home.folder, 2))
        self._known |= {path.name for path in (self._home.folder / "models").glob("f*-*")}

    def kill(self) -> None:
        """Kill it, and look which model is in use."""
        number = self.tally.kills + self.tally.ended
        if number % _WHOLE_EVERY == _WHOLE_EVERY - 1:
            program = partial(self._victims.program, "train")
            self.attempt(lambda seconds: program(seconds=seconds), _WHOLE_SECONDS, whole=True)
        elif number % _LEARNS_EVERY == _LEARNS_EVERY - 1:
            self._kill(partial(learn, self._home.folder, self._next()), self._learning)
        else:
            self._kill(partial(keep, other(self._bundle, self._next()), self._home.folder), self._takes)
        there = {path.name for path in (self._home.folder / "models").glob("f*-*")}
        self._known |= there  # whole ones only: each is looked at when it is in use
        self.look(broken_models(self._home.folder, frozenset(self._known)))
        self._clear()

    def _kill(self, work: Callable[[], object], takes: float) -> None:
        self.attempt(partial(self._victims.copy, work), takes)

    def _next(self) -> int:
        self._seed += 1
        return self._seed

    def _timed(self, work: Callable[[], object]) -> float:
        began = time.perf_counter()
        self._victims.copy(work, None)
        return time.perf_counter() - began

    def _clear(self) -> None:
        """Remove the models that are not in use, and look whether one of them is half there."""
        models = self._home.folder / "models"
        current = (models / "current").read_text("utf-8").strip()
        for folder in models.glob("f*-*"):
            if folder.name == current:
                continue
            try:
                loaded(self._home, folder.name)
            except Exception as error:  # whatever is wrong with it
                self.tally.note([f"{folder.name} 只有一半：{error}"])
            shutil.rmtree(folder)


class Retraining(Kind):
    """``lianshen train --with-labels``: frozen, learnt, compared; the learning itself takes no time here."""

    name, share = "再训练（lianshen train --with-labels）", 16

    def __init__(self, lots: random.Random, home: Home, place: Path) -> None:
        """Prepare, and let one retraining come to its end; the arguments are those of :class:`Saving`."""
        super().__init__(lots)
        self._made, self._place = home, place
        self._bundle = loaded(home, home.models[0])
        self._renew()
        began = time.perf_counter()
        self._victims.copy(self._work, None)
        self._takes = time.perf_counter() - began
        self._renew()

    def kill(self) -> None:
        """Kill it; where it came to its end, look what came of it."""
        if (self.tally.kills + self.tally.ended) % _WHOLE_EVERY == _WHOLE_EVERY - 1:
            program = partial(self._victims.program, "train", "--with-labels")
            killed = self.attempt(lambda seconds: program(seconds=seconds), _WHOLE_SECONDS, whole=True)
        else:
            killed = self.attempt(partial(self._victims.copy, self._work), self._takes)
        with self._home.database() as database:
            self.look(
                broken_database(database), broken_models(self._home.folder, frozenset(self._home.models[:1]))
            )
            found = newest(database, 2)
            states = {training.state for training in found}
            if not killed and states != {"done"}:
                self.tally.note([f"接着做完以后是 {'、'.join(sorted(states))}"])
            if states == {"done"}:  # some are killed when there is nothing left to do
                with database.writing() as session:
                    session.execute(delete(TrainingRow))
        if not killed and self.tally.ended % _ANEW == 0:
            self._renew()

    def _work(self) -> None:
        running.means = lambda: Means(self._retrain, _nothing_lacking, _compare)
        database = Database.open(self._home.url)
        train_now(database, self._home.folder, _BY, lambda _stage, _share: None)
        database.close()

    def _retrain(self, snapshot: Snapshot, home: Path, *, progress: Report) -> Path:
        progress("学习标注", 0.5)
        return save_bundle(other(self._bundle, len(snapshot.labels)), home / "models")

    def _renew(self) -> None:
        self._home = self._made.copied(self._place / "home")
        self._victims = Victims(self._place / "said", self._home.environment)
        labels = [Label(draft, _SAID, "李审核", _MADE, "import") for draft in drafts_of(_LABELS)]
        with self._home.database() as database, database.writing() as session:
            session.add_all(row_of(Record(label)) for label in labels)


def _nothing_lacking(new: Path, old: Path, home: Path, *, progress: Report) -> bool:  # noqa: ARG001 - as is asked for
    return False


def _compare(new: Path, old: Path, home: Path, *, progress: Report) -> Comparison:
    progress(f"比较 {home.name} 里的两个模型", 0.5)
    return Comparison(old.name, new.name, "0" * 64, _LABELS, (), (), (), (), ())


class Switching(Kind):
    """``lianshen models promote`` and ``rollback``: the one or the other in use, and the trail says which."""

    name, share = "启用和退回模型", 24

    def __init__(self, lots: random.Random, home: Home, place: Path) -> None:
        """Prepare, and let one switch come to its end; the arguments are those of :class:`Saving`."""
        super().__init__(lots)
        self._home = home.copied(place / "home")
        self._victims = Victims(place / "said", self._home.environment)
        began = time.perf_counter()
        self._victims.copy(self._switch, None)
        self._takes = time.perf_counter() - began

    def kill(self) -> None:
        """Kill a switch, and look which model is in use, and what the trail says once somebody has looked."""
        work = self._back if self._lots.random() < 0.5 else self._switch
        self.attempt(partial(self._victims.copy, work), self._takes)
        self.look(broken_models(self._home.folder, frozenset(self._home.models)))
        with self._home.database() as database:
            Models(database, self._home.folder).notice()
            self.look(broken_database(database), broken_use(database, self._home.folder))

    def _switch(self) -> None:
        database = Database.open(self._home.url)
        models = Models(database, self._home.folder)
        version = next(each for each in self._home.models if each != models.in_use)
        models.promote(version, _BY, anyway="试验")
        database.close()

    def _back(self) -> None:
        database = Database.open(self._home.url)
        models = Models(database, self._home.folder)
        models.notice()
        if len(used_lately(database)) > 1:
            models.roll_back(_BY)
        database.close()

"""Learning that takes no time: a model drawn by lot in the place of one that was learnt."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import orjson

from api.storage.database import Database
from api.storage.learning_schema import LabelRow
from api.trainings.progress import Report
from api.trainings.running import Means
from model.bundle import save_bundle
from model.draft import Draft
from tests.api.models.compared import comparison
from tests.model.bundles import made
from training.local.comparison import Comparison
from training.local.label import digest_of
from training.local.said import Said, said_json
from training.local.snapshot import Snapshot


@dataclass
class StandIn:
    """Makes a model and a comparison, and remembers what it was asked for.

    Attributes:
        seed: of the model.
        before: called before each step, with its name.
        objections: of the comparison.
        lacking: whether comparing needs something made first.
        snapshots: that it learnt from, by their digests.
    """

    seed: int = 7
    before: Callable[[str], None] = lambda _step: None
    objections: tuple[str, ...] = ()
    lacking: bool = False
    snapshots: list[str] = field(default_factory=list)

    def retrain(self, snapshot: Snapshot, home: Path, *, progress: Report) -> Path:
        self.snapshots.append(snapshot.digest)
        for share in (0.0, 0.3, 0.6):
            self.before("retrain")
            progress("学习标注", share)
        return save_bundle(made(self.seed), home / "models")

    def found(self, new: Path, old: Path, home: Path, *, progress: Report) -> bool:
        assert {new.parent, old.parent} == {home / "models"}
        self.before("found")
        progress("没学过这些题材的一份", 0.5)
        made, self.lacking = self.lacking, False
        return made

    def compare(self, new: Path, old: Path, home: Path, *, progress: Report) -> Comparison:
        assert (home / "models").is_dir()
        self.before("compare")
        progress("比较两个模型", 0.5)
        return comparison(old.name, new.name, *self.objections)

    def means(self) -> Means:
        return Means(self.retrain, self.found, self.compare)


def killed_at(home: Path) -> None:
    """Stand in for learning in a process of its own, slowly, and write down which step was begun."""
    from api.trainings import running  # noqa: PLC0415 - the process that is killed

    def note(step: str) -> None:
        with (home / "steps").open("a", encoding="utf-8") as file:
            file.write(f"{step} {os.getpid()}\n")
        time.sleep(0.4)

    running.means = StandIn(before=note).means


def add_labels(database: Database, count: int) -> None:
    """Put labels into the store, all of different drafts."""
    with database.writing() as session:
        for number in range(count):
            draft = Draft(f"关于修第 {number} 条路的建议", f"第 {number} 条路坏了。建议县交通运输局修好。")
            session.add(
                LabelRow(
                    annotator="李审核",
                    made=datetime.now(UTC),
                    source="import",
                    reference=str(number),
                    title=draft.title,
                    body=draft.body,
                    level=draft.level,
                    digest=digest_of(draft),
                    said=said_json(Said(main="县交通运输局", flags={"vague": bool(number % 2)})),
                    extra=orjson.dumps({}),
                )
            )

"""One training from the frozen labels to a model that may be promoted. Never promotes by itself.

Killed at any point, it is taken up by whoever comes next: from the same frozen labels, and without training
again where the model lies there already.
"""

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from api.errors import StorageError
from api.located import located
from api.settings import read_settings
from api.storage.database import Database
from api.trainings.ending import FAILED, STOPPED, end
from api.trainings.freezing import freeze
from api.trainings.progress import Progress, Report, Stopped
from api.trainings.table import Training, change, find
from api.trainings.tracking import check_tracking, track
from api.trainings.troubles import NO_LABEL, told
from model.bundle import load_bundle, make_room
from model.errors import BundleError, LianshenError
from model.unit_list import bundled_units
from training.default import bundle_of, ensure_bundle
from training.local.comparison import Comparison, comparison_json
from training.local.snapshot import FOLDER, Snapshot, keep_snapshot, read_snapshot

_LEARNT, _FOUND = 0.5, 0.8
"""Shares of the whole work that are done when the model is there, and when what it is compared by is."""
_LOG = logging.getLogger("lianshen")


class _Retrain(Protocol):
    def __call__(self, snapshot: Snapshot, home: Path, *, progress: Report) -> Path: ...


class _Found(Protocol):
    def __call__(self, new: Path, old: Path, home: Path, *, progress: Report) -> bool: ...


class _Compare(Protocol):
    def __call__(self, new: Path, old: Path, home: Path, *, progress: Report) -> Comparison: ...


@dataclass(frozen=True, slots=True)
class Means:
    """What learns, and what compares.

    Attributes:
        retrain: makes a model of frozen labels.
        found: makes what comparing needs first; says whether anything had to be made.
        compare: of two models.
    """

    retrain: _Retrain
    found: _Found
    compare: _Compare


def means() -> Means:
    """Return what is used; it takes seconds to import."""
    from training.local.comparing import compare, twin_bases  # noqa: PLC0415 - scikit-learn takes a second to import
    from training.local.retrain import retrain  # noqa: PLC0415 - as above

    return Means(retrain, twin_bases, compare)


def run_training(
    database: Database,
    home: Path,
    number: int,
    also: Report = lambda _stage, _share: None,
    *,
    one_step: bool = False,
) -> None:
    """Do what is left to do of a training; whatever goes wrong is written into its row.

    The caller holds the lock (:func:`api.trainings.alone.alone`).

    Args:
        database: where the training is.
        home: where the models are.
        number: of the training.
        also: told how far it is, too.
        one_step: leave off after each long step, for another process to go on: one that has learnt a model
            holds hundreds of megabytes that it has no more use for.
    """
    training = find(database, number)
    if training is None or not training.under_way:
        return
    try:
        _Run(database, home, training, Progress(database, number, also), one_step).go()
    except Stopped:
        end(database, training, "cancelled", STOPPED)
    except StorageError:  # nothing can be written down now; the training is taken up again
        raise
    except Exception as error:
        if not isinstance(error, LianshenError | OSError):
            _LOG.error("%s", located(error))
        end(database, training, "failed", FAILED, problem=told(error))


@dataclass(frozen=True, slots=True)
class _Run:
    """One attempt at a training."""

    database: Database
    home: Path
    training: Training
    progress: Progress
    one_step: bool

    def go(self) -> None:
        """Do what is left to do."""
        if self.training.stop:
            raise Stopped
        self._note(state="running", began=self.training.began or datetime.now(UTC))
        number = self.training.id
        _LOG.info("开始第 %d 次再训练。", number, extra={"event": "training_began", "training": number})
        make_room(self.home / "models")
        check_tracking(_tracking())
        snapshot = self._frozen()
        if not snapshot.labels and snapshot.units == bundled_units():
            end(self.database, self.training, "failed", FAILED, problem=NO_LABEL)
            return
        old = ensure_bundle(self.home, self.progress.part(0.0, 0.0))
        new = self._made(snapshot)
        if new is None:
            new = self._learnt(snapshot)
            if self.one_step:
                return
        comparison = None
        if new != old:
            made = means().found(new, old, self.home, progress=self.progress.part(_LEARNT, _FOUND))
            if made and self.one_step:
                return
            report = self.progress.part(_FOUND, 1.0)
            comparison = means().compare(new, old, self.home, progress=report)
        self._done(snapshot, new.name, old.name, comparison)

    def _frozen(self) -> Snapshot:
        """Return the labels as they were frozen, or freeze them now."""
        self.progress("冻结标注", 0.0)
        if self.training.snapshot:
            try:
                return read_snapshot(self.home / FOLDER / f"{self.training.snapshot}.jsonl")
            except BundleError as error:
                _LOG.warning("%s 从现在的标注重新开始。", error)
        snapshot = freeze(self.database)
        keep_snapshot(snapshot, self.home)
        self._note(snapshot=snapshot.digest, version="")
        return snapshot

    def _made(self, snapshot: Snapshot) -> Path | None:
        """Return the model that came of the labels before, if it did and is whole."""
        if self.training.version and self.training.snapshot == snapshot.digest:
            with suppress(BundleError):
                return self.home / "models" / load_bundle(bundle_of(self.home, self.training.version)).version
        return None

    def _learnt(self, snapshot: Snapshot) -> Path:
        """Return the model that comes of the labels now."""
        report = self.progress.part(0.0, _LEARNT)
        folder = means().retrain(snapshot, self.home, progress=report)
        self._note(version=folder.name)
        return folder

    def _done(self, snapshot: Snapshot, new: str, old: str, comparison: Comparison | None) -> None:
        learnt = len({label.digest for label in snapshot.labels})
        said = f"再训练完成：学了 {learnt:,} 件标注过的草稿，得到 {new}"
        if comparison is None:
            said += "，和正在用的是同一个"
        else:
            said += f"，和 {old} 比较过，" + (
                "按规则可以启用" if comparison.may_be_promoted else "按规则不能启用"
            )
        kept = b"" if comparison is None else comparison_json(comparison)
        details = {
            "snapshot": snapshot.digest,
            "labels": len(snapshot.labels),
            "version": new,
            "against": old,
        }
        end(self.database, self.training, "done", said, details, version=new, against=old, comparison=kept)
        if comparison is not None:
            track(_tracking(), comparison)

    def _note(self, **values: object) -> None:
        change(self.database, self.training.id, **values)


def _tracking() -> str:
    return read_settings().mlflow_uri.get_secret_value()

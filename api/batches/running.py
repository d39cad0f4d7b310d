"""One batch from its files to the desk: scored, put there, grouped. It goes on from where it was."""

import logging
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from api.batch.amount import about
from api.batch.inputs import entries
from api.batch.over import over
from api.batch.packed import pack
from api.batch.rows import Entry, Unread
from api.batch.scoring import Judging, cores, score
from api.batch.sources import shown
from api.batch.work import Work
from api.batches.filing import put_on_desk
from api.batches.places import inputs_of, work_of
from api.batches.progress import Progress, ServiceEnds, Stopped
from api.batches.table import Batch, change, find
from api.batches.troubles import NO_DRAFT, told
from api.errors import BatchError, OtherRun, RunBusy, StorageError
from api.home import home
from api.located import located
from api.storage.database import Database
from api.storage.desk_schema import BatchState
from model.bundle import load_bundle
from model.errors import BundleError, BundleNotFound, LianshenError
from training.default import bundle_in_use, bundle_of

_ENDS: dict[BatchState, str] = {"done": "完成", "cancelled": "停下了", "failed": "没有做成"}
_LOG = logging.getLogger("lianshen")


def run_batch(database: Database, number: int, stopping: Callable[[], bool]) -> None:
    """Score a batch and put it on the desk; whatever goes wrong is written into its row.

    Nothing is done where nothing is left to do, or where another process is at it.

    Args:
        database: where the batch is.
        number: of the batch.
        stopping: asked now and then whether the process is to end; what is done by then is kept.
    """
    try:
        batch = find(database, number)
        if batch is not None and batch.under_way:
            _Run(database, batch, stopping).go()
    except (ServiceEnds, RunBusy):
        return
    except StorageError as error:  # nothing can be written down now; the batch is taken up again
        _LOG.warning("%s", error)
    except Exception as error:
        if not isinstance(error, LianshenError | OSError):
            _LOG.error("%s", located(error), extra={"event": "unforeseen", "batch": number})
        _LOG.error(
            "批次 %d 没有做成（%s）。",
            number,
            type(error).__name__,
            extra={"event": "batch_failed", "batch": number, "kind": type(error).__name__},
        )
        change(database, number, state="failed", problem=told(error), ended=datetime.now(UTC), remaining=None)


@dataclass(frozen=True, slots=True)
class _Run:
    """One attempt at a batch."""

    database: Database
    batch: Batch
    stopping: Callable[[], bool]

    def go(self) -> None:
        """Do what is left to do."""
        work = self._scored()
        if work is None:
            self._end(state="cancelled")
            return
        with closing(work):
            done = work.done
            self._note(
                state="filing",
                scored=done.scored,
                unread=done.unread,
                total=done.last if work.whole else self.batch.total,
                remaining=None,
            )
            put_on_desk(self.database, self.batch, work, self.stopping)
            if not work.whole:
                self._end(state="cancelled")
            elif not done.scored:
                self._end(state="failed", problem=NO_DRAFT)
            else:
                self._end(state="done")
            work.remove()

    def _scored(self) -> Work | None:
        """Return the work file with everything scored that is to be; ``None`` where nothing was to be."""
        file = work_of(self.batch.id)
        if self.batch.state == "filing" or (self.batch.stop and file.exists()):
            return Work.look(file)
        if self.batch.stop:
            return None
        self._note(state="running", began=self.batch.began or datetime.now(UTC))
        _LOG.info("开始审读批次 %d。", self.batch.id, extra={"event": "batch_began", "batch": self.batch.id})
        judging = self._judging()
        work = self._begun(file, judging)
        try:
            self._note(model=judging.folder.name, tier=judging.tier)
            self._score(work, judging)
        except Stopped:
            return work
        except BaseException:
            work.close()
            raise
        return work

    def _score(self, work: Work, judging: Judging) -> None:
        if work.whole:
            return
        inputs = inputs_of(self.batch.id)
        progress = Progress(self.database, self.batch.id, about([inputs]), self.stopping)
        with closing(_named(entries([inputs]), f"{shown(inputs)}/")) as coming:
            score(coming, work, judging, progress, _tell_of_death)

    def _begun(self, file: Path, judging: Judging) -> Work:
        """Open the work file; where it was begun by other means, such as an older program, begin anew."""
        inputs = inputs_of(self.batch.id)
        if not inputs.is_dir():
            raise BatchError("上传的文件不在了", remedy="请重新上传")
        level, model = self.batch.asked.level, judging.folder.name
        now = over([inputs], mapping={}, level=level, tier=judging.tier, model=model)
        try:
            return Work.begin(file, now, restart=False)
        except OtherRun:
            return Work.begin(file, now, restart=True)

    def _judging(self) -> Judging:
        folder, full = self._bundle()
        tier = self.batch.asked.tier if full else "fast"
        return Judging(folder, tier, cores(), self.batch.asked.level, pack)

    def _bundle(self) -> tuple[Path, bool]:
        """Return the bundle the batch was begun with, if it can still be used; else the one in use."""
        if self.batch.model:
            try:
                folder = bundle_of(home(), self.batch.model)
                return folder, load_bundle(folder).full is not None
            except (BundleNotFound, BundleError):
                pass  # the one in use then judges all of it anew
        folder = bundle_in_use(home())
        return folder, load_bundle(folder).full is not None

    def _note(self, **values: object) -> None:
        change(self.database, self.batch.id, **values)

    def _end(self, state: BatchState, **values: object) -> None:
        ended = datetime.now(UTC)
        self._note(state=state, ended=ended, remaining=None, **values)
        now = find(self.database, self.batch.id)
        if now is None:
            return
        _LOG.info(
            "批次 %d %s：审读 %d 件，读不了 %d 件。",
            now.id,
            _ENDS[state],
            now.scored,
            now.unread,
            extra={
                "event": f"batch_{state}",
                "batch": now.id,
                "scored": now.scored,
                "unread": now.unread,
                "model": now.model,
                "seconds": round((ended - (now.began or ended)).total_seconds(), 1),
            },
        )


def _named(
    coming: Generator[Entry | Unread, None, None], before: str
) -> Generator[Entry | Unread, None, None]:
    """Call files as people uploaded them, not by where they are kept."""
    with closing(coming):
        for entry in coming:
            name = entry.origin.file.removeprefix(before)
            yield replace(entry, origin=replace(entry.origin, file=name))


def _tell_of_death() -> None:
    _LOG.warning("审读批次的一个工作进程被系统终止了，多半是内存不够。它手上的几件重做。")

"""Kills of every kind in turns, so that whenever somebody stops it each kind has had its share."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from api.faults.home import Home
from api.faults.importing import Batches, Labels, Units
from api.faults.kind import Kind
from api.faults.learning import Retraining, Switching, Training
from api.faults.migrating import EARLIER, MigratingPostgresql, MigratingSqlite
from api.faults.postgresql import binaries, postgresql
from api.faults.result import Kills, Starts, starts_of
from api.faults.saving import Saving
from api.faults.scoring import Scoring
from training.fit import Progress

_OF_HOMES: tuple[Callable[[random.Random, Home, Path], Kind], ...] = (
    Saving,
    Scoring,
    Batches,
    Labels,
    Units,
    Training,
    Retraining,
    Switching,
)


def kill(  # noqa: PLR0913, PLR0917 - what is killed, how often, and who is told
    home: Home, place: Path, count: int, seconds: float | None, seed: int, progress: Progress
) -> Kills:
    """Kill so many times, or for so long; stopped by Ctrl-C, it tells what was done by then.

    Args:
        home: that the data folders are copies of.
        place: an empty folder for them.
        count: kills.
        seconds: after which it ends; ``None`` for when it is through.
        seed: of the moments.
        progress: told how far it is.
    """
    began, kinds, interrupted = time.monotonic(), list[Kind](), False
    with ExitStack() as stack:
        try:
            stack.enter_context(_killing(kinds))
            for kind in _prepared(stack, home, place, random.Random(seed), progress):  # noqa: S311 - no secret
                kinds.append(kind)
            _go_on(kinds, count, None if seconds is None else began + seconds, progress)
        except KeyboardInterrupt:
            interrupted = True
    progress("完成", 1.0)
    told = tuple(kind.told() for kind in kinds)
    return Kills(seed, told, _starts(kinds), round(time.monotonic() - began, 1), interrupted)


@contextmanager
def _killing(kinds: Sequence[Kind]) -> Iterator[None]:
    try:
        yield
    finally:
        for kind in kinds:
            kind.close()


def _prepared(
    stack: ExitStack, home: Home, place: Path, lots: random.Random, progress: Progress
) -> Iterator[Kind]:
    for number, make in enumerate(_OF_HOMES):
        progress("准备", 0.0)
        yield make(lots, home, _folder(place, number))
    if not EARLIER:
        return
    yield MigratingSqlite(lots, _folder(place, len(_OF_HOMES)))
    if found := binaries():
        server = stack.enter_context(postgresql(found))
        yield MigratingPostgresql(lots, _folder(place, len(_OF_HOMES) + 1), server)


def _folder(place: Path, number: int) -> Path:
    folder = place / str(number)
    folder.mkdir()
    return folder


def _go_on(kinds: Sequence[Kind], count: int, until: float | None, progress: Progress) -> None:
    """Kill the kind next that has had the least of its share."""
    began = time.monotonic()
    while (done := sum(kind.tally.kills for kind in kinds)) < count:
        now = time.monotonic()
        if until is not None and now >= until:
            return
        kind = min(kinds, key=lambda each: (each.tally.kills + each.tally.ended) / each.share)
        share = done / count if until is None else max(done / count, (now - began) / (until - began))
        progress(f"终止了 {done // 100 * 100:,} 次以上" if done >= 100 else "开始终止", share)
        kind.kill()


def _starts(kinds: Sequence[Kind]) -> tuple[Starts, ...]:
    taken = [start for kind in kinds if isinstance(kind, Saving) for start in kind.starts]
    return tuple(
        starts_of(processes, [(seconds, used) for number, seconds, used in taken if number == processes])
        for processes in sorted({number for number, *_ in taken})
    )

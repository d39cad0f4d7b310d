"""The service with this machine's own model killed while people save, and started anew, again and again."""

import time
from pathlib import Path

from api.faults.clients import Ledger, at_work, lost
from api.faults.home import Home, furnished
from api.faults.notes import Notes
from api.faults.result import Part, Starts, starts_of
from api.faults.service import start
from api.faults.soundness import broken_database, broken_desk
from api.home import home as data_folder
from api.settings import PREFIX
from model.bundle import load_bundle
from model.errors import BundleNotFound
from training.default import bundle_in_use
from training.fit import Progress

_TIMES = 20
_ON_THE_DESK = 2000
"""Drafts of a whole county's busy year: a start must not take longer the more there are."""
_AT_WORK = 0.4


def starts(home: Home, place: Path, progress: Progress) -> Part:
    """Kill and start it; the arguments are those of :func:`api.faults.disk.full`, the first is not used."""
    del home
    notes = Notes("starts")
    progress("重新启动", 0.0)
    try:
        bundle = load_bundle(bundle_in_use(data_folder()))
    except BundleNotFound:
        return notes.part("还没有训练过模型；请先运行 lianshen train")
    own = furnished(bundle, place / "home", on_the_desk=_ON_THE_DESK)
    tier = "full" if bundle.full else "fast"
    notes.say(
        f"模型：{own.models[0]}（{'完整档' if bundle.full else '快速档'}）；审核台上 {_ON_THE_DESK:,} 件"
    )
    measured = tuple(_measured(workers, own, place, tier, notes, progress) for workers in (1, 2))
    return notes.part(starts=measured)


def _measured(  # noqa: PLR0913, PLR0917 - what is started, where, and who is told
    workers: int, home: Home, place: Path, tier: str, notes: Notes, progress: Progress
) -> Starts:
    taken, ledger = list[tuple[float, float]](), Ledger()
    for number in range(_TIMES + 1):
        progress("重新启动", ((workers - 1) * (_TIMES + 1) + number) / (2 * (_TIMES + 1)))
        service = start(home, place / "said", workers=workers, more={f"{PREFIX}TIER": tier})
        try:
            taken.append((service.start, service.processor))
            with home.database() as database:
                notes.look(lost(database, ledger.saved), broken_desk(database), broken_database(database))
                with at_work(service.address, home, database, ledger):
                    time.sleep(_AT_WORK)
                    service.kill()
        finally:
            service.kill()
    return starts_of(workers, taken[1:])  # the first one came after no kill

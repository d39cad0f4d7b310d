"""How long a retraining takes on many labelled drafts."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from model.unit_list import bundled_units
from training.baselines.sitting import peak_memory
from training.benchmark.result import Machine
from training.fit import Progress
from training.labels import Corpus, LabelledDraft, read_corpus
from training.local.base import Base, base_bundle
from training.local.label import Label
from training.local.retrain import encoder_in_use, retrain
from training.local.said import Said
from training.local.snapshot import frozen
from training.similar.made_up import made_up


@dataclass(frozen=True, slots=True)
class Speed:
    """What a retraining takes.

    Attributes:
        machine: where.
        labelled: drafts with all their labels, made up as :mod:`training.similar.made_up` says.
        seconds: from the frozen labels to the saved model, where the base of the units is there already.
        base_seconds: to make the base, once for each list of units; 0 where it was there.
        memory: most memory in MiB.
        version: of the model that came of it.
    """

    machine: Machine
    labelled: int
    seconds: float
    base_seconds: float
    memory: float
    version: str


def measure(count: int, home: Path, progress: Progress) -> Speed:
    """Retrain on so many labelled drafts.

    Args:
        count: of drafts.
        home: a data folder; the model is written there and not put in use.
        progress: called as the work goes on.
    """
    units = bundled_units()
    snapshot = frozen(made_labels(read_corpus(), count), units)
    began = time.perf_counter()
    base_bundle(Base(units, encoder_in_use(home), 0, whole=True), home, progress)
    middle = time.perf_counter()
    folder = retrain(snapshot, home, progress=progress)
    ended = time.perf_counter()
    return Speed(
        Machine.here(),
        count,
        round(ended - middle, 2),
        round(middle - began, 2),
        round(peak_memory(), 1),
        folder.name,
    )


def made_labels(corpus: Corpus, count: int) -> Iterator[Label]:
    """Yield so many drafts of the corpus with other names and numbers, with all their labels."""
    when = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(count):
        row = corpus.drafts[number % len(corpus.drafts)]
        (draft,) = made_up([row.draft], 1, seed=number)
        yield Label(draft, _said(row), "测速", when, "import")


def _said(row: LabelledDraft) -> Said:
    return Said(codes=tuple(sorted(row.reasons)), main=row.main, co=row.co, triage=row.triage)

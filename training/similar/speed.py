"""How long it takes to group many drafts, and how much memory."""

import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context

import orjson

from model.similar.groups import groups
from training.baselines.sitting import peak_memory
from training.benchmark.result import Machine
from training.labels import read_corpus
from training.similar.made_up import made_up


@dataclass(frozen=True, slots=True)
class Speed:
    """What grouping takes.

    Attributes:
        machine: where.
        drafts: how many, made up as :mod:`training.similar.made_up` says.
        groups: how many were found.
        grouped: drafts in them.
        seconds: on the clock, the making of the drafts included.
        processor: seconds of processor time.
        memory: most memory in MiB of the process that does it.
    """

    machine: Machine
    drafts: int
    groups: int
    grouped: int
    seconds: float
    processor: float
    memory: float

    def to_json(self) -> str:
        """Return it as one JSON object."""
        return orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2).decode() + "\n"


def measure(count: int) -> Speed:
    """Measure the grouping of so many drafts, in a process of its own."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_measure, count).result()


def _measure(count: int) -> Speed:
    corpus = [labelled.draft for labelled in read_corpus().drafts]
    began, processor = time.perf_counter(), time.process_time()
    found = groups(enumerate(made_up(corpus, count)))
    seconds, processor = time.perf_counter() - began, time.process_time() - processor
    grouped = sum(len(group.members) for group in found)
    return Speed(Machine.here(), count, len(found), grouped, seconds, processor, peak_memory())

"""What is measured, each in a process of its own: so that time and memory are its own, too."""

import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from model.draft import Draft
from model.parallel import review_in_parallel
from model.reviewer import Reviewer, Tier
from training.baselines.make import make
from training.baselines.names import LOGISTIC
from training.baselines.sitting import peak_memory
from training.benchmark.result import Latency, Plain, Spent
from training.labels import read_corpus

_WARM = 32
_LONGEST = 15.0
"""Seconds after which no more texts are measured: a slow tier is measured on fewer."""
_REPEATS = 3
"""Times each draft is reviewed by itself; the quickest counts, as other work on the machine only adds."""


@dataclass(frozen=True, slots=True)
class OneCore:
    """What a tier takes in one process with one thread."""

    version: str
    latencies: tuple[Latency, ...]
    spent: Spent
    memory: float


def measure_plain(drafts: Sequence[Draft]) -> Plain:
    """Teach the bare classification the bundled corpus, and let it classify drafts."""
    with threadpool_limits(1):
        baseline = make(LOGISTIC, None, lambda _stage, _share: None)
        began = os.times().user
        judge = baseline.learn(read_corpus())
        learning = os.times().user - began
        judge(drafts[:_WARM])
        return Plain(learning, _spent(judge, drafts))


def measure_one_core(
    folder: Path, tier: Tier, drafts: Sequence[Draft], by_length: Iterable[tuple[int, Sequence[Draft]]]
) -> OneCore:
    """Measure one tier of a bundle.

    Args:
        folder: of the bundle.
        tier: which.
        drafts: reviewed together.
        by_length: drafts that are reviewed one by one, under the length of their bodies.
    """
    with threadpool_limits(1):
        reviewer = Reviewer.load(folder, tier, threads=1)
        for draft in drafts[:_WARM]:
            reviewer.review(_fresh(draft))
        spent = _spent(lambda own: list(reviewer.review_many(map(_fresh, own))), drafts)
        latencies = tuple(_latency(reviewer, length, own) for length, own in by_length)
    return OneCore(reviewer.version, latencies, spent, peak_memory())


def measure_all_cores(folder: Path, tier: Tier, drafts: Sequence[Draft], cores: int) -> float:
    """Return the reviews a second of as many processes as there are cores, once they are at work.

    The first quarter is not counted: in it the processes start and load the model.
    """
    last = skipped = len(drafts) // 4
    began = ended = time.perf_counter()
    for last, _ in enumerate(review_in_parallel(folder, map(_fresh, drafts), cores, tier)):
        ended = time.perf_counter()
        if last == skipped:
            began = ended
    return (last - skipped) / max(ended - began, 1e-9)


def enough(drafts: Sequence[Draft], milliseconds: float) -> Sequence[Draft]:
    """Return the first drafts that together do not take too long, given what one takes."""
    return drafts[: max(_WARM, int(_LONGEST * 1000 / max(milliseconds, 1e-9)))]


def _spent(answer: Callable[[Sequence[Draft]], object], drafts: Sequence[Draft]) -> Spent:
    began = time.perf_counter()
    answer(drafts[:_WARM])
    measured = enough(drafts, (time.perf_counter() - began) * 1000 / len(drafts[:_WARM]))
    began, user = time.perf_counter(), os.times().user
    answer(measured)
    user, wall = os.times().user - user, time.perf_counter() - began
    return Spent(len(measured), user * 1000 / len(measured), wall * 1000 / len(measured))


def _latency(reviewer: Reviewer, characters: int, drafts: Sequence[Draft]) -> Latency:
    quickest = [min(_timed(reviewer, draft) for _ in range(_REPEATS)) for draft in drafts]
    p50, p95 = np.percentile(quickest, (50, 95)).tolist() if quickest else (0.0, 0.0)
    return Latency(characters, len(drafts), p50, p95)


def _timed(reviewer: Reviewer, draft: Draft) -> float:
    fresh = _fresh(draft)
    began = time.perf_counter()
    reviewer.review(fresh)
    return (time.perf_counter() - began) * 1000


def _fresh(draft: Draft) -> Draft:
    """Return a draft that nobody has read yet: one that was keeps what was found in it."""
    return Draft(draft.title, draft.body, draft.level)

"""How long training and reviewing take."""

import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from model.draft import Draft
from training.benchmark.result import Benchmark
from training.benchmark.run import benchmark
from training.fit import Progress, fit
from training.labels import read_corpus
from training.stages import within


def speed(drafts: Sequence[Draft], check: Sequence[str], progress: Progress) -> dict[str, Any]:
    """Return what the benchmark measures, and ``fast_training``.

    That is the seconds on the clock to train the fast tier on the whole corpus, reading it included.
    """
    began = time.perf_counter()
    fit(read_corpus(), data="", progress=within(progress, 0.0, 0.3, "只训练快档"))
    fast_training = time.perf_counter() - began
    return figures_of(benchmark(drafts, check, within(progress, 0.3, 1.0)), fast_training)


def figures_of(measured: Benchmark, fast_training: float) -> dict[str, Any]:
    """Return what was measured with tiers and lengths as keys."""
    tiers = {each.tier: asdict(each) for each in measured.tiers}
    for own in tiers.values():
        own["latencies"] = {str(each["characters"]): each for each in own["latencies"]}
    return {**asdict(measured), "fast_training": fast_training, "tiers": tiers}

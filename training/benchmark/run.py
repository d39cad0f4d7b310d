"""All measures in one run."""

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

from model.bundle import load_bundle
from model.draft import Draft
from model.reviewer import Tier
from training.baselines.make import make
from training.baselines.names import LOGISTIC
from training.benchmark.measure import enough, measure_all_cores, measure_one_core, measure_plain
from training.benchmark.result import Benchmark, Machine, Plain, TierSpeed
from training.benchmark.texts import of_length
from training.fit import Progress
from training.train import keep, train

_LENGTHS = (300, 1000)
_DRAFTS_OF_A_LENGTH = 60
_COLD_STARTS = 3

_P = ParamSpec("_P")
_R = TypeVar("_R")


def benchmark(drafts: Sequence[Draft], check: Sequence[str], progress: Progress) -> Benchmark:
    """Train, and measure what reviewing takes beside the bare classification of the same texts.

    Args:
        drafts: the texts.
        check: the command ``lianshen check``, to which options and a file are added.
        progress: called as the work goes on.

    Raises:
        ExtraMissing: the extra ``bench`` is not installed.
    """
    make(LOGISTIC, None, progress)  # so that a missing extra is told before the training, not after it
    with tempfile.TemporaryDirectory(prefix="lianshen-") as place:
        home = Path(place)
        began = time.perf_counter()
        folder = keep(train(progress=lambda stage, share: progress(stage, 0.5 * share)), home)
        training = time.perf_counter() - began
        progress("结巴分词、TF-IDF 加逻辑回归", 0.5)
        plain = _in_a_process(measure_plain, drafts)
        tiers: tuple[Tier, ...] = ("full", "auto", "fast") if load_bundle(folder).full else ("fast",)
        speeds = []
        for number, tier in enumerate(tiers):
            progress(f"审读，{tier} 档", 0.7 + 0.3 * number / len(tiers))
            speeds.append(
                _measure_tier(folder, tier, drafts, plain, _cold_start(check, home, tier, drafts[0]))
            )
    progress("完成", 1.0)
    return Benchmark(
        machine=Machine.here(),
        model=folder.name,
        texts=len(drafts),
        characters=sum(len(draft.title) + len(draft.body) for draft in drafts),
        training=training,
        plain=plain,
        tiers=tuple(speeds),
    )


def _measure_tier(folder: Path, tier: Tier, drafts: Sequence[Draft], plain: Plain, cold: float) -> TierSpeed:
    cores = Machine.here().cores
    by_length = [(length, of_length(drafts, length, _DRAFTS_OF_A_LENGTH)) for length in _LENGTHS]
    one = _in_a_process(measure_one_core, folder, tier, drafts, by_length)
    some = enough(drafts, one.spent.wall / cores)
    return TierSpeed(
        tier=tier,
        latencies=one.latencies,
        spent=one.spent,
        ratio=one.spent.user / plain.spent.user,
        one_core=1000 / one.spent.wall,
        all_cores=measure_all_cores(folder, tier, some, cores),
        cold=cold,
        memory=one.memory,
    )


def _cold_start(check: Sequence[str], home: Path, tier: Tier, draft: Draft) -> float:
    """Return the seconds of the quickest of a few calls for one text file."""
    file = home / "draft.txt"
    file.write_text(f"{draft.title}\n\n{draft.body}\n", "utf-8")
    taken = []
    for _ in range(_COLD_STARTS):
        began = time.perf_counter()
        subprocess.run(  # noqa: S603 - the command is our own
            [*check, "--tier", tier, "--fail-on", "从不", str(file)],
            env={**os.environ, "LIANSHEN_HOME": str(home)},
            stdout=subprocess.DEVNULL,
            check=True,
        )
        taken.append(time.perf_counter() - began)
    return min(taken)


def _in_a_process(measure: Callable[_P, _R], *arguments: _P.args, **named: _P.kwargs) -> _R:
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(measure, *arguments, **named).result()

"""All measures of the running service in one run."""

from functools import partial
from pathlib import Path

from api.load.course import Course, Effort
from api.load.in_process import rate_in_process
from api.load.result import Load, Tier
from api.load.server import serving
from model.bundle import load_bundle
from model.draft import Draft
from training.benchmark.result import Machine
from training.benchmark.texts import of_length
from training.default import bundle_in_use
from training.fit import Progress
from training.labels import read_corpus

_CHARACTERS = 300


def measure(home: Path, effort: Effort, progress: Progress) -> Load:
    """Start the service with each tier, with one process and with one for each core, and drive it.

    Args:
        home: folder in which a model is in use.
        effort: how much is measured.
        progress: called as the work goes on.

    Raises:
        BundleError: there is no model in use.
        ServiceFailed: the service did not start, or did not review a draft.
    """
    machine, drafts, folder = Machine.here(), _drafts(), bundle_in_use(home)
    tiers: tuple[Tier, ...] = ("fast", "full") if load_bundle(folder).full else ("fast",)
    starts = [(tier, workers) for tier in tiers for workers in sorted({1, machine.cores})]
    services = []
    for number, (tier, workers) in enumerate(starts):
        progress(f"驱动服务，{tier} 档，进程数 {workers}", number / len(starts))
        with serving(home, tier, workers) as server:
            course = Course(server, drafts, effort)
            in_process = partial(rate_in_process, folder, tier, drafts, machine.cores)
            services.append(course.fast() if tier == "fast" else course.full(in_process))
    progress("完成", 1.0)
    return Load(machine, folder.name, len(drafts), _CHARACTERS, tuple(services))


def _drafts() -> list[Draft]:
    """Return different drafts of one length."""
    corpus = [labelled.draft for labelled in read_corpus().drafts]
    made = of_length(corpus, _CHARACTERS, len(corpus))
    return list({draft.body: draft for draft in made}.values())

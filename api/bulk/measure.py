"""All measures of scoring in one run."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from api.batch.inputs import entries
from api.batch.rows import Entry
from api.bulk.result import Alike, Bulk, Run
from api.bulk.running import run
from api.bulk.tables import shuffled, write_lines, write_table
from model.bundle import load_bundle
from model.content import FOLDER
from model.draft import Draft
from training.baselines.make import make
from training.baselines.names import LOGISTIC
from training.benchmark.measure import measure_plain
from training.benchmark.result import Machine
from training.fit import Progress
from training.labels import read_corpus
from training.published.settling import auto_beside_full

_SAMPLE = 2000


def measure(  # noqa: PLR0913 - what, by what, and how much
    folder: Path,
    command: Sequence[str],
    progress: Progress,
    *,
    workbook: int = 10_000,
    lines: int,
    auto: int = 20_000,
) -> Bulk:
    """Score tables with the program itself, and classify the same drafts plainly.

    Args:
        folder: of the bundle in use.
        command: ``lianshen score``.
        progress: called as the work goes on.
        workbook: rows of the table that becomes a workbook.
        lines: rows of the table that becomes JSON Lines.
        auto: rows for tier auto.

    Raises:
        ExtraMissing: the extra ``bench`` is not installed.
        BatchError: a run failed.
    """
    make(LOGISTIC, None, progress)  # so that a missing extra is told before the work, not after it
    corpus = [labelled.draft for labelled in read_corpus().drafts]
    session = _session()
    sample = list(islice(cycle(session), _SAMPLE))
    full = load_bundle(folder).full is not None
    with TemporaryDirectory(prefix="lianshen-") as place:
        bench = _Bench(Path(place), command)
        progress("结巴分词、TF-IDF 加逻辑回归", 0.0)
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            plain = pool.submit(measure_plain, sample).result()
        progress(f"{workbook:,} 行的工作簿", 0.2)
        finished = bench.workbook(shuffled(corpus), workbook)
        progress(f"{lines:,} 行的 JSON Lines", 0.4)
        many = bench.lines(cycle(session), lines, "fast")
        progress("auto 档", 0.8)
        some = bench.lines(cycle(session), auto, "auto") if full else None
        progress("auto 档和 full 档比", 0.9)
        alike = _alike(folder, session) if full else None
    progress("完成", 1.0)
    characters = sum(len(draft.title) + len(draft.body) for draft in session) / len(session)
    return Bulk(Machine.here(), folder.name, characters, plain, finished, many, some, alike)


class _Bench:
    """A folder in which runs are made."""

    def __init__(self, place: Path, command: Sequence[str]) -> None:
        self._place, self._command = place, command

    def workbook(self, drafts: Iterator[Draft], rows: int) -> Run:
        source = write_table(self._place / "建议.xlsx", drafts, rows)
        return run(self._command, source, self._place / "结果.xlsx", "fast", rows)

    def lines(self, drafts: Iterator[Draft], rows: int, tier: str) -> Run:
        source = write_lines(self._place / f"{tier}.jsonl", drafts, rows)
        made = run(self._command, source, self._place / f"{tier}-结果.jsonl", tier, rows)
        for file in self._place.iterdir():  # a million rows take gigabytes
            file.unlink()
        return made


def _session() -> list[Draft]:
    """Return the session that comes along, on which nothing is trained."""
    found = entries([FOLDER / "session" / "session.jsonl"])
    return [entry.draft for entry in found if isinstance(entry, Entry)]


def _alike(folder: Path, drafts: Sequence[Draft]) -> Alike:
    compared = auto_beside_full(folder, lambda _stage, _share: None, drafts=drafts)["verdicts"]
    return Alike(compared["of"], compared["count"], compared["value"])

"""All baselines at all exams, one after the other, each in a process of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import orjson

from training.baselines.exams import Exam, TopicExam
from training.baselines.sitting import Report, Sitting, sit

_START = get_context("spawn")
"""A forked process would begin with the memory of this one."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one baseline at one exam.

    Attributes:
        baseline: its name.
        exam: its name.
        sitting: ``None`` where it could not be carried through.
        failure: why not, in Chinese; empty where it could.
    """

    baseline: str
    exam: str
    sitting: Sitting | None
    failure: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcomes, exam by exam."""

    outcomes: tuple[Outcome, ...]

    def to_json(self) -> str:
        """Return them as one JSON object."""
        return orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2).decode() + "\n"


def compare(
    exams: Sequence[Exam | TopicExam], names: Sequence[str], encoder: Path | None, report: Report
) -> Comparison:
    """Let every baseline sit every exam.

    Args:
        exams: in the order in which they are reported.
        names: of the baselines, out of ``NAMES``.
        encoder: a checkpoint for those that use one.
        report: called as the work goes on.
    """
    pairs = [(exam, name) for exam in exams for name in names]
    outcomes = []
    for number, (exam, name) in enumerate(pairs):

        def told(stage: str, share: float, number: int = number, place: str = f"{exam.name} {name}") -> None:
            report(f"{place}{stage and f'：{stage}'}", (number + share) / len(pairs))

        told("", 0.0)
        outcomes.append(_outcome(name, encoder, exam, told))
    report("完成", 1.0)
    return Comparison(tuple(outcomes))


def _outcome(name: str, encoder: Path | None, exam: Exam | TopicExam, report: Report) -> Outcome:
    ours, theirs = _START.Pipe(duplex=False)
    process = _START.Process(target=sit, args=(name, encoder, exam, theirs))
    process.start()
    theirs.close()
    last: object = None
    try:
        for last in _received(ours):
            if isinstance(last, tuple):
                report(*last)
    except BaseException:  # interrupted, for one
        process.terminate()
        raise
    finally:
        process.join()
        ours.close()
    if isinstance(last, Sitting):
        return Outcome(name, exam.name, last, "")
    failure = last if isinstance(last, str) else f"没有跑完，进程以 {process.exitcode} 结束（内存可能不够）。"
    return Outcome(name, exam.name, None, failure)


def _received(connection: Connection) -> Iterator[object]:
    """Yield what a process sends, until it has nothing more to say."""
    while True:
        try:
            yield connection.recv()
        except EOFError:
            return

"""One baseline at one exam, in a process of its own, so that time and memory are its own, too."""

import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from model.errors import LianshenError
from training.baselines.baseline import Baseline, Judged
from training.baselines.exams import Exam, TopicExam
from training.baselines.make import make
from training.baselines.marks import Marks, TopicMarks, mark, mark_topics
from training.baselines.names import ENCODER

Report = Callable[[str, float], None]
"""Called with what is being done, in Chinese, and the share that is done."""

_STATUS = Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Cost:
    """What it took.

    Attributes:
        learning: seconds of processor time, all cores together; the mean of the rounds.
        answering: milliseconds of processor time for each text.
        memory: most memory the process had at a time, in MiB, the interpreter and the data included.
    """

    learning: float
    answering: float
    memory: float


@dataclass(frozen=True, slots=True)
class Sitting:
    """What came of one baseline at one exam.

    Attributes:
        cost: of all rounds.
        marks: under the names by which the exam reports its texts; none at an exam of topics.
        topics: at an exam of topics.
    """

    cost: Cost
    marks: dict[str, Marks]
    topics: TopicMarks | None


def sit(name: str, encoder: Path | None, exam: Exam | TopicExam, to: Connection) -> None:
    """Sit an exam and send what comes of it, after ``(stage, share)`` as often as there is something to say.

    Sends a :class:`Sitting`, or the words of an error that a user can mend.
    """
    # Torch would weigh on a lianshen that makes no use of it.
    reading = encoder if name == ENCODER or isinstance(exam, TopicExam) else None
    try:
        baseline = make(name, reading, lambda stage, share: to.send((stage, share)))
        to.send(_topics(baseline, exam) if isinstance(exam, TopicExam) else _drafts(baseline, exam))
    except LianshenError as error:
        to.send(str(error))
    except BrokenPipeError:
        pass  # whoever asked was interrupted, and nobody listens any more
    finally:
        to.close()


def _drafts(baseline: Baseline, exam: Exam) -> Sitting:
    learning, answering, texts = 0.0, 0.0, 0
    said: dict[str, list[Judged]] = {}
    for each in exam.rounds:
        began = time.process_time()
        judge = baseline.learn(each.learn)
        learning += time.process_time() - began
        for name, answers in each.asked.items():
            drafts = [answer.draft for answer in answers]
            began = time.process_time()
            said.setdefault(name, []).append(judge(drafts))
            answering += time.process_time() - began
            texts += len(drafts)
    memory = peak_memory()
    marks = {
        name: mark([answer for each in exam.rounds for answer in each.asked[name]], _joined(parts))
        for name, parts in said.items()
    }
    return Sitting(Cost(learning / len(exam.rounds), answering * 1000 / texts, memory), marks, None)


def _topics(baseline: Baseline, exam: TopicExam) -> Sitting:
    began = time.process_time()
    sort = baseline.learn_topics(*exam.learn)
    learnt = time.process_time()
    texts, topics = exam.asked
    said = sort(texts)
    answering = (time.process_time() - learnt) * 1000 / len(texts)
    return Sitting(Cost(learnt - began, answering, peak_memory()), {}, mark_topics(topics, said))


def _joined(parts: list[Judged]) -> Judged:
    return Judged(
        np.concatenate([part.likely for part in parts]),
        np.concatenate([part.found for part in parts]),
        np.concatenate([part.units for part in parts]),
    )


def peak_memory() -> float:
    """Return the most memory this process had at a time, in MiB.

    On Linux from the process's own status: what :mod:`resource` says there may be that of the parent, which
    a new process inherits.
    """
    if _STATUS.exists():
        (line,) = (line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1024 / 1024 if sys.platform == "darwin" else most / 1024

"""The baselines beside lianshen, exam by exam."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from training.baselines.compare import compare
from training.baselines.exams import Exam, TopicExam
from training.baselines.names import ENCODER, LIANSHEN, NAMES, SVM
from training.fit import Progress


def beside_baselines(exam: Exam | TopicExam, encoder: Path | None, progress: Progress) -> dict[str, Any]:
    """Return what came of every baseline at one exam, by name.

    At an exam of topics ``lead`` says by how much macro-F1 lianshen is ahead of the support vector machine.
    """
    names = [name for name in NAMES if name != ENCODER or encoder]
    outcomes = {each.baseline: each for each in compare([exam], names, encoder, progress).outcomes}
    found: dict[str, Any] = {"baselines": {name: asdict(each) for name, each in outcomes.items()}}
    own, svm = (outcomes[name].sitting for name in (LIANSHEN, SVM))
    if own and svm and own.topics and svm.topics:
        found["lead"] = (own.topics.macro_f1.value or 0.0) - (svm.topics.macro_f1.value or 0.0)
    return found

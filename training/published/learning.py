"""Whether more data, and the newer batches of them, pay: the fast tier trained on parts of what it may learn.

Each point is measured on the test part of the corpus and on real texts.
"""

import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from model.content import corpus_files
from model.reviewer import Reviewer
from model.rubric import FLAGS
from training.answers import Answers
from training.evaluate import Judge, judge_files, judge_test, without_test
from training.fit import Progress, fit
from training.labels import Corpus, read_corpus, read_drafts, read_titles
from training.published.accuracy import answers_to, asked_in
from training.stages import within
from training.yardstick.evaluation import Evaluation, measure

SHARES = (0.25, 0.5, 0.75, 1.0)
NEWER_DRAFTS, NEWER_TITLES = 14, 13
"""Numbers of the first files of the newer batches."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one point is taught.

    Attributes:
        name: ``25``, ``50``, ``75``, ``100`` percent of the groups, or ``older``: without the newer batches.
        corpus: that.
    """

    name: str
    corpus: Corpus


def learning_curve(bundle: Path, progress: Progress, *, dev: Path | None) -> dict[str, Any]:
    """Return the points by name.

    Args:
        bundle: that learnt from all but the test part; its fast tier is the point of 100 percent.
        progress: called as the work goes on.
        dev: folder of real texts, if any.
    """
    corpus = read_corpus()
    asked = asked_in(dev) if dev else {}
    lessons, found = lessons_of(corpus), {}
    for number, lesson in enumerate(lessons):
        told = within(progress, number / len(lessons), (number + 1) / len(lessons), f"学 {lesson.name}")
        reviewer = (
            Reviewer.load(bundle, "fast")
            if lesson.name == "100"
            else Reviewer(fit(lesson.corpus, data="", progress=told))
        )
        real = {name: answers_to(asked[name]) for name in asked}
        found[lesson.name] = _point(lesson, reviewer, corpus, real)
    return found


def lessons_of(corpus: Corpus) -> list[Lesson]:
    """Return what the points are taught, nothing of the test part; a larger share holds all smaller ones."""
    known = without_test(corpus)
    return [
        *(Lesson(f"{100 * share:.0f}", _some(known, share)) for share in SHARES),
        Lesson("older", _older(known)),
    ]


def _some(corpus: Corpus, share: float) -> Corpus:
    groups = _first({row.group for row in corpus.drafts}, share)
    titles = _first({row.title for row in corpus.titles}, share)
    return Corpus(
        tuple(row for row in corpus.drafts if row.group in groups),
        tuple(row for row in corpus.titles if row.title in titles),
    )


def _first(names: set[str], share: float) -> set[str]:
    """Return a share of the names, the first in an order that hangs on nothing but each name."""
    order = sorted(names, key=lambda name: hashlib.sha256(f"lesson\n{name}".encode()).digest())
    return set(order[: round(share * len(order))])


def _older(corpus: Corpus) -> Corpus:
    drafts = {row.id for row in read_drafts(_before("drafts", NEWER_DRAFTS))}
    titles = set(read_titles(_before("titles", NEWER_TITLES)))
    return Corpus(
        tuple(row for row in corpus.drafts if row.id in drafts),
        tuple(row for row in corpus.titles if row in titles),
    )


def _before(kind: str, first: int) -> list[Path]:
    return [path for path in corpus_files(kind) if int(path.stem.partition("-")[2]) < first]


def _point(lesson: Lesson, reviewer: Judge, corpus: Corpus, real: dict[str, Answers]) -> dict[str, Any]:
    drafts = lesson.corpus.drafts
    return {
        "groups": len({row.group for row in drafts}),
        "drafts": len(drafts),
        "titles": len(lesson.corpus.titles),
        "test": _measures(measure(judge_test(reviewer, corpus))),
        "dev": {
            name: _measures(measure(judge_files(reviewer, answers, []))) for name, answers in real.items()
        },
    }


def _measures(evaluation: Evaluation) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if drafts := evaluation.drafts:
        found["flags"] = {
            flag: {
                "f1": asdict(drafts.whole.flags[flag].f1),
                "average_precision": asdict(drafts.whole.flags[flag].average_precision),
            }
            for flag in FLAGS
        }
        found["drafts_top_1"] = asdict(drafts.whole.units.top_1)
    if evaluation.titles:
        found["titles_top_1"] = asdict(evaluation.titles.units.top_1)
    return found

"""Compare two models on the same held-back groups: how good each is, and where they differ.

A model in use has learnt from all there is. So its twin is asked: made by the same recipe, from the same
corpus and the same labels, but for the groups that are held back.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from model.bundle import Bundle, load_bundle
from model.draft import Draft
from model.encoder import Encoder, Reading
from model.review import Review
from model.reviewer import Reviewer
from training.fit import Progress
from training.labels import Corpus, read_corpus
from training.local.adapting import adapted
from training.local.base import Base, base_bundle
from training.local.comparison import Comparison
from training.local.differing import differing
from training.local.exam import Question, exam
from training.local.lessons import Lesson, held_back, lessons_of
from training.local.measuring import Answered, by_code, by_unit, overall
from training.local.promotable import objections
from training.local.retrain import encoder_of
from training.local.snapshot import FOLDER, read_snapshot
from training.parts import parts

_TWINS = 0.6


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two models.

    Attributes:
        bundle: itself.
        lessons: what it learnt from beside the corpus.
    """

    bundle: Bundle
    lessons: tuple[Lesson, ...]


class _Remembering(Encoder):
    """An encoder that reads each text once for both models."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._read: dict[tuple[str, str], Reading] = {}
        self.digest, self.manifest = encoder.digest, encoder.manifest

    def read(self, draft: Draft) -> Reading:
        """Read one draft."""
        key = draft.title, draft.body
        if key not in self._read:
            self._read[key] = self._encoder.read(draft)
        return self._read[key]


def compare(
    new: Path, old: Path, home: Path, *, progress: Progress = lambda _stage, _share: None
) -> Comparison:
    """Compare two models, a minute or two.

    Args:
        new: folder of the one that may be promoted.
        old: folder of the one in use.
        home: the data folder.
        progress: called as the work goes on; what it raises stops the work.

    Raises:
        BundleError: a model or its labels cannot be read.
        EncoderError: an encoder cannot be used.
    """
    sides = [_side(folder, home) for folder in (old, new)]
    corpus = read_corpus()
    questions = exam(parts(corpus).test, sides[1].lessons)
    out = {each.digest for each in sides[1].lessons if held_back(each)}
    readers: dict[str, _Remembering] = {}
    reviews = []
    for number, side in enumerate(sides):
        low = number / len(sides)

        def told(stage: str, share: float, low: float = low) -> None:
            progress(stage, low + share / len(sides))

        encoder = _reader(side.bundle, home, readers)
        twin = _twin(side, encoder, out, corpus, home, told)
        reviews.append(_reviews(Reviewer(twin, encoder), questions, told))
    answered = Answered(questions, (sides[0].bundle.units, sides[1].bundle.units), (reviews[0], reviews[1]))
    measures = overall(answered)
    learnt = sides[1].bundle.training
    progress("完成", 1.0)
    return Comparison(
        old=sides[0].bundle.version,
        new=sides[1].bundle.version,
        snapshot=learnt.labels,
        learnt=learnt.labelled,
        measures=measures,
        units=by_unit(answered),
        codes=by_code(answered),
        changed=differing(answered),
        objections=objections(measures),
    )


def _side(folder: Path, home: Path) -> _Side:
    bundle = load_bundle(folder)
    labels = bundle.training.labels
    lessons = lessons_of(read_snapshot(home / FOLDER / f"{labels}.jsonl").labels) if labels else ()
    return _Side(bundle, lessons)


def _reader(bundle: Bundle, home: Path, readers: dict[str, _Remembering]) -> _Remembering | None:
    if bundle.full is None:
        return None
    if bundle.full.encoder not in readers:
        encoder = encoder_of(bundle, home)
        if encoder:
            readers[bundle.full.encoder] = _Remembering(encoder)
    return readers.get(bundle.full.encoder)


def _twin(  # noqa: PLR0913, PLR0917 - what a twin is made of
    side: _Side,
    encoder: Encoder | None,
    out: set[str],
    corpus: Corpus,
    home: Path,
    told: Callable[[str, float], None],
) -> Bundle:
    base = base_bundle(
        Base(side.bundle.units, encoder, side.bundle.training.seed, whole=False),
        home,
        lambda stage, share: told(f"没学过这些题材的一份：{stage}", 0.8 * _TWINS * share),
    )
    lessons = [lesson for lesson in side.lessons if lesson.digest not in out]
    return adapted(
        base, encoder, lessons, corpus, lambda share: told("学习本地标注", _TWINS * (0.8 + 0.2 * share))
    )


def _reviews(
    reviewer: Reviewer, questions: Sequence[Question], told: Callable[[str, float], None]
) -> list[Review]:
    reviews = []
    for review in reviewer.review_many(question.lesson.draft for question in questions):
        reviews.append(review)
        told("审读没学过的题材", _TWINS + (1 - _TWINS) * len(reviews) / len(questions))
    return reviews

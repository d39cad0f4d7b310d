"""Compare two models on the same held-back groups: how good each is, and where they differ.

A model in use has learnt from all there is. So its twin is asked: made by the same recipe, from the same
corpus and the same labels, but for the groups that are held back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from model.bundle import Bundle, Training, load_bundle
from model.encoder import Encoder
from model.review import Review
from model.reviewer import Reviewer
from model.unit_list import UnitList
from training.fit import Progress
from training.labels import Corpus, read_corpus
from training.local.adapting import adapted
from training.local.base import Base, base_bundle, kept
from training.local.comparison import Comparison
from training.local.differing import differing
from training.local.exam import Question, exam
from training.local.lessons import Lesson, held_back, lessons_of
from training.local.measuring import Answered, by_code, by_unit, overall
from training.local.promotable import objections
from training.local.remembering import Remembering
from training.local.retrain import encoder_of
from training.local.snapshot import FOLDER, read_snapshot
from training.parts import parts
from training.stages import within

_TWINS = 0.6
_UNSEEN = "没学过这些题材的一份"
_LOT = 64
"""Questions put to both models before the encoder forgets them: of each it keeps half a megabyte."""


@dataclass(frozen=True, slots=True)
class _Side:
    """What a comparison needs of one of the two models: not its arrays, for its twin answers.

    Attributes:
        version: of the model.
        training: what it has learnt from.
        units: that it knows.
        encoder: of its full tier, if it has one.
    """

    version: str
    training: Training
    units: UnitList
    encoder: Encoder | None

    @property
    def base(self) -> Base:
        """What its twin is made of."""
        return Base(self.units, self.encoder, self.training.seed, whole=False)


def twin_bases(new: Path, old: Path, home: Path, *, progress: Progress = lambda _stage, _share: None) -> bool:
    """Make what :func:`compare` makes the twins of, where it is not there yet; a minute for each.

    Args, raises: as of :func:`compare`.

    Returns:
        Whether anything had to be made.
    """
    bases = {side.base.key: side.base for side in _sides(new, old, home)}
    lacking = {key: base for key, base in bases.items() if not kept(base, home)}
    for number, base in enumerate(lacking.values()):
        low, high = number / len(lacking), (number + 1) / len(lacking)
        base_bundle(base, home, within(progress, low, high, _UNSEEN))
    return bool(lacking)


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
    sides = _sides(new, old, home)
    corpus = read_corpus()
    lessons = [_lessons(side, home) for side in sides]
    questions = exam(parts(corpus).test, lessons[1])
    out = {each.digest for each in lessons[1] if held_back(each)}
    twins = []
    for number, (side, taught) in enumerate(zip(sides, lessons, strict=True)):
        own = [lesson for lesson in taught if lesson.digest not in out]
        low, high = (_TWINS * (number + done) / len(sides) for done in (0, 1))
        twins.append(_twin(side, own, corpus, home, within(progress, low, high)))
    reviews = _reviews(sides, twins, questions, within(progress, _TWINS, 1.0))
    answered = Answered(questions, (sides[0].units, sides[1].units), reviews)
    measures = overall(answered)
    learnt = sides[1].training
    progress("完成", 1.0)
    return Comparison(
        old=sides[0].version,
        new=sides[1].version,
        snapshot=learnt.labels,
        learnt=learnt.labelled,
        measures=measures,
        units=by_unit(answered),
        codes=by_code(answered),
        changed=differing(answered),
        objections=objections(measures),
    )


def _sides(new: Path, old: Path, home: Path) -> tuple[_Side, _Side]:
    """Return the model in use and the new one; where they have the same encoder, it is loaded once."""
    encoders: dict[str, Encoder | None] = {}

    def side(folder: Path) -> _Side:
        bundle = load_bundle(folder)
        digest = bundle.full.encoder if bundle.full else ""
        if digest not in encoders:
            encoders[digest] = encoder_of(bundle, home)
        return _Side(bundle.version, bundle.training, bundle.units, encoders[digest])

    return side(old), side(new)


def _lessons(side: _Side, home: Path) -> tuple[Lesson, ...]:
    """Return what a model has learnt from beside the corpus."""
    labels = side.training.labels
    return lessons_of(read_snapshot(home / FOLDER / f"{labels}.jsonl").labels) if labels else ()


def _twin(side: _Side, lessons: Sequence[Lesson], corpus: Corpus, home: Path, progress: Progress) -> Bundle:
    base = base_bundle(side.base, home, within(progress, 0.0, 0.8, _UNSEEN))
    learning = within(progress, 0.8, 1.0)
    return adapted(base, side.encoder, lessons, corpus, lambda share: learning("学习本地标注", share))


def _reviews(
    sides: Sequence[_Side], twins: Sequence[Bundle], questions: Sequence[Question], progress: Progress
) -> tuple[list[Review], list[Review]]:
    """Let both twins judge all questions, some at a time."""
    readers = {side.encoder.digest: Remembering(side.encoder) for side in sides if side.encoder}
    reviewers = [
        Reviewer(twin, readers[side.encoder.digest] if side.encoder else None)
        for twin, side in zip(twins, sides, strict=True)
    ]
    reviews: tuple[list[Review], list[Review]] = [], []
    for start in range(0, len(questions), _LOT):
        drafts = [question.lesson.draft for question in questions[start : start + _LOT]]
        for reviewer, answers in zip(reviewers, reviews, strict=True):
            answers.extend(reviewer.review_many(drafts))
            progress("审读没学过的题材", (start + len(drafts)) / len(questions))
        for reader in readers.values():
            reader.forget()
    return reviews

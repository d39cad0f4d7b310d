"""The one place that measures: what people said beside what was said in review."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import orjson

from model.review import Review
from training.answers import Answer, DraftAnswer
from training.yardstick.drafts import DraftEvaluation, evaluate_drafts
from training.yardstick.resamples import RESAMPLES
from training.yardstick.titles import TitleEvaluation, evaluate_titles
from training.yardstick.units import ranking


@dataclass(frozen=True, slots=True)
class Origin:
    """What was judged, and by what.

    Attributes:
        model: version of the model; where each fold had a model of its own, ``held-out-`` and the
            fingerprint of the data they were trained on.
        folds: each text was judged by a model trained on the other folds' groups; 0 where one model
            judged all.
        seed: of the training of these models.
        files: names of the labelled files; empty where the corpus itself was judged.
        seen: texts that stand word for word in the bundled corpus, which the model in use learnt from.
    """

    model: str
    folds: int
    seed: int
    files: tuple[str, ...]
    seen: int


@dataclass(frozen=True, slots=True)
class Judged:
    """What people said and what was said in review, text by text.

    Attributes:
        origin: what was judged, and by what.
        drafts: what people said of each draft.
        draft_reviews: what was said in review, in the same order.
        titles: what people said of each title.
        title_reviews: what was said in review, in the same order.
    """

    origin: Origin
    drafts: Sequence[DraftAnswer]
    draft_reviews: Sequence[Review]
    titles: Sequence[Answer]
    title_reviews: Sequence[Review]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The measures of one evaluation.

    Attributes:
        origin: what was judged, and by what.
        resamples: number of bootstrap resamples the 95 % intervals are made from.
        drafts: the measures on drafts, if there were any.
        titles: the measures on titles, if there were any.
    """

    origin: Origin
    resamples: int
    drafts: DraftEvaluation | None
    titles: TitleEvaluation | None

    def to_json(self) -> str:
        """Return the measures as one JSON object."""
        return orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2).decode() + "\n"


def measure(judged: Judged) -> Evaluation:
    """Measure what was judged."""
    return Evaluation(
        origin=judged.origin,
        resamples=RESAMPLES,
        drafts=evaluate_drafts(judged.drafts, judged.draft_reviews) if judged.drafts else None,
        titles=(
            evaluate_titles(judged.titles, [ranking(review) for review in judged.title_reviews])
            if judged.titles
            else None
        ),
    )

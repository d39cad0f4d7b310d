"""How well a baseline answered, in the measures of the yardstick, each with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.content import units
from model.rubric import FLAGS, FlagName
from training.answers import Answer, DraftAnswer
from training.baselines.baseline import Judged
from training.measures import Floats, f1, share
from training.yardstick.detection import detection
from training.yardstick.hits import membership
from training.yardstick.resamples import Estimate, Resamples
from training.yardstick.units import Ranking, unit_hits

_CANDIDATES = 3


@dataclass(frozen=True, slots=True)
class FlagMarks:
    """How well one flag was found.

    Attributes:
        count: how often it is there.
        f1: at the baseline's own threshold.
        auc: area under the ROC curve, which no threshold enters.
    """

    count: int
    f1: Estimate
    auc: Estimate


@dataclass(frozen=True, slots=True)
class Marks:
    """How well texts of one kind were answered.

    Attributes:
        count: texts.
        flags: by name; none for titles.
        top_1: share in which the first unit is 主办.
        top_3: share in which 主办 is among the first three.
        main_or_co: share in which the first unit is 主办 or 会办.
    """

    count: int
    flags: dict[FlagName, FlagMarks]
    top_1: Estimate
    top_3: Estimate
    main_or_co: Estimate


@dataclass(frozen=True, slots=True)
class TopicMarks:
    """How well topics were told apart.

    Attributes:
        count: texts.
        accuracy: share of right topics.
        macro_f1: mean over the topics of F1.
    """

    count: int
    accuracy: Estimate
    macro_f1: Estimate


def mark(answers: Sequence[Answer], judged: Judged) -> Marks:
    """Compare what a baseline said with what people said. Flags on which people differ are not scored."""
    resamples = Resamples([answer.group for answer in answers])
    drafts = [answer for answer in answers if isinstance(answer, DraftAnswer)]
    flags = {}
    if len(drafts) == len(answers):
        for column, flag in enumerate(FLAGS):
            agreed = np.array([flag not in answer.disputed for answer in drafts], np.bool_)
            truth = np.array([flag in answer.flags for answer in drafts], np.bool_)
            said = detection(
                resamples.among(np.flatnonzero(agreed).tolist()),
                truth[agreed],
                judged.found[agreed, column],
                judged.likely[agreed, column],
            )
            flags[flag] = FlagMarks(said.count, said.f1, said.auc)
    names = list(units())
    best = np.argsort(-judged.units, axis=1, kind="stable")[:, :_CANDIDATES]
    # How sure a baseline is of its unit is not measured.
    ranked = [Ranking(tuple(names[unit] for unit in row), 0.0) for row in best]
    hits = unit_hits(resamples, answers, ranked)
    return Marks(len(answers), flags, hits.top_1, hits.top_3, hits.main_or_co)


def mark_topics(topics: Sequence[str], said: Sequence[str]) -> TopicMarks:
    """Compare topics with those that a baseline said."""
    names = sorted(set(topics))
    resamples = Resamples([str(number) for number in range(len(topics))])
    truth, found = (membership([{topic} for topic in each], names) for each in (topics, said))

    def macro(weights: Floats) -> Floats:
        return np.asarray(np.nan_to_num(f1(weights, truth, found)).mean(axis=1), np.float64)

    right = np.array([one == other for one, other in zip(topics, said, strict=True)], np.bool_)
    return TopicMarks(
        len(topics), resamples.estimate(lambda weights: share(weights, right)), resamples.estimate(macro)
    )

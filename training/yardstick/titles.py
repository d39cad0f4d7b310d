"""How good the units are that are named from a title and a line or two."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.answers import Answer
from training.yardstick.hits import Hits
from training.yardstick.parts import parts
from training.yardstick.reliability import Bin, reliability
from training.yardstick.resamples import Resamples
from training.yardstick.units import (
    Confusion,
    Ranking,
    UnitHits,
    confusions,
    right,
    unit_hits,
    unit_table,
)


@dataclass(frozen=True, slots=True)
class TitleEvaluation:
    """The measures on titles.

    Attributes:
        units: on all titles.
        sources: on those of each source, if there are several.
        by_unit: each unit that is labelled or was named.
        reliability: of the first candidate's probability.
        confusions: units taken for others, the most frequent first.
    """

    units: UnitHits
    sources: dict[str, UnitHits]
    by_unit: dict[str, Hits]
    reliability: tuple[Bin, ...]
    confusions: tuple[Confusion, ...]


def evaluate_titles(answers: Sequence[Answer], rankings: Sequence[Ranking]) -> TitleEvaluation:
    """Measure what was said of titles."""
    resamples = Resamples([answer.group for answer in answers])
    probability = np.array([said.probability for said in rankings], np.float64)
    return TitleEvaluation(
        units=unit_hits(resamples, answers, rankings),
        sources={
            source: unit_hits(
                resamples.among(rows),
                [answers[row] for row in rows],
                [rankings[row] for row in rows],
            )
            for source, rows in parts([answer.source for answer in answers]).items()
        },
        by_unit=unit_table(resamples, answers, rankings),
        reliability=reliability(resamples, right(answers, rankings), probability),
        confusions=confusions(answers, rankings),
    )

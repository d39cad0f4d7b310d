"""Count the held-out drafts of a training, for the reference that is kept with the model."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from model.asks import asked_of
from model.reference import CHANCES, LENGTHS, Reference
from model.rubric import FLAGS
from model.tier import Calibration
from model.units import NAMED
from training.held_out import HeldOut, flag_scores
from training.labels import Corpus
from training.layout import Texts


def reference_of(corpus: Corpus, texts: Texts, scores: HeldOut, calibration: Calibration) -> Reference:
    """Count the drafts of the reserved groups by the scores of heads that saw nothing of them.

    Args:
        corpus: that was learnt from.
        texts: the same laid out.
        scores: held out, of the tier that is used.
        calibration: of that tier.
    """
    rows = np.flatnonzero(scores.tested[: len(corpus.drafts)])
    names = texts.unit_list.names
    named = texts.unit_list.named(["".join(asked_of(corpus.drafts[row].draft)) for row in rows.tolist()])
    best = (scores.units[rows] + np.float32(NAMED) * named).argmax(axis=1).tolist()
    units = Counter(names[unit] for unit in best)
    return Reference(
        histogram([len(corpus.drafts[row].draft.body) for row in rows.tolist()], LENGTHS),
        {
            flag: histogram(
                calibration.flags[flag].probabilities(
                    flag_scores(scores.judged[rows], flag).astype(np.float64)
                ),
                CHANCES,
            )
            for flag in FLAGS
        },
        dict(sorted(units.items())),
    )


def histogram(values: ArrayLike, edges: Sequence[float]) -> tuple[int, ...]:
    """Return how many values lie below the first edge, between each two, and at or above the last."""
    stretches = np.digitize(np.asarray(values, np.float64), edges)
    return tuple(np.bincount(stretches, minlength=len(edges) + 1).tolist())

"""Whatever is commonest, without a look at the text: what any other way must beat."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from model.content import units
from model.draft import Draft
from training.baselines.baseline import Judge, Judged, Sorter
from training.baselines.truth import flags_of, units_of
from training.labels import Corpus


class Majority:
    """Says the same of every draft."""

    def learn(self, corpus: Corpus) -> Judge:
        """Count flags and units."""
        likely = flags_of(corpus).mean(axis=0)
        counts = np.bincount(units_of(corpus)[1], minlength=len(units())).astype(np.float64)

        def judge(drafts: Sequence[Draft]) -> Judged:
            same = np.tile(likely, (len(drafts), 1))
            return Judged(same, same > 0.5, np.tile(counts, (len(drafts), 1)))

        return judge

    def learn_topics(self, texts: Sequence[str], topics: Sequence[str]) -> Sorter:  # noqa: ARG002 - it looks at none
        """Count topics."""
        ((commonest, _),) = Counter(topics).most_common(1)
        return lambda asked: [commonest] * len(asked)

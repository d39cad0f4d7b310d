"""Words and pairs of words as jieba cuts them, weighted by scikit-learn, under a linear classifier."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

import jieba
import numpy as np
from scipy.special import expit
from sklearn.feature_extraction.text import TfidfVectorizer

from model.content import units
from model.draft import Draft
from training.baselines.baseline import Judge, Judged, Sorter
from training.baselines.truth import flags_of, text_of, units_of
from training.labels import Corpus

jieba.setLogLevel(logging.WARNING)


class Linear:
    """TF-IDF under one kind of linear classifier.

    Args:
        classifier: makes a new one, unfitted.
    """

    def __init__(self, classifier: Callable[[], Any]) -> None:
        jieba.initialize()
        self._classifier = classifier

    def learn(self, corpus: Corpus) -> Judge:
        """Fit one classifier a flag on the drafts, one for the unit on drafts and titles."""
        texts, mains = units_of(corpus)
        words = _words()
        rows = words.fit_transform(map(text_of, texts))
        own = rows[: len(corpus.drafts)]
        flags = [self._classifier().fit(own, holds) for holds in flags_of(corpus).T]
        unit = self._classifier().fit(rows, mains)

        def judge(drafts: Sequence[Draft]) -> Judged:
            asked = words.transform(map(text_of, drafts))
            likely = np.column_stack([flag.decision_function(asked) for flag in flags])
            scores = np.full((len(drafts), len(units())), -np.inf)
            scores[:, unit.classes_] = unit.decision_function(asked)
            return Judged(expit(likely), likely > 0, scores)

        return judge

    def learn_topics(self, texts: Sequence[str], topics: Sequence[str]) -> Sorter:
        """Fit one classifier for the topic."""
        words = _words()
        topic = self._classifier().fit(words.fit_transform(texts), topics)
        return lambda asked: [str(each) for each in topic.predict(words.transform(asked))]


def _words() -> TfidfVectorizer:
    return TfidfVectorizer(
        tokenizer=jieba.lcut, token_pattern=None, ngram_range=(1, 2), min_df=2, sublinear_tf=True
    )

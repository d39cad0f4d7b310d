"""lianshen's own way: what is trained is what is served, a whole review included.

Of topics the same n-grams under the same kind of head, and an encoder's reading beside them.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from joblib import parallel_config
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.metrics import f1_score

from model.canonical import canonical
from model.content import units
from model.features import Blocks
from model.ngrams import ngrams
from model.review import Review
from model.reviewer import Reviewer
from training.baselines.baseline import Judge, Judged, Sorter
from training.fit import fit
from training.labels import Corpus
from training.linear import margins
from training.matrix import fit_vocabulary, matrix
from training.split import held_out

_SEED = 0
_FIRST_LINE, _WHOLE = 1, 2
_STRENGTHS = (1.0, 3.0, 10.0)
_FOLDS = 3
_READ = 1.0
"""Length of the encoder's reading of a text beside its n-grams, which have length 1."""


class Own:
    """Trains a bundle as ``lianshen train`` does, and reviews with it.

    Args:
        report: called as the training goes on.
        encoder: a checkpoint that reads texts beside the n-grams when topics are learnt; needs the extra
            ``encoder``.

    Raises:
        EncoderError: the checkpoint cannot be used.
    """

    def __init__(self, report: Callable[[str, float], None], encoder: Path | None = None) -> None:
        self._report = report
        self._embed: Callable[[Sequence[str]], NDArray[np.float64]] | None = None
        if encoder is not None:
            from training.baselines.encoder import Encoder  # noqa: PLC0415 - torch is not needed otherwise

            self._embed = Encoder(encoder, report).embed

    def learn(self, corpus: Corpus) -> Judge:
        """Train; in this one process, so that its time and memory can be measured."""
        with parallel_config(backend="sequential"):
            reviewer = Reviewer(fit(corpus, data="", progress=self._report))
        return lambda drafts: _judged([reviewer.review(draft) for draft in drafts])

    def learn_topics(self, texts: Sequence[str], topics: Sequence[str]) -> Sorter:
        """Fit a head a topic over n-grams, and over the encoder's reading where there is one.

        How strongly the heads are fitted is chosen on parts of these texts held out in turn.
        """
        names = sorted(set(topics))
        answers = np.array(topics)[:, None] == np.array(names)
        blocks = list(map(_blocks, texts))
        vocabulary = fit_vocabulary(blocks)

        def seen(asked: Sequence[str]) -> csr_matrix:
            rows = matrix(vocabulary, list(map(_blocks, asked)))
            return hstack([rows, _READ * self._embed(asked)], "csr") if self._embed else rows

        with parallel_config(backend="sequential"):
            rows = seen(texts)
            fitted = margins(rows, answers, _strength(rows, answers), _SEED)
        return lambda asked: [names[best] for best in fitted.score(seen(asked)).argmax(axis=1)]


def _blocks(text: str) -> Blocks:
    """Return the n-grams of the first line, which is a title as a rule, and of the whole text."""
    whole = canonical(text.strip())
    return [ngrams(whole.partition("\n")[0], (1, 2), _FIRST_LINE), ngrams(whole, (1, 2), _WHOLE)]


def _strength(rows: csr_matrix, answers: NDArray[np.bool_]) -> float:
    """Return the strength with the best macro-F1 on thirds held out in turn."""
    truth = answers.argmax(axis=1)
    folds = held_out([str(number) for number in range(len(truth))], _FOLDS)
    found = {}
    for strength in _STRENGTHS:
        said = np.zeros_like(truth)
        for test in folds:
            known = np.setdiff1d(np.arange(len(truth)), test)
            said[test] = (
                margins(rows[known], answers[known], strength, _SEED).score(rows[test]).argmax(axis=1)
            )
        found[strength] = float(f1_score(truth, said, average="macro"))
    return max(found, key=lambda strength: found[strength])


def _judged(reviews: Sequence[Review]) -> Judged:
    number = {name: index for index, name in enumerate(units())}
    scores = np.zeros((len(reviews), len(number)))
    for row, review in enumerate(reviews):
        for candidate in review.units.candidates:
            scores[row, number[candidate.unit]] = candidate.probability
    return Judged(
        np.array([[flag.probability for flag in review.flags] for review in reviews]),
        np.array([[flag.state == "成立" for flag in review.flags] for review in reviews]),
        scores,
    )

"""lianshen's own way: what is trained is what is served, a whole review included.

Topics it tells by the same n-grams under the same kind of head, and by an encoder besides.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from joblib import parallel_config
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.special import log_softmax
from sklearn.metrics import f1_score

from model.canonical import canonical
from model.content import units
from model.features import Blocks
from model.ngrams import ngrams
from model.review import Review
from model.reviewer import Reviewer
from training.baselines.baseline import Judge, Judged, Sorter
from training.calibrate import fit_sharpness
from training.fit import fit
from training.labels import Corpus
from training.linear import margins
from training.matrix import fit_vocabulary, matrix
from training.split import held_out

_SEED = 0
_FIRST_LINE, _WHOLE = 1, 2
_STRENGTHS = (1.0, 3.0, 10.0)
_FOLDS = 3


class Own:
    """Trains a bundle as ``lianshen train`` does, and reviews with it.

    Args:
        report: called as the training goes on.
        encoder: a checkpoint to be fine-tuned when topics are learnt; needs the extra ``encoder``.

    Raises:
        EncoderError: the checkpoint cannot be used.
    """

    def __init__(self, report: Callable[[str, float], None], encoder: Path | None = None) -> None:
        self._report, self._encoder = report, None
        if encoder is not None:
            from training.baselines.encoder import Encoder  # noqa: PLC0415 - torch is not needed otherwise

            self._encoder = Encoder(encoder, report)

    def learn(self, corpus: Corpus) -> Judge:
        """Train; in this one process, so that its time and memory can be measured."""
        with parallel_config(backend="sequential"):
            reviewer = Reviewer(fit(corpus, data="", progress=self._report))
        return lambda drafts: _judged([reviewer.review(draft) for draft in drafts])

    def learn_topics(self, texts: Sequence[str], topics: Sequence[str]) -> Sorter:
        """Fit a head a topic over n-grams; an encoder, where there is one, is fine-tuned to say the same.

        How strongly the heads are fitted is chosen on parts of these texts held out in turn. Both have an
        equal say: their log-probabilities are added.
        """
        names = sorted(set(topics))
        answers = np.array(topics)[:, None] == np.array(names)
        blocks = list(map(_blocks, texts))
        vocabulary = fit_vocabulary(blocks)
        with parallel_config(backend="sequential"):
            rows = matrix(vocabulary, blocks)
            strength, sharpness = _chosen(rows, answers)
            fitted = margins(rows, answers, strength, _SEED)
        read = self._encoder and self._encoder.learn_scores(texts, topics)

        def sort(asked: Sequence[str]) -> list[str]:
            scores = fitted.score(matrix(vocabulary, list(map(_blocks, asked))))
            said = log_softmax(sharpness * scores.astype(np.float64), axis=1)
            if read:
                said = said + log_softmax(read(asked), axis=1)
            return [names[best] for best in said.argmax(axis=1)]

        return sort


def _blocks(text: str) -> Blocks:
    """Return the n-grams of the first line, which is a title as a rule, and of the whole text."""
    whole = canonical(text.strip())
    return [ngrams(whole.partition("\n")[0], (1, 2), _FIRST_LINE), ngrams(whole, (1, 2), _WHOLE)]


def _chosen(rows: csr_matrix, answers: NDArray[np.bool_]) -> tuple[float, float]:
    """Return the strength with the best macro-F1 on thirds held out in turn, and how sharp its scores are."""
    truth = answers.argmax(axis=1)
    folds = held_out([str(number) for number in range(len(truth))], _FOLDS)
    found = []
    for strength in _STRENGTHS:
        scores = np.zeros(answers.shape, np.float32)
        for test in folds:
            known = np.setdiff1d(np.arange(len(truth)), test)
            scores[test] = margins(rows[known], answers[known], strength, _SEED).score(rows[test])
        right = float(f1_score(truth, scores.argmax(axis=1), average="macro"))
        found.append((right, strength, fit_sharpness(scores, truth)))
    _, strength, sharpness = max(found)
    return strength, sharpness


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

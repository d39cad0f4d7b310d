"""Texts as sparse rows over a vocabulary."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from model.features import Blocks, Vocabulary


def fit_vocabulary(texts: Sequence[Blocks], min_texts: int = 2) -> Vocabulary:
    """Keep the n-grams that occur in at least ``min_texts`` texts, with their inverse document frequency."""
    sizes = [sum(map(len, blocks)) for blocks in texts]
    hashes, numbers = np.unique(
        np.concatenate([block for blocks in texts for block in blocks]), return_inverse=True
    )
    pairs = np.repeat(np.arange(len(texts)), sizes) * len(hashes) + numbers
    pairs.sort()  # np.unique would hash them, which takes several times as long
    first = np.concatenate(([True], pairs[1:] != pairs[:-1]))
    counts = np.bincount(pairs[first] % len(hashes), minlength=len(hashes))
    kept = counts >= min_texts
    weights = np.log((1 + len(texts)) / (1 + counts[kept])) + 1
    return Vocabulary(hashes[kept], weights.astype(np.float32))


def matrix(vocabulary: Vocabulary, texts: Sequence[Blocks]) -> csr_matrix:
    """Return shape (texts, features), float64 as scikit-learn's linear solvers want it."""
    encoded = vocabulary.encode(texts)
    laid_out = csr_matrix(
        (encoded.values.astype(np.float64), encoded.rows, encoded.ends),
        shape=(len(texts), len(vocabulary.hashes)),
    )
    laid_out.sort_indices()
    return laid_out

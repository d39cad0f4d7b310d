import math
from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from model.features import Blocks, text_blocks
from training.matrix import fit_vocabulary, matrix

few = st.lists(st.integers(0, 12).map(np.uint64), max_size=8).map(lambda block: np.array(block, np.uint64))
texts = st.lists(st.lists(few, min_size=2, max_size=2), min_size=2, max_size=6).filter(
    lambda several: any(len(block) for blocks in several for block in blocks)
)


@given(texts, st.integers(1, 3))
def test_the_vocabulary_is_what_enough_texts_have_weighted_by_how_few(
    several: list[Blocks], least: int
) -> None:
    having = Counter(value for blocks in several for value in set(np.concatenate(blocks).tolist()))
    vocabulary = fit_vocabulary(several, least)
    expected = sorted(value for value, count in having.items() if count >= least)
    assert vocabulary.hashes.tolist() == expected
    idf = [math.log((1 + len(several)) / (1 + having[value])) + 1 for value in expected]
    np.testing.assert_allclose(vocabulary.weights, idf, rtol=1e-6)


def test_what_one_text_repeats_still_counts_once() -> None:
    several = [text_blocks("修路修路修路", "修路", "修路"), text_blocks("装灯", "", "装灯")]
    assert len(fit_vocabulary(several, 2).hashes) == 0
    assert len(fit_vocabulary(several, 1).hashes) > 0


def test_the_matrix_holds_what_the_vocabulary_encodes() -> None:
    several = [
        text_blocks("关于修路", "修路", "请修路"),
        text_blocks("", "", ""),
        text_blocks("关于修路", "", "灯"),
    ]
    vocabulary = fit_vocabulary(several)
    laid_out, encoded = matrix(vocabulary, several), vocabulary.encode(several)
    assert laid_out.shape == (3, len(vocabulary.hashes))
    assert laid_out.dtype == np.float64
    assert laid_out.has_canonical_format
    full = np.zeros(laid_out.shape)
    np.add.at(full, (np.repeat([0, 1, 2], np.diff(encoded.ends)), encoded.rows), encoded.values)
    np.testing.assert_allclose(laid_out.toarray(), full, rtol=1e-6)
    assert laid_out[1].nnz == 0

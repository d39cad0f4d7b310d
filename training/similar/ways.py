"""Ways to say how much alike two drafts are: ours, and those of the field beside it."""

from collections.abc import Callable, Sequence

import numpy as np

from model.draft import Draft
from model.errors import ExtraMissing
from model.similar.likeness import Drafts, Floats, lay_out
from model.similar.matter import chances
from model.similar.rarity import rarity
from model.similar.sketch import sketch_all
from model.words import cut, fold
from training.labels import read_corpus

OURS = "lianshen"

Pairs = tuple[Drafts, Drafts]
Way = Callable[[Sequence[Draft], Pairs], Floats]
"""Drafts of one session and which of them to compare in; how much alike they are out, shape (pairs,)."""

_SHINGLE = 3
"""Code points of a shingle, blanks left out."""
_PERMUTATIONS = 128


def ours(drafts: Sequence[Draft], pairs: Pairs) -> Floats:
    """Return how likely they are on the same matter."""
    sketches = sketch_all([draft.masked for draft in drafts])
    rows = lay_out(sketches, rarity([sketches]))
    return chances(rows, rows, pairs)


def tfidf(drafts: Sequence[Draft], pairs: Pairs) -> Floats:
    """Return the cosine of their words' TF-IDF, fitted on the corpus and the drafts."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - help must not wait for it

    vectors = TfidfVectorizer(analyzer=_words, sublinear_tf=True)
    vectors.fit([_text(row.draft) for row in read_corpus().drafts] + [_text(draft) for draft in drafts])
    rows = vectors.transform([_text(draft) for draft in drafts])
    return np.asarray(rows[pairs[0]].multiply(rows[pairs[1]]).sum(axis=1), np.float64).ravel()


def minhash(drafts: Sequence[Draft], pairs: Pairs) -> Floats:
    """Return the share of shingles they have in common, as MinHash estimates it (Broder 1997).

    Raises:
        ExtraMissing: datasketch is not installed.
    """
    try:
        from datasketch import MinHash  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise ExtraMissing("没有装 datasketch", remedy="请先装扩展 bench：pip install '.[bench]'") from error
    hashes = []
    for draft in drafts:
        text = "".join(_text(draft).split())
        hashed = MinHash(num_perm=_PERMUTATIONS)
        hashed.update_batch([text[at : at + _SHINGLE].encode() for at in range(len(text) - _SHINGLE + 1)])
        hashes.append(hashed.hashvalues)
    table = np.array(hashes)
    return np.asarray((table[pairs[0]] == table[pairs[1]]).mean(axis=1), np.float64)


def length(drafts: Sequence[Draft], pairs: Pairs) -> Floats:
    """Return how long they are together, which should say nothing; where it does, the pairs give it away."""
    long = np.array([len(draft.body) for draft in drafts], np.float64)
    whole = long[pairs[0]] + long[pairs[1]]
    return whole / (whole + 1000)


WAYS: dict[str, Way] = {OURS: ours, "tfidf": tfidf, "minhash": minhash, "length": length}


def _text(draft: Draft) -> str:
    return fold(f"{draft.canonical_title}\n{draft.canonical_body}")


def _words(text: str) -> list[str]:
    words = cut(text)
    ends = np.flatnonzero(np.frombuffer(words.ends, np.uint8)) + 1
    return [words.text[start:end] for start, end in zip([0, *ends[:-1]], ends, strict=True)]

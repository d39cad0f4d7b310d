"""The words that show a reason: the sentence that carries it most, cut down to the clause that does."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.draft import Draft, Part, Quote, quote
from model.features import Heads, Vocabulary, sentence_blocks

_CLAUSE = re.compile(r"[^，；：。！？]+[，；：。！？]*")
_EDGES = " ，；：。、！？“”\n"
_SHORTEST = 4
"""Code points below which a clause is too little to quote."""
_LONGEST = 60
"""Code points above which neighbouring clauses are no longer quoted together."""
_MOST_CLAUSES = 3
_MOST_QUOTES = 3
_AS_GOOD = 1.0
"""A further sentence is quoted when its score is positive and within this of the best one."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The title or one sentence, and how strongly it shows each reason code.

    Attributes:
        part: where it stands.
        start: first code point.
        text: canonical words.
        zone: ``title``, or the zone of the sentence.
        scores: one for each head, shape (codes,).
    """

    part: Part
    start: int
    text: str
    zone: str
    scores: NDArray[np.float32]


class Witness:
    """Finds the evidence for reason codes in one draft."""

    def __init__(self, draft: Draft, vocabulary: Vocabulary, heads: Heads) -> None:
        self._draft, self._vocabulary, self._heads = draft, vocabulary, heads
        spans: list[tuple[Part, int, str, str]] = []
        if draft.title.strip():
            spans.append(("title", 0, draft.canonical_title, "title"))
        spans += [("body", s.text_start, s.text, s.zone) for s in draft.sentences]
        scores = self._score((text, zone) for _, _, text, zone in spans)
        self._passages = [Passage(*span, scores=score) for span, score in zip(spans, scores, strict=True)]

    def quotes(self, code: str) -> tuple[Quote, ...]:
        """Return the passages that show a code, strongest first; empty only where there is no text at all."""
        column = self._heads.names.index(code)
        ranked = sorted(self._passages, key=lambda passage: -passage.scores[column])[:_MOST_QUOTES]
        if not ranked:
            return ()
        best = ranked[0].scores[column]
        shown = [p for p in ranked if p is ranked[0] or (p.scores[column] > max(0.0, best - _AS_GOOD))]
        return tuple(self._narrow(passage, column) for passage in shown)

    def _score(self, texts: Iterable[tuple[str, str]]) -> list[NDArray[np.float32]]:
        blocks = [sentence_blocks(text, zone) for text, zone in texts]
        return list(self._heads.score(self._vocabulary.encode(blocks))) if blocks else []

    def _narrow(self, passage: Passage, column: int) -> Quote:
        start, end = 0, len(passage.text)
        if passage.part == "body":
            start, end = self._best_clauses(passage, column)
        while start < end and passage.text[start] in _EDGES:
            start += 1
        while end > start and passage.text[end - 1] in _EDGES:
            end -= 1
        if start == end:  # nothing but punctuation
            start, end = 0, len(passage.text)
        return quote(self._draft, passage.part, passage.start + start, passage.start + end)

    def _best_clauses(self, passage: Passage, column: int) -> tuple[int, int]:
        """Return the run of clauses that shows the code best.

        Scores are of unit-length texts, so they do not grow with the run; the logarithm of its length is
        added because a phrase torn from its sentence tells the reader less than the words around it do.
        """
        spans = clauses(passage.text)
        runs = [
            (spans[first][0], spans[last][1])
            for first in range(len(spans))
            for last in range(first, min(first + _MOST_CLAUSES, len(spans)))
            if first == last or spans[last][1] - spans[first][0] <= _LONGEST
        ]
        if len(runs) < 2:
            return 0, len(passage.text)
        scores = self._score((passage.text[start:end], passage.zone) for start, end in runs)
        return max(
            zip(runs, scores, strict=True), key=lambda run: run[1][column] + np.log(run[0][1] - run[0][0])
        )[0]


def clauses(text: str) -> list[tuple[int, int]]:
    """Return where the clauses of a canonical sentence stand; scraps too short to quote are left out."""
    return [match.span() for match in _CLAUSE.finditer(text) if match.end() - match.start() >= _SHORTEST]

"""The words that show a reason: the sentence that carries it most, cut down to the clause that does."""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from model.draft import Draft, Part, Quote, quote
from model.features import Heads, Vocabulary, sentence_lot
from model.words import Words, cut

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

Evidence = dict[str, tuple[Quote, ...]]
"""For each reason code the passages that show it, strongest first."""

Lent = Callable[[Part, int, int], NDArray[np.float32]]
"""What an encoder adds for each code to the score of a stretch of its draft."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The title or one sentence.

    Attributes:
        draft: number of the draft among those that are looked through together.
        part: where it stands.
        start: first code point.
        text: canonical words.
        words: the same, cut.
        zone: ``title``, or the zone of the sentence.
    """

    draft: int
    part: Part
    start: int
    text: str
    words: Words
    zone: str


_Run = tuple[tuple[int, int], list[float]]
"""Where neighbouring clauses stand in a passage, and their score for each code."""


def passages(draft: Draft, number: int) -> list[Passage]:
    """Return the title, unless it is blank, and the sentences."""
    title = draft.canonical_title
    return [
        *([Passage(number, "title", 0, title, cut(title), "title")] if title.strip() else []),
        *(
            Passage(number, "body", s.text_start, s.text, draft.words.stretch(s.text_start, s.end), s.zone)
            for s in draft.sentences
        ),
    ]


class Witness:
    """Finds the evidence for reason codes, in several drafts at once."""

    def __init__(self, vocabulary: Vocabulary, heads: Heads) -> None:
        self._vocabulary, self._heads = vocabulary, heads

    def evidence(
        self, drafts: Sequence[Draft], codes: Sequence[Sequence[str]], lent: Sequence[Lent] = ()
    ) -> list[Evidence]:
        """Return the evidence for the codes of each draft; none only where there is no text at all.

        Args:
            drafts: to look through.
            codes: sought in each of them.
            lent: what an encoder adds for each draft, in the full tier.
        """
        read = [
            passages(draft, number) if sought else []
            for number, (draft, sought) in enumerate(zip(drafts, codes, strict=True))
        ]
        scores = iter(self._score([(each, 0, len(each.text)) for own in read for each in own], lent))
        shown: list[dict[str, list[Passage]]] = []
        for own, sought in zip(read, codes, strict=True):
            scored = list(zip(own, islice(scores, len(own)), strict=True))
            shown.append({code: self._strongest(scored, code) for code in sought})
        runs = self._runs({each for by_code in shown for found in by_code.values() for each in found}, lent)
        return [
            {
                code: tuple(_quote(draft, each, self._best(runs[each], code)) for each in found)
                for code, found in by_code.items()
            }
            for draft, by_code in zip(drafts, shown, strict=True)
        ]

    def _score(
        self, stretches: Sequence[tuple[Passage, int, int]], lent: Sequence[Lent]
    ) -> list[list[float]]:
        """Return the score of each code for stretches of passages."""
        if not stretches:
            return []
        texts = [
            (
                passage.words.stretch(start, end) if end - start < len(passage.text) else passage.words,
                passage.zone,
            )
            for passage, start, end in stretches
        ]
        scores = self._heads.score(self._vocabulary.look_up(sentence_lot(texts)))
        if lent:
            scores += [
                lent[passage.draft](passage.part, passage.start + start, passage.start + end)
                for passage, start, end in stretches
            ]
        listed: list[list[float]] = scores.tolist()
        return listed

    def _strongest(self, scored: Sequence[tuple[Passage, list[float]]], code: str) -> list[Passage]:
        column = self._heads.names.index(code)
        ranked = nlargest(_MOST_QUOTES, scored, key=lambda each: each[1][column])
        least = max(0.0, ranked[0][1][column] - _AS_GOOD) if ranked else 0.0
        return [
            passage for rank, (passage, scores) in enumerate(ranked) if not rank or scores[column] > least
        ]

    def _runs(self, shown: Iterable[Passage], lent: Sequence[Lent]) -> dict[Passage, list[_Run]]:
        """Return what could be quoted of each passage, the runs of its clauses, with their scores."""
        runs = {passage: clause_runs(passage.text) if passage.part == "body" else [] for passage in shown}
        scores = iter(
            self._score(
                [(passage, start, end) for passage, spans in runs.items() for start, end in spans], lent
            )
        )
        return {
            passage: list(zip(spans, islice(scores, len(spans)), strict=True))
            or [((0, len(passage.text)), [0.0] * len(self._heads.names))]
            for passage, spans in runs.items()
        }

    def _best(self, runs: Sequence[_Run], code: str) -> tuple[int, int]:
        """Return the run of clauses that shows the code best.

        Scores are of unit-length texts, so they do not grow with the run; the logarithm of its length is
        added because a phrase torn from its sentence tells the reader less than the words around it do.
        """
        column = self._heads.names.index(code)
        (start, end), _ = max(runs, key=lambda run: run[1][column] + math.log(run[0][1] - run[0][0]))
        return start, end


def clauses(text: str) -> list[tuple[int, int]]:
    """Return where the clauses of a canonical sentence stand; scraps too short to quote are left out."""
    return [match.span() for match in _CLAUSE.finditer(text) if match.end() - match.start() >= _SHORTEST]


def clause_runs(text: str) -> list[tuple[int, int]]:
    """Return the clauses and the runs of neighbouring ones; none where there is nothing to choose between."""
    spans = clauses(text)
    runs = [
        (spans[first][0], spans[last][1])
        for first in range(len(spans))
        for last in range(first, min(first + _MOST_CLAUSES, len(spans)))
        if first == last or spans[last][1] - spans[first][0] <= _LONGEST
    ]
    return runs if len(runs) > 1 else []


def _quote(draft: Draft, passage: Passage, run: tuple[int, int]) -> Quote:
    """Quote a run of clauses without the punctuation around it."""
    start, end = run
    while start < end and passage.text[start] in _EDGES:
        start += 1
    while end > start and passage.text[end - 1] in _EDGES:
        end -= 1
    if start == end:  # nothing but punctuation
        start, end = 0, len(passage.text)
    return quote(draft, passage.part, passage.start + start, passage.start + end)

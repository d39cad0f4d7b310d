"""The clauses of a draft and where they stand, for signs that are looked for one clause at a time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from api.priorities.numerals import THOUSANDS
from model.draft import Draft, Quote, quote
from model.sentences import Zone

_CLAUSE = re.compile(r"(?:[^，；。！？：\n]|(?<=\d)，(?=\d{3}(?!\d)))+")
_READ = 20_000
"""Code points that are read, as in ``model.advice.facts``; no draft of the corpus has more than a tenth."""
_AROUND = 24
"""Code points shown before and behind what is quoted of a long clause."""
_LONGEST = 60
_SHORT = 14
_EDGES = ' “”"（）()、…'


@dataclass(frozen=True, slots=True)
class Clause:
    """The words between two marks of punctuation.

    Attributes:
        start: first code point in the body.
        before: first code point of the clause before it in the same sentence, or its own.
        text: canonical, commas within numbers as ``,``.
        zone: of its sentence.
    """

    start: int
    before: int
    text: str
    zone: Zone


def clauses(draft: Draft) -> Iterator[Clause]:
    """Yield the clauses of the body in order, headings left out; none is longer than a sentence may be."""
    for sentence in draft.sentences:
        if sentence.start >= _READ:
            return
        if sentence.zone != "heading":
            before = sentence.text_start
            for found in _CLAUSE.finditer(sentence.text):
                start = sentence.text_start + found.start()
                yield Clause(start, before, THOUSANDS.sub(",", found.group()), sentence.zone)
                before = start


def quoted(draft: Draft, clause: Clause, start: int, end: int) -> Quote:
    """Quote a clause with the one before it where it is too short to be understood; of a long one, a part.

    Args:
        draft: the clause is of.
        clause: to be quoted.
        start: first code point of the sign in the clause.
        end: one past its last.
    """
    text = clause.text
    first, last = 0, len(text)
    if last > _LONGEST:
        first, last = max(0, start - _AROUND), min(last, end + _AROUND)
    while first < start and text[first] in _EDGES:
        first += 1
    while last > end and text[last - 1] in _EDGES:
        last -= 1
    begin = clause.start + first
    if last - first < _SHORT and clause.start + last - clause.before <= _LONGEST:
        begin = clause.before
    return quote(draft, "body", begin, clause.start + last)

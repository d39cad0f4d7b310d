"""The labelled data laid out as the heads see it: texts as blocks of n-grams, labels as tables."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model import content
from model.canonical import canonical
from model.content import REASONS
from model.draft import Draft, Part
from model.evidence import clauses
from model.features import Blocks, draft_blocks, sentence_blocks, text_blocks
from model.unit_list import UnitList, bundled_units
from model.units import ask_blocks
from training.labels import Corpus, LabelledDraft

UNTOLD = -1
"""Stands for a unit that nobody named, or whose work nobody in the list of units does."""


@dataclass(frozen=True, slots=True)
class UnitTexts:
    """Texts that show what a unit is responsible for.

    Attributes:
        blocks: n-grams of each text.
        units: the number of its 主办 in the list of units, or ``UNTOLD``.
        groups: texts on the same matter share a group.
    """

    blocks: list[Blocks]
    units: NDArray[np.intp]
    groups: list[str]


@dataclass(frozen=True, slots=True)
class SentenceTexts:
    """Titles, sentences and clauses of drafts, each with the codes whose evidence it carries.

    Attributes:
        blocks: n-grams of each text.
        codes: shape (texts, codes).
    """

    blocks: list[Blocks]
    codes: NDArray[np.bool_]


def unit_number() -> dict[str, int]:
    """Return the number of each of the bundled units."""
    return {name: number for number, name in enumerate(content.units())}


_FITS, _BETTER = 4.5, 1.5
"""From which fit on a duty of a new unit says more than a label, and how many times better it must fit than
any duty of the unit that is labelled. Of the bundled texts that it moves, hardly any goes astray."""


def number_in(units: UnitList, name: str, text: str = "") -> int:
    """Return the number of the unit that a text is labelled with, or ``UNTOLD``.

    No bundled label speaks of a unit that does no bundled unit's work. So where the place has such a unit,
    and the text falls under one of its duties and hardly under those of the unit that is labelled, it is
    taken for an example of the new one: else the label would teach that the new unit never has it.

    Args:
        units: of the place.
        name: in the list, or that of a bundled unit.
        text: what the label is about.
    """
    found = units.number_of(name)
    number = UNTOLD if found is None else found
    if not units.new or not text or name not in bundled_units():
        return number
    fits = units.fits(canonical(text))
    best = int(fits.argmax())
    former = 0.0 if number == UNTOLD else fits[number]
    return best if best in units.new and fits[best] >= max(_FITS, _BETTER * former) else number


def join(*parts: UnitTexts) -> UnitTexts:
    """Put several lots of texts behind each other."""
    return UnitTexts(
        [blocks for part in parts for blocks in part.blocks],
        np.concatenate([part.units for part in parts]),
        [group for part in parts for group in part.groups],
    )


def title_texts(corpus: Corpus, units: UnitList) -> UnitTexts:
    """Lay out the labelled titles, each with its gist as the body."""
    return UnitTexts(
        [draft_blocks(row.as_draft()) for row in corpus.titles],
        np.array([number_in(units, row.main, row.title + row.gist) for row in corpus.titles], np.intp),
        [row.title for row in corpus.titles],
    )


def duty_texts(units: UnitList) -> UnitTexts:
    """Lay out the duty clauses, names and aliases of the units: what a unit says of itself trains it too."""
    rows = [
        (canonical(words), number, unit.name)
        for number, unit in enumerate(units.units)
        for words in (*re.split("[，,、（）]", unit.duties), unit.name, *unit.aliases)
        if words
    ]
    return UnitTexts(
        [text_blocks(words, words, words) for words, _, _ in rows],
        np.array([unit for _, unit, _ in rows], np.intp),
        [f"duty {name}" for _, _, name in rows],
    )


def item_texts(drafts: Iterable[LabelledDraft], units: UnitList) -> UnitTexts:
    """Lay out the labelled asks."""
    rows = [(item, labelled.group) for labelled in drafts for item in labelled.items]
    return UnitTexts(
        [ask_blocks(canonical(item.text)) for item, _ in rows],
        np.array([number_in(units, item.unit, item.text) for item, _ in rows], np.intp),
        [group for _, group in rows],
    )


def sentence_texts(drafts: Iterable[LabelledDraft]) -> SentenceTexts:
    """Lay out titles, sentences and their clauses with the codes whose quoted evidence overlaps them."""
    blocks: list[Blocks] = []
    codes: list[NDArray[np.bool_]] = []
    for labelled in drafts:
        draft = labelled.draft
        text = {"title": draft.canonical_title, "body": draft.canonical_body}
        for part, start, end, zone in stretches(draft):
            blocks.append(sentence_blocks(text[part][start:end], zone))
            codes.append(shown(labelled, part, start, end))
    return SentenceTexts(blocks, np.array(codes))


def stretches(draft: Draft) -> Iterator[tuple[Part, int, int, str]]:
    """Yield what can be evidence: the title, each sentence and its clauses; where it stands, and its zone."""
    yield "title", 0, len(draft.title), "title"
    for sentence in draft.sentences:
        inner = clauses(sentence.text)
        for start, end in [(0, len(sentence.text)), *(inner if len(inner) > 1 else ())]:
            yield "body", sentence.text_start + start, sentence.text_start + end, sentence.zone


def shown(labelled: LabelledDraft, part: Part, start: int, end: int) -> NDArray[np.bool_]:
    """Return which codes have evidence that overlaps a stretch of the draft, shape (codes,)."""
    shown = np.zeros(len(REASONS), np.bool_)
    for entry in labelled.evidence:
        at = labelled.draft.text_of(part).find(entry.quote)
        shown[REASONS.index(entry.reason)] |= at >= 0 and at < end and start < at + len(entry.quote)
    return shown

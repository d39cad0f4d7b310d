"""The labelled data laid out as the heads see it: texts as blocks of n-grams, labels as tables."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model import content
from model.canonical import canonical
from model.content import REASONS
from model.features import Blocks, draft_blocks, sentence_blocks, text_blocks
from model.units import ask_blocks
from training.labels import Corpus, LabelledDraft


@dataclass(frozen=True, slots=True)
class UnitTexts:
    """Texts that show what a unit is responsible for.

    Attributes:
        blocks: n-grams of each text.
        units: the number of its 主办 in the order of ``data/departments.jsonl``.
        groups: texts on the same matter share a group.
    """

    blocks: list[Blocks]
    units: NDArray[np.intp]
    groups: list[str]


@dataclass(frozen=True, slots=True)
class SentenceTexts:
    """The title and the sentences of every draft, each with the codes whose evidence it carries.

    Attributes:
        blocks: n-grams of each sentence.
        codes: shape (sentences, codes).
    """

    blocks: list[Blocks]
    codes: NDArray[np.bool_]


def unit_number() -> dict[str, int]:
    """Return the number of each unit."""
    return {name: number for number, name in enumerate(content.units())}


def join(*parts: UnitTexts) -> UnitTexts:
    """Put several lots of texts behind each other."""
    return UnitTexts(
        [blocks for part in parts for blocks in part.blocks],
        np.concatenate([part.units for part in parts]),
        [group for part in parts for group in part.groups],
    )


def title_texts(corpus: Corpus) -> UnitTexts:
    """Lay out the labelled titles, each with its gist as the body."""
    number = unit_number()
    return UnitTexts(
        [draft_blocks(row.as_draft()) for row in corpus.titles],
        np.array([number[row.main] for row in corpus.titles], np.intp),
        [f"title {index}" for index in range(len(corpus.titles))],
    )


def duty_texts() -> UnitTexts:
    """Lay out the duty clauses, names and aliases of the units: what a unit says of itself trains it too."""
    number = unit_number()
    rows = [
        (canonical(words), number[unit.name], unit.name)
        for unit in content.units().values()
        for words in (*re.split("[，,、（）]", unit.duties), unit.name, *unit.aliases)
        if words
    ]
    return UnitTexts(
        [text_blocks(words, words, words) for words, _, _ in rows],
        np.array([unit for _, unit, _ in rows], np.intp),
        [f"duty {name}" for _, _, name in rows],
    )


def item_texts(drafts: Iterable[LabelledDraft]) -> UnitTexts:
    """Lay out the labelled asks."""
    number = unit_number()
    rows = [(item, labelled.group) for labelled in drafts for item in labelled.items]
    return UnitTexts(
        [ask_blocks(canonical(item.text)) for item, _ in rows],
        np.array([number[item.unit] for item, _ in rows], np.intp),
        [group for _, group in rows],
    )


def sentence_texts(drafts: Iterable[LabelledDraft]) -> SentenceTexts:
    """Lay out the titles and sentences of drafts with the codes whose quoted evidence overlaps them."""
    blocks: list[Blocks] = []
    codes: list[NDArray[np.bool_]] = []
    for labelled in drafts:
        draft = labelled.draft
        spans = [("title", 0, len(draft.title), draft.canonical_title)]
        spans += [(s.zone, s.text_start, s.end, s.text) for s in draft.sentences]
        marked = np.zeros((len(spans), len(REASONS)), np.bool_)
        for entry in labelled.evidence:
            column = REASONS.index(entry.reason)
            marked[0, column] |= entry.quote in draft.title
            start = draft.body.find(entry.quote)
            if start >= 0:
                for row, (_, first, end, _) in enumerate(spans[1:], 1):
                    marked[row, column] |= first < start + len(entry.quote) and start < end
        blocks += [sentence_blocks(text, zone) for zone, _, _, text in spans]
        codes += list(marked)
    return SentenceTexts(blocks, np.array(codes))

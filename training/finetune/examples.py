"""What an encoder learns from: drafts as tokens, with targets for the whole, for passages and for asks."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.characters import Characters
from model.content import REASONS, units
from model.draft import Draft
from model.evidence import clauses
from model.review import TRIAGE
from model.rubric import FLAGS
from model.windows import Layout, lay_out_draft
from training.examples import shown, stretches, unit_number
from training.item_matching import matched
from training.labels import LabelledDraft, LabelledTitle

UNKNOWN = -1
"""Stands for a class that the example does not tell."""


@dataclass(frozen=True, slots=True)
class Example:
    """One text and what is known of it.

    Attributes:
        layout: its tokens.
        judged: whether flags and codes are known.
        flags: shape (3,).
        codes: shape (11,).
        triage: number of the class, or ``UNKNOWN``.
        unit: number of 主办.
        passages: first token and one past the last of title, sentences and clauses, shape (passages, 2).
        passage_codes: the codes whose evidence each of them carries, shape (passages, 11).
        asks: tokens of the asks whose unit is known, shape (asks, 2).
        ask_units: their units, shape (asks,).
        weight: how much it counts.
    """

    layout: Layout
    judged: bool
    flags: NDArray[np.float32]
    codes: NDArray[np.float32]
    triage: int
    unit: int
    passages: NDArray[np.intp]
    passage_codes: NDArray[np.float32]
    asks: NDArray[np.intp]
    ask_units: NDArray[np.intp]
    weight: float


def draft_example(labelled: LabelledDraft, characters: Characters, restated: float) -> Example:
    """Lay out a labelled draft."""
    draft, number = labelled.draft, unit_number()
    layout = lay_out_draft(draft.masked, characters)  # as in use; lengths stay
    passages, codes = [], []
    for part, start, end, _ in stretches(draft):
        tokens = layout.tokens(part, start, end)
        if tokens[1] > tokens[0]:
            passages.append(tokens)
            codes.append(shown(labelled, part, start, end))
    found = [
        (tokens, number[item.unit])
        for ask, item in matched(draft, draft.asks, labelled.items)
        if (tokens := layout.tokens("body", ask.start, ask.end))[1] > tokens[0]
    ]
    return Example(
        layout=layout,
        judged=True,
        flags=np.array([flag in labelled.flags for flag in FLAGS], np.float32),
        codes=np.array([code in labelled.reasons for code in REASONS], np.float32),
        triage=TRIAGE.index(labelled.triage),
        unit=number[labelled.main],
        passages=np.array(passages, np.intp).reshape(-1, 2),
        passage_codes=np.array(codes, np.float32).reshape(-1, len(REASONS)),
        asks=np.array([tokens for tokens, _ in found], np.intp).reshape(-1, 2),
        ask_units=np.array([unit for _, unit in found], np.intp),
        weight=restated if labelled.origin == "restated" else 1.0,
    )


def title_example(labelled: LabelledTitle, characters: Characters) -> Example:
    """Lay out a labelled title with its gist."""
    return _unit_example(
        labelled.as_draft(), unit_number()[labelled.main], TRIAGE.index(labelled.triage), characters
    )


def duty_examples(characters: Characters) -> Iterator[Example]:
    """Lay out each unit's duties, one clause a text: what a unit says of itself."""
    for number, unit in enumerate(units().values()):
        for words in clauses(unit.duties.replace("、", "，")):
            yield _unit_example(Draft(unit.duties[slice(*words)], ""), number, UNKNOWN, characters)


def _unit_example(draft: Draft, unit: int, triage: int, characters: Characters) -> Example:
    return Example(
        layout=lay_out_draft(draft, characters),
        judged=False,
        flags=np.zeros(len(FLAGS), np.float32),
        codes=np.zeros(len(REASONS), np.float32),
        triage=triage,
        unit=unit,
        passages=np.zeros((0, 2), np.intp),
        passage_codes=np.zeros((0, len(REASONS)), np.float32),
        asks=np.zeros((0, 2), np.intp),
        ask_units=np.zeros(0, np.intp),
        weight=1.0,
    )

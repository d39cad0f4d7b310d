"""All labelled data laid out as matrices, ready to fit and to hold out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from model.asks import asked_of
from model.features import Vocabulary, draft_blocks
from model.review import TRIAGE
from model.scores import JUDGED
from model.unit_list import UnitList, bundled_units
from model.units import ask_blocks
from training.examples import UNTOLD, duty_texts, item_texts, join, number_in, title_texts
from training.item_matching import matched
from training.labels import Corpus
from training.matrix import fit_vocabulary, matrix
from training.parts import reserved


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts laid out: the drafts come first among the unit texts, then titles, labelled asks and duties.

    Attributes:
        unit_list: the units that are told apart.
        vocabulary: over all of them.
        rows: shape (texts, features).
        judged: for the drafts, shape (drafts, len(JUDGED)).
        triage: for the drafts, the number of the class.
        restated: for the drafts, whether a real suggestion is told again in them.
        units: for every text, the number of its 主办, or ``UNTOLD`` where nobody in the list does its work.
        groups: for every text.
        asks: the asks found in each draft, as rows of shape (asks, features).
        ask_of: for each of them, the number of its draft.
        ask_units: for each of them, the number of its unit, or ``UNTOLD`` where no label speaks of it.
        involved: for each draft, the units that are 主办 or 会办, shape (drafts, units).
        items: where the labelled asks lie among the texts.
    """

    unit_list: UnitList
    vocabulary: Vocabulary
    rows: csr_matrix
    judged: NDArray[np.bool_]
    triage: NDArray[np.intp]
    restated: NDArray[np.bool_]
    units: NDArray[np.intp]
    groups: NDArray[np.str_]
    asks: csr_matrix
    ask_of: NDArray[np.intp]
    ask_units: NDArray[np.intp]
    involved: NDArray[np.bool_]
    items: slice

    @property
    def reserved(self) -> NDArray[np.bool_]:
        """Which texts are in groups that no encoder learns from, shape (texts,); duties are in none."""
        own = [reserved(str(group)) for group in self.groups[: self.items.stop]]
        return np.array([*own, *[False] * (len(self.groups) - len(own))])


def lay_out(corpus: Corpus, units: UnitList | None = None) -> Texts:
    """Turn labelled data into matrices.

    Args:
        corpus: its units are named as in ``units``, or as the bundled ones.
        units: to be told apart; the bundled ones if not given.
    """
    units = units or bundled_units()
    drafts = [labelled.draft for labelled in corpus.drafts]
    found = [(index, ask) for index, draft in enumerate(drafts) for ask in draft.asks]
    told = [
        {
            ask: number_in(units, item.unit, item.text)
            for ask, item in matched(row.draft, row.draft.asks, row.items)
        }
        for row in corpus.drafts
    ]
    labelled_asks = item_texts(corpus.drafts, units)
    blocks = [draft_blocks(draft) for draft in drafts]
    mains = np.array(
        [
            number_in(units, row.main, row.draft.canonical_title + "".join(asked_of(row.draft)))
            for row in corpus.drafts
        ],
        np.intp,
    )
    other = join(title_texts(corpus, units), labelled_asks, duty_texts(units))
    vocabulary = fit_vocabulary([*blocks, *other.blocks])
    first_item = len(drafts) + len(corpus.titles)
    involved = np.zeros((len(drafts), len(units)), np.bool_)
    for index, labelled in enumerate(corpus.drafts):
        named = {int(mains[index]), *(number_in(units, unit) for unit in labelled.co)}
        involved[index, list(named - {UNTOLD})] = True
    return Texts(
        unit_list=units,
        vocabulary=vocabulary,
        rows=matrix(vocabulary, [*blocks, *other.blocks]),
        judged=np.array(
            [
                [
                    name in labelled.flags or name in labelled.reasons or name == labelled.triage
                    for name in JUDGED
                ]
                for labelled in corpus.drafts
            ]
        ),
        triage=np.array([TRIAGE.index(labelled.triage) for labelled in corpus.drafts], np.intp),
        restated=np.array([labelled.origin == "restated" for labelled in corpus.drafts]),
        units=np.concatenate([mains, other.units]),
        groups=np.array([*(labelled.group for labelled in corpus.drafts), *other.groups]),
        asks=matrix(
            vocabulary,
            [ask_blocks(drafts[index].canonical_body[ask.start : ask.end]) for index, ask in found],
        ),
        ask_of=np.array([index for index, _ in found], np.intp),
        ask_units=np.array([told[index].get(ask, UNTOLD) for index, ask in found], np.intp),
        involved=involved,
        items=slice(first_item, first_item + len(labelled_asks.blocks)),
    )

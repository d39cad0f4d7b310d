"""Fits how much each comparison counts for two drafts being on the same matter.

Run ``python -m training.similar.fit`` after pairs or comparisons have changed. Only the pairs for
choosing are seen. They are picked to be hard, so three lots are added that are not: all pairs of the
drafts for choosing in the bundled session; those drafts of the labelled pairs that are nearest to each
other and of different topics (a few may be on one matter all the same, nobody has looked); and copies,
drafts of the corpus beside themselves with a sentence left out.

How long drafts are says something of how they were written and nothing of sessions. The labelled pairs are
kept from telling by it (``data/pairs/README.md``); what little is left of it in the lots added is fitted
along, and left out of what is kept.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from model.draft import Draft
from model.similar.likeness import AGAINST, FOR, Drafts, Floats, compare, lay_out
from model.similar.matter import WEIGHTS, Weights, laid_out
from model.similar.nearest import nearest_within
from model.similar.rarity import rarity
from model.similar.sketch import NO_PAIR, Sketches, sketch
from training.labels import read_corpus
from training.similar.pairs import LabelledPair, read_pairs, tuning
from training.similar.sessions import SessionDraft, half, read_session

_NEAREST = 12
_COPIES, _OTHER_TOPICS, _SESSION = 10.0, 10.0, 300.0
"""What all copies, all of other topics, all of two matters in the session weigh together."""
_ONE_MATTER = 3.0
"""What one pair on one matter in the session weighs; a labelled pair weighs 1."""
_SENTENCES = 3
"""A copy is made of drafts with more."""
_PULL = 2.0
"""Of the weights towards 0, on comparisons of unit variance."""


class Rows(NamedTuple):
    """Pairs of drafts, compared.

    Attributes:
        compared: shape (pairs, comparisons).
        lengths: logarithms of the pairs of characters in the shorter and in the longer, shape (pairs, 2).
    """

    compared: Floats
    lengths: Floats


class Examples(NamedTuple):
    """Rows with whether each is on one matter, and how much it weighs, both of shape (pairs,)."""

    rows: Rows
    same: NDArray[np.bool_]
    weight: Floats


def examples(pairs: Sequence[LabelledPair], session: Sequence[SessionDraft]) -> Examples:
    """Return the labelled pairs and what is added to them; a session has one draft at least."""
    sketches = sketch([draft.masked for pair in pairs for draft in (pair.own, pair.other)])
    first = np.arange(len(pairs), dtype=np.intp) * 2
    lots = (
        _rows(sketches, sketches, (first, first + 1)),
        _copies([labelled.draft for labelled in read_corpus().drafts]),
        _rows(sketches, sketches, _other_topics(sketches, pairs)),
    )
    counts = [len(lot.compared) for lot in lots]
    same = [pair.kind == "same" for pair in pairs] + [True] * counts[1] + [False] * counts[2]
    weights = (1.0, _COPIES / max(counts[1], 1), _OTHER_TOPICS / max(counts[2], 1))
    picked = Examples(_together(lots), np.array(same), np.repeat(weights, counts))
    return _both(picked, session_examples(session))


def session_examples(session: Sequence[SessionDraft]) -> Examples:
    """Return all pairs of the drafts of a session."""
    first, second = np.triu_indices(len(session), 1)
    matters = np.array([row.matter for row in session])
    same = matters[first] == matters[second]
    sketches = sketch([row.draft.masked for row in session])
    weight = np.where(same, _ONE_MATTER, _SESSION / max(len(same), 1))
    return Examples(_rows(sketches, sketches, (first, second)), same, weight)


def fit(given: Examples) -> Weights:
    """Fit a logistic regression whose weights are not below 0, those of lengths apart."""
    inputs, lengths = laid_out(given.rows.compared), given.rows.lengths
    scale = inputs.std(axis=0) + 1e-9
    ordinary = np.average(lengths, axis=0, weights=given.weight)
    columns = np.concatenate((inputs / scale, lengths - ordinary), axis=1)
    sign = np.where(given.same, 1.0, -1.0)

    def loss(tried: Floats) -> tuple[float, Floats]:
        margin = sign * (columns @ tried[1:] + tried[0])
        slope = -sign * given.weight / (1 + np.exp(margin))
        value = (given.weight * np.logaddexp(0, -margin)).sum() + _PULL * np.square(tried[1:]).sum() / 2
        return float(value), np.concatenate(([slope.sum()], slope @ columns + _PULL * tried[1:]))

    free = [(None, None)]
    bounds = free + [(0, None)] * inputs.shape[1] + free * lengths.shape[1]
    found = minimize(loss, np.zeros(len(bounds)), jac=True, bounds=bounds, method="L-BFGS-B").x
    return Weights(float(found[0]), found[1 : 1 + inputs.shape[1]] / scale)


def written(weights: Weights) -> str:
    """Return weights as they are kept."""
    by_name = dict(zip((*FOR, *AGAINST), weights.of.tolist(), strict=True))
    lines = ["# Made by python -m training.similar.fit", f"bias = {weights.bias:.4f}"]
    for table, names in (("for", FOR), ("against", AGAINST)):
        lines += ["", f"[{table}]", *(f"{name} = {by_name[name]:.4f}" for name in names)]
    return "\n".join(lines) + "\n"


def _together(lots: Iterable[Rows]) -> Rows:
    return Rows(*(np.concatenate(columns) for columns in zip(*lots, strict=True)))


def _both(own: Examples, other: Examples) -> Examples:
    return Examples(
        _together([own.rows, other.rows]),
        np.concatenate((own.same, other.same)),
        np.concatenate((own.weight, other.weight)),
    )


def _rows(own: Sketches, other: Sketches, pairs: tuple[Drafts, Drafts]) -> Rows:
    lots = [own] if other is own else [own, other]
    both = np.stack((_lengths(own)[pairs[0]], _lengths(other)[pairs[1]]), axis=1)
    weights = rarity(lots)
    compared = compare(lay_out(own, weights), lay_out(other, weights), pairs)
    return Rows(compared, np.log1p(np.sort(both, axis=1)))


def _lengths(sketches: Sketches) -> Floats:
    of = np.repeat(np.arange(len(sketches)), sketches.counts)
    return np.bincount(of, (sketches.marks & NO_PAIR) == 0, len(sketches)).astype(np.float64)


def _copies(drafts: Sequence[Draft]) -> Rows:
    """Compare drafts with themselves, each with a sentence left out, one after the other in turn."""
    whole, copies = [], []
    for number, draft in enumerate(drafts):
        if len(draft.sentences) > _SENTENCES:
            left_out = draft.sentences[number % len(draft.sentences)]
            whole.append(draft.masked)
            body = draft.body[: left_out.start] + draft.body[left_out.end :]
            copies.append(Draft(draft.title, body, draft.level).masked)
    numbers = np.arange(len(whole), dtype=np.intp)
    return _rows(sketch(whole), sketch(copies), (numbers, numbers))


def _other_topics(sketches: Sketches, pairs: Sequence[LabelledPair]) -> tuple[Drafts, Drafts]:
    """Return the nearest of the drafts of all pairs that have no topic in common."""
    about = [frozenset(pair.topic.split("／")) for pair in pairs for _ in ("own", "other")]
    own, other = nearest_within(sketches, rarity([sketches]), _NEAREST)
    apart = np.array([not about[a] & about[b] for a, b in zip(own.tolist(), other.tolist(), strict=True)])
    return own[apart], other[apart]


if __name__ == "__main__":
    chosen = examples(tuning(read_pairs()), half(read_session(), for_reporting=False))
    WEIGHTS.write_text(written(fit(chosen)), "utf-8")

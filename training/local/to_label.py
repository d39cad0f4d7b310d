"""Which drafts to label next: those whose label would teach most, no two of them alike.

A draft teaches where the model is unsure, and where nothing like it has been labelled yet. So the drafts are
taken one after the other, each time the one of which doubt times strangeness is largest; strangeness is the
distance to the nearest draft that is labelled or taken already (greedy k-center, weighted by doubt).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

from model.rubric import FLAGS, FlagName
from training.fit import THRESHOLDS

SAME_MATTER = 0.15
"""Cosine of two texts from which on they are held to be about the same matter, and only one is asked for.

Of the pairs of the bundled session a third of those on the same matter reach it, and of the others 4 in
100,000; what is worded quite otherwise is found by the groups of the desk.
"""

_STRANGE, _FEW = 0.04, 20
"""Cosine to the nearest labelled draft below which a draft is said to be like none of them; not said before
some are labelled, since at first every draft is."""
_NAMED = 0.6
"""Doubt from which on it is given as a reason."""
_SURE = 0.2
"""Doubt below which it is said that there is none."""
_SAID = 2
"""Doubts that are given as reasons."""
_BITS = 18
_READ = 600
"""Code points of a body that are compared: its matter stands at the beginning."""
_BLOCK = 512
_MIDDLE = (THRESHOLDS.holds + THRESHOLDS.unsure) / 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A draft that nobody has labelled.

    Attributes:
        key: tells it apart; of equals the lower one comes first.
        title: identifiers of persons masked.
        body: likewise.
        flags: probability of each.
        units: the likeliest for 主办 with their probabilities, likeliest first; at least one.
    """

    key: int
    title: str
    body: str
    flags: Mapping[FlagName, float]
    units: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A draft whose label is wanted.

    Attributes:
        key: of the candidate.
        reasons: in Chinese, why; at least one.
    """

    key: int
    reasons: tuple[str, ...]


def worth_labelling(
    candidates: Sequence[Candidate],
    labelled: Sequence[tuple[str, str]],
    names: Mapping[FlagName, str],
    most: int,
) -> tuple[Asked, ...]:
    """Return the drafts whose label would teach most, in the order in which to label them.

    Args:
        candidates: to choose from.
        labelled: title and body of drafts that have a label.
        names: of the flags, in Chinese.
        most: how many to return.
    """
    if not candidates:
        return ()
    known = [(own.title, own.body) for own in candidates]
    rows = _rows([*known, *labelled])
    own, others = rows[: len(known)], rows[len(known) :]
    nearest = _nearest(own, others)
    doubts = np.array([_doubt(each) for each in candidates])
    keys = np.array([each.key for each in candidates])
    return tuple(
        Asked(
            candidates[at].key,
            _reasons(candidates[at], names, strange=len(labelled) >= _FEW and like < _STRANGE),
        )
        for at, like in _taken(own, nearest, doubts, keys, most)
    )


def _taken(
    rows: Any, nearest: NDArray[np.float64], doubts: NDArray[np.float64], keys: NDArray[np.intp], most: int
) -> Iterator[tuple[int, float]]:
    """Yield the numbers of the drafts to take, and how like the nearest labelled one each is."""
    at_first = nearest
    left = nearest < SAME_MATTER
    for _ in range(most):
        if not left.any():
            return
        gains = np.where(left, np.round(doubts * (1 - nearest), 9), -1.0)
        at = int(np.lexsort((keys, -gains))[0])
        yield at, float(at_first[at])
        likeness = np.asarray((rows @ rows[at].T).todense()).ravel()
        nearest = np.maximum(nearest, likeness)
        left &= nearest < SAME_MATTER
        left[at] = False


def _rows(texts: Sequence[tuple[str, str]]) -> Any:
    """Return texts as rows of unit length over hashed pairs of characters, the rarer the weightier."""
    count = HashingVectorizer(
        analyzer="char", ngram_range=(2, 2), n_features=1 << _BITS, alternate_sign=False, norm=None
    )
    found = count.transform(f"{title}\n{title}\n{body[:_READ]}" for title, body in texts)
    return TfidfTransformer(sublinear_tf=True).fit_transform(found).astype(np.float32)


def _nearest(rows: Any, others: Any) -> NDArray[np.float64]:
    """Return the largest cosine of each row to any of the others; 0 where there are none."""
    nearest = np.zeros(rows.shape[0])
    for start in range(0, others.shape[0], _BLOCK):  # one block at a time fits any memory
        likeness = (rows @ others[start : start + _BLOCK].T).max(axis=1)
        nearest = np.maximum(nearest, np.asarray(likeness.todense()).ravel())
    return nearest


def _near(probability: float) -> float:
    """Return how near a flag is to the middle of what counts as unsure: 1 there, 0 at 0 or 1."""
    return 1 - abs(probability - _MIDDLE) / (_MIDDLE if probability < _MIDDLE else 1 - _MIDDLE)


def _between(units: tuple[tuple[str, float], ...]) -> float:
    """Return how near the two likeliest units are to each other: 1 where they are equally likely."""
    chances = [chance for _, chance in units[:2]] + [0.0]
    return 1 - (chances[0] - chances[1])


def _doubt(candidate: Candidate) -> float:
    """Return how much is in doubt: squares, so that one great doubt counts more than several small ones."""
    parts = [*(_near(candidate.flags[flag]) for flag in FLAGS), _between(candidate.units)]
    return sum(part * part for part in parts)


def _reasons(candidate: Candidate, names: Mapping[FlagName, str], *, strange: bool) -> tuple[str, ...]:
    flags = sorted(((_near(candidate.flags[flag]), flag) for flag in FLAGS), key=lambda each: -each[0])
    found = [(near, _told_flag(names[flag], candidate.flags[flag])) for near, flag in flags if near >= _NAMED]
    between = _between(candidate.units)
    if between >= _NAMED:
        found.append((between, _told_units(candidate.units)))
    found.sort(key=lambda each: -each[0])
    reasons = [words for _, words in found[:_SAID]]
    if strange:
        reasons.append("和已标的都不像")
    near, flag = flags[0]
    if not reasons and max(near, between) < _SURE:
        reasons.append("模型都有把握，抽来核对")
    elif not reasons:
        words = _told_flag(names[flag], candidate.flags[flag])
        reasons.append(words if near >= between else _told_units(candidate.units))
    return tuple(reasons)


def _told_flag(name: str, probability: float) -> str:
    words = "拿不准"
    if probability >= THRESHOLDS.holds:
        words = "成立，但不十分肯定"
    elif probability < THRESHOLDS.unsure:
        words = "不成立，但不十分肯定"
    return f"“{name}” {probability:.0%}，{words}"


def _told_units(units: tuple[tuple[str, float], ...]) -> str:
    (first, chance), *others = units
    if not others:
        return f"主办单位是不是{first}，只有 {chance:.0%} 的把握"
    return f"主办单位在{first}（{chance:.0%}）和{others[0][0]}（{others[0][1]:.0%}）之间"

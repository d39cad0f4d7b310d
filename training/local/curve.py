"""What so many local labels bring: a learning curve on constructed places, and one kind of flag corrected."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from model.bundle import Bundle
from model.content import REASONS
from model.encoder import Encoder
from model.judging import FLAG_OF
from model.review import Review
from model.reviewer import Reviewer
from model.rubric import FLAGS, FlagName
from training.labels import Corpus
from training.local.adapting import adapted
from training.local.exam import exam
from training.local.lessons import Lesson
from training.local.places import Place
from training.measures import f1
from training.parts import parts

SIZES = (50, 100, 200, 500)
"""Archived assignments learnt from."""
DRAWS = 5
"""Archives that are drawn by lot: of one alone the share that is right is two points out by chance."""
KIND = "V3"
KIND_FLAG: FlagName = "vague"
CORRECTED = 20
"""Drafts of the kind that are corrected; the others show what comes of it."""


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a curve: the mean over all archives drawn.

    Attributes:
        labels: how many archived assignments were learnt from.
        held_back: texts measured on, in all draws together; the same for all points of a place.
        units: share whose unit is named first.
        moved: the same among the texts that the place gives to another unit than the bundled corpus does.
        flags: F1 of each flag on the drafts among them.
    """

    labels: int
    held_back: int
    units: float
    moved: float
    flags: dict[FlagName, float]


@dataclass(frozen=True, slots=True)
class Corrected:
    """What corrections of one kind of flag bring.

    Attributes:
        corrected: drafts that people corrected.
        later: drafts of that kind judged afterwards.
        before: their mean probability of the flag before the corrections.
        after: after them.
        same_flag: drafts of which the flag holds for other reasons.
        same_flag_before: their mean probability.
        same_flag_after: after the corrections.
        other_flags_changed: judgements of the other flags, of all drafts, that changed at all.
    """

    corrected: int
    later: int
    before: float
    after: float
    same_flag: int
    same_flag_before: float
    same_flag_after: float
    other_flags_changed: int


def curve(
    base: Bundle,
    encoder: Encoder | None,
    corpus: Corpus,
    place: Place,
    progress: Callable[[float], None] = lambda _share: None,
) -> tuple[Point, ...]:
    """Return the curve of one place, from no labels on, over several archives.

    Args:
        base: that has not learnt from the part of the corpus that is only reported on; archive and held-back
            texts are drawn from that part, by whole groups.
        encoder: of its full tier; one that remembers, for every text is read again and again.
        corpus: the bundled one.
        place: whose archive is learnt from.
        progress: called with the share that is done.
    """
    texts = [question.lesson for question in exam(parts(corpus).test, ())]
    sizes = (0, *SIZES)
    drawn: list[list[Point]] = [[] for _ in sizes]
    for draw in range(DRAWS):
        archive, held = _drawn(texts, draw)
        for step, size in enumerate(sizes):
            learnt = adapted(base, encoder, [place.archived(texts[row]) for row in archive[:size]], corpus)
            reviews = list(Reviewer(learnt, encoder).review_many(texts[row].draft for row in held))
            drawn[step].append(_point(size, [texts[row] for row in held], reviews, place))
            progress((draw * len(sizes) + step + 1) / (DRAWS * len(sizes)))
    return tuple(_mean(points) for points in drawn)


def _mean(points: Sequence[Point]) -> Point:
    def mean(values: Iterable[float]) -> float:
        return round(float(np.mean([*values])), 4)

    return Point(
        points[0].labels,
        sum(point.held_back for point in points),
        mean(point.units for point in points),
        mean(point.moved for point in points),
        {flag: mean(point.flags[flag] for point in points) for flag in FLAGS},
    )


def _drawn(texts: Sequence[Lesson], seed: int) -> tuple[list[int], list[int]]:
    """Return an archive in the order it is learnt from, and the texts held back, by whole groups."""
    groups = sorted({text.group for text in texts})
    order = np.random.default_rng(seed).permutation(len(groups)).tolist()
    rows: dict[str, list[int]] = {}
    for row, text in enumerate(texts):
        rows.setdefault(text.group, []).append(row)
    drawn = [row for number in order for row in rows[groups[number]]]
    archive = drawn[: max(SIZES)]
    taken = {texts[row].group for row in archive}
    return archive, [row for row in drawn[max(SIZES) :] if texts[row].group not in taken]


def _point(size: int, texts: Sequence[Lesson], reviews: Sequence[Review], place: Place) -> Point:
    truth = [place.unit_of(text.draft.title, str(text.main)) for text in texts]
    right = [review.units.main.unit == unit for review, unit in zip(reviews, truth, strict=True)]
    moved = [unit != text.main for text, unit in zip(texts, truth, strict=True)]
    drafts = [row for row, text in enumerate(texts) if text.flags]
    return Point(
        size,
        len(texts),
        round(sum(right) / len(right), 4),
        round(sum(map(min, right, moved)) / max(sum(moved), 1), 4),
        {flag: _f1([texts[row] for row in drafts], [reviews[row] for row in drafts], flag) for flag in FLAGS},
    )


def _f1(texts: Sequence[Lesson], reviews: Sequence[Review], flag: FlagName) -> float:
    truth = np.array([text.flags[flag] for text in texts], np.bool_)
    found = np.array(
        [any(each.flag == flag and each.state == "成立" for each in review.flags) for review in reviews],
        np.bool_,
    )
    return round(float(f1(np.ones((1, len(texts))), truth, found)[0]), 4)


def corrected(base: Bundle, encoder: Encoder | None, corpus: Corpus) -> Corrected:
    """Let people say of twenty drafts with empty measures (V3) that they are not vague, and see what follows.

    Args:
        base: as for :func:`curve`.
        encoder: of its full tier.
        corpus: the bundled one.
    """
    texts = [question.lesson for question in exam(parts(corpus).test, ()) if not question.short]
    kind = [row for row, text in enumerate(texts) if _only_of_kind(text)]
    taught, later = kind[:CORRECTED], kind[CORRECTED:]
    same = [row for row, text in enumerate(texts) if text.flags[KIND_FLAG] and not text.codes[KIND]]
    lessons = [
        replace(texts[row], flags={KIND_FLAG: False}, codes={}, main=None, triage=None) for row in taught
    ]
    before = list(Reviewer(base, encoder).review_many(text.draft for text in texts))
    learnt = adapted(base, encoder, lessons, corpus)
    after = list(Reviewer(learnt, encoder).review_many(text.draft for text in texts))

    def mean(reviews: Sequence[Review], rows: Sequence[int]) -> float:
        return round(float(np.mean([_chance(reviews[row]) for row in rows])), 4)

    changed = sum(
        old != new
        for one, other in zip(before, after, strict=True)
        for old, new in zip(one.flags, other.flags, strict=True)
        if old.flag != KIND_FLAG
    )
    return Corrected(
        len(taught),
        len(later),
        mean(before, later),
        mean(after, later),
        len(same),
        mean(before, same),
        mean(after, same),
        changed,
    )


def _only_of_kind(text: Lesson) -> bool:
    return [code for code in REASONS if FLAG_OF[code] == KIND_FLAG and text.codes[code]] == [KIND]


def _chance(review: Review) -> float:
    return next(flag.probability for flag in review.flags if flag.flag == KIND_FLAG)

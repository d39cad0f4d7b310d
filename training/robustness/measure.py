"""Change drafts in ways that must not matter, and count what is said otherwise of them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from model.draft import Draft
from model.review import Review
from model.rubric import FLAGS
from training.evaluate import Judge
from training.fit import Progress
from training.robustness.kinds import CLEARED_AT_MOST, KINDS, Kind, chance_for
from training.robustness.outcome import Clearing, Flip, Robustness, Steadiness, Turns, compare, share
from training.robustness.padding import PLACES, Place, padding
from training.robustness.subjects import Subject, known_to_training

_Judged = Sequence[tuple[Subject, Review]]
"""Drafts and what is said of them as they are."""
_Say = Callable[[Sequence[Draft]], list[Review]]


def measure(
    reviewer: Judge,
    subjects: Sequence[Subject],
    files: Sequence[Path] = (),
    *,
    seed: int = 0,
    progress: Progress = lambda _stage, _share: None,
) -> Robustness:
    """Measure how steady a model's judgements are.

    Args:
        reviewer: who judges.
        subjects: the drafts.
        files: where they were read from, if not from the bundled corpus.
        seed: of all that is drawn.
        progress: called as the work goes on.
    """
    rounds = 1 + len(KINDS) + len(PLACES)
    done = 0

    def say(drafts: Sequence[Draft]) -> list[Review]:
        nonlocal done
        progress(f"审读第 {done + 1}/{rounds} 轮", done / rounds)
        done += 1
        return list(reviewer.review_many(drafts))

    judged = list(zip(subjects, say([subject.draft for subject in subjects]), strict=True))
    steadiness = tuple(_steadiness(kind, judged, say, seed) for kind in KINDS)
    clearing = tuple(_clearing(place, judged, say, seed) for place in PLACES)
    progress("完成", 1.0)
    return Robustness(
        model=reviewer.version,
        files=tuple(path.name for path in files),
        drafts=len(subjects),
        vague=sum(subject.vague for subject in subjects),
        seen=known_to_training(subjects),
        seed=seed,
        steadiness=steadiness,
        clearing=clearing,
    )


def _steadiness(kind: Kind, judged: _Judged, say: _Say, seed: int) -> Steadiness:
    changed = [
        kind.change(subject.draft, chance_for(subject.draft, kind.name, seed)) for subject, _ in judged
    ]
    altered = [row for row, (subject, _) in enumerate(judged) if changed[row] != subject.draft]
    pairs = _compared([judged[row] for row in altered], say([changed[row] for row in altered]))
    flips = tuple(pair for pair in pairs if pair.before != pair.after)
    verdicts = share(len(flips), len(pairs))
    flags = {
        flag: Turns(sum(flag in pair.raised for pair in pairs), sum(flag in pair.dropped for pair in pairs))
        for flag in FLAGS
    }
    return Steadiness(kind.name, verdicts, flags, kind.target, verdicts.within(kind.target), flips)


def _clearing(place: Place, judged: _Judged, say: _Say, seed: int) -> Clearing:
    found = [(subject, review) for subject, review in judged if subject.vague and _vague(review) == "成立"]
    padded = [
        padding(subject.draft, place, chance_for(subject.draft, f"padding {place}", seed))
        for subject, _ in found
    ]
    after = say(padded)
    flips = tuple(pair for pair in _compared(found, after) if "vague" in pair.dropped)
    cleared = share(len(flips), len(found))
    unsure = sum(_vague(review) == "拿不准" for review in after)
    return Clearing(place, cleared, unsure, CLEARED_AT_MOST, cleared.within(CLEARED_AT_MOST), flips)


def _compared(judged: _Judged, after: Sequence[Review]) -> list[Flip]:
    return [
        compare(subject.id, before, review) for (subject, before), review in zip(judged, after, strict=True)
    ]


def _vague(review: Review) -> str:
    return next(judged.state for judged in review.flags if judged.flag == "vague")

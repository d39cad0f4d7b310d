"""How well drafts on the same matter are told from others, beside the ways of the field, in one run.

Everything is chosen on one half of the topics and matters and reported on the other: of the ways beside ours
the threshold with the best F1; ours has those of :mod:`model.similar.matter`, and its weights are fitted on
the same half.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import orjson

from model.similar.groups import groups
from model.similar.likeness import Drafts, Floats
from model.similar.matter import SAME, grouped_from
from training.measures import Bools, area_under_curve, average_precision, f1, precision, recall, share
from training.similar.pairs import KINDS, LabelledPair, read_pairs, reporting, tuning
from training.similar.sessions import SessionDraft, half, read_session
from training.similar.ways import OURS, WAYS, Pairs, Way
from training.yardstick.resamples import Estimate, Resamples

Report = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class OnPairs:
    """How one way does on labelled pairs.

    Attributes:
        threshold: from which on it says that a pair is on the same matter.
        precision: share of the pairs called the same that are.
        recall: share of the pairs on the same matter that are called so.
        f1: harmonic mean of both.
        average_precision: no threshold enters.
        auc: likewise.
        called_same: for each kind of pair, the share of it that is called the same.
    """

    threshold: float
    precision: Estimate
    recall: Estimate
    f1: Estimate
    average_precision: Estimate
    auc: Estimate
    called_same: dict[str, Estimate]


@dataclass(frozen=True, slots=True)
class InSession:
    """How one way does on all pairs of the drafts of a session.

    Attributes:
        threshold: from which on it says that a pair is on the same matter.
        precision: share of the pairs called the same that are.
        recall: share of the pairs on the same matter that are called so.
        f1: harmonic mean of both.
        average_precision: no threshold enters.
    """

    threshold: float
    precision: float
    recall: float
    f1: float
    average_precision: float


@dataclass(frozen=True, slots=True)
class InGroups:
    """How the groups do that are made of a session: each two drafts in one group count as a pair.

    Attributes:
        groups: how many.
        precision: share of the pairs that are on the same matter.
        recall: share of the pairs on the same matter that are in one group.
        f1: harmonic mean of both.
    """

    groups: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything, over what no choice saw.

    Attributes:
        pairs: how many labelled pairs of each kind.
        drafts: how many drafts of the session.
        same: how many pairs of these are on the same matter.
        on_pairs: by the name of the way.
        in_session: likewise.
        in_groups: of ours.
    """

    pairs: dict[str, int]
    drafts: int
    same: int
    on_pairs: dict[str, OnPairs]
    in_session: dict[str, InSession]
    in_groups: InGroups

    def to_json(self) -> str:
        """Return it as one JSON object."""
        return orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2).decode() + "\n"


def evaluate(report: Report) -> Evaluation:
    """Measure all ways.

    Args:
        report: called as the work goes on.

    Raises:
        ExtraMissing: the extra ``bench`` is not installed.
        LabelledDataError: something labelled is not what it should be.
    """
    pairs, session = read_pairs(), read_session()
    on_pairs, in_session = {}, {}
    for number, (name, way) in enumerate(WAYS.items()):
        report(name, number / len(WAYS))
        on_pairs[name] = _on_pairs(name, way, pairs)
        in_session[name] = _in_session(name, way, session)
    reported, rest = reporting(pairs), half(session, for_reporting=True)
    report("完成", 1.0)
    return Evaluation(
        {kind: sum(pair.kind == kind for pair in reported) for kind in KINDS},
        len(rest),
        int(_truth(rest)[1].sum()),
        on_pairs,
        in_session,
        in_groups(rest),
    )


def in_groups(session: Sequence[SessionDraft]) -> InGroups:
    """Group the drafts of a session and compare with their matters."""
    found = groups([(number, row.draft) for number, row in enumerate(session)])
    group_of = np.arange(len(session)) + len(found)
    for number, group in enumerate(found):
        group_of[list(group.members)] = number
    (own, other), truth = _truth(session)
    measured = _measured(truth, group_of[own] == group_of[other])
    return InGroups(len(found), *measured)


def _on_pairs(name: str, way: Way, pairs: Sequence[LabelledPair]) -> OnPairs:
    chosen, reported = tuning(pairs), reporting(pairs)
    threshold = SAME if name == OURS else best_threshold(_same(chosen), _scores(way, chosen))
    scores, truth = _scores(way, reported), _same(reported)
    found = scores >= threshold
    kinds = np.array([pair.kind for pair in reported])

    def measure(weights: Floats) -> Floats:
        return np.stack(
            (
                precision(weights, truth, found),
                recall(weights, truth, found),
                f1(weights, truth, found),
                average_precision(weights, truth, scores),
                area_under_curve(weights, truth, scores),
                *(share(weights, found, kinds == kind) for kind in KINDS),
            ),
            axis=1,
        )

    estimates = Resamples([pair.topic for pair in reported]).estimates(measure)
    own, found_there, both, ranked, area = estimates[: -len(KINDS)]
    by_kind: dict[str, Estimate] = dict(zip(KINDS, estimates[-len(KINDS) :], strict=True))
    return OnPairs(threshold, own, found_there, both, ranked, area, by_kind)


def _scores(way: Way, pairs: Sequence[LabelledPair]) -> Floats:
    drafts = [draft for pair in pairs for draft in (pair.own, pair.other)]
    own = np.arange(len(pairs), dtype=np.intp) * 2
    return way(drafts, (own, own + 1))


def _same(pairs: Sequence[LabelledPair]) -> Bools:
    return np.array([pair.kind == "same" for pair in pairs], np.bool_)


def _in_session(name: str, way: Way, session: tuple[SessionDraft, ...]) -> InSession:
    rest = half(session, for_reporting=True)
    threshold = grouped_from(len(rest))
    if name != OURS:
        chosen = half(session, for_reporting=False)
        both, truth = _truth(chosen)
        threshold = best_threshold(truth, way([row.draft for row in chosen], both))
    both, truth = _truth(rest)
    scores = way([row.draft for row in rest], both)
    ranked = average_precision(np.ones((1, len(truth))), truth, scores)
    return InSession(threshold, *_measured(truth, scores >= threshold), float(ranked[0]))


def _truth(session: Sequence[SessionDraft]) -> tuple[Pairs, Bools]:
    """Return all pairs of drafts and whether they are on the same matter."""
    own: Drafts
    other: Drafts
    own, other = np.triu_indices(len(session), 1)
    matters = np.array([row.matter for row in session])
    return (own, other), matters[own] == matters[other]


def _measured(truth: Bools, found: Bools) -> tuple[float, float, float]:
    once = np.ones((1, len(truth)))
    own, other, both = (measure(once, truth, found) for measure in (precision, recall, f1))
    return float(own[0]), float(other[0]), float(both[0])


def best_threshold(truth: Bools, scores: Floats) -> float:
    """Return the score from which on to say the same, so that F1 is best."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(truth[order])
    measured = 2 * hits / (np.arange(len(hits)) + 1 + truth.sum())
    last = np.append(np.diff(scores[order]) != 0, True)  # equal scores are above the threshold together
    return float(scores[order][np.argmax(np.where(last, measured, -1))])

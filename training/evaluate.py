"""How good the way of training is: train without some groups, review them, compare with what people said."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import orjson

from model.review import Review
from model.reviewer import Reviewer
from model.rubric import FLAGS
from training.fit import Progress, fit
from training.labels import Corpus, LabelledDraft, LabelledTitle, read_corpus
from training.measures import Detection, calibration_error, detection
from training.split import held_out


@dataclass(frozen=True, slots=True)
class UnitHits:
    """How often the right unit is named.

    Attributes:
        count: drafts or titles judged.
        top_1: share whose 主办 is the first candidate.
        top_3: share whose 主办 is among the three candidates.
        main_or_co: share whose first candidate is 主办 or 会办.
        calibration_error: of the first candidate's probability.
    """

    count: int
    top_1: float
    top_3: float
    main_or_co: float
    calibration_error: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The measures of one evaluation.

    Attributes:
        folds: each draft was judged by a model trained on the other folds' groups.
        seed: of the training.
        drafts: number judged.
        flags: by name, at the threshold of 成立.
        codes: micro-averaged F1 of the codes found, 拿不准 included, over all drafts.
        evidence: share of the true codes found whose first quote overlaps a labelled quote of that code.
        quoted: number of true codes found, of which ``evidence`` is the share.
        clean: share of the drafts without fault on which no flag holds.
        unsure: share of all flag judgements that are 拿不准.
        draft_units: on whole drafts.
        title_units: on titles with a gist, if any were held out.
        triage: share of right classes.
    """

    folds: int
    seed: int
    drafts: int
    flags: dict[str, Detection]
    codes: float
    evidence: float
    quoted: int
    clean: float
    unsure: float
    draft_units: UnitHits
    title_units: UnitHits
    triage: float

    def to_json(self) -> str:
        """Return the measures as one JSON object."""
        return orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2).decode() + "\n"


Judged = tuple[Sequence[LabelledDraft], Sequence[Review]]


def evaluate(
    corpus: Corpus | None = None,
    *,
    folds: int = 5,
    seed: int = 0,
    progress: Progress = lambda _stage, _share: None,
) -> Evaluation:
    """Judge every draft and title of a corpus by a model that saw nothing of its group.

    Args:
        corpus: the bundled one if not given.
        folds: at least 2.
        seed: of the training.
        progress: called as the work goes on.
    """
    corpus = corpus or read_corpus()
    draft_groups = [labelled.group for labelled in corpus.drafts]
    titles_of = (
        held_out([str(index) for index in range(len(corpus.titles))], folds) if corpus.titles else None
    )
    drafts: list[LabelledDraft] = []
    titles: list[LabelledTitle] = []
    draft_reviews: list[Review] = []
    title_reviews: list[Review] = []
    for fold, test in enumerate(held_out(draft_groups, folds)):
        tested, tested_titles = set(test.tolist()), set(titles_of[fold].tolist()) if titles_of else set()
        kept = Corpus(
            tuple(row for index, row in enumerate(corpus.drafts) if index not in tested),
            tuple(row for index, row in enumerate(corpus.titles) if index not in tested_titles),
        )
        reviewer = Reviewer(fit(kept, data="", seed=seed, progress=_part(progress, fold, folds)))
        drafts += [corpus.drafts[index] for index in sorted(tested)]
        titles += [corpus.titles[index] for index in sorted(tested_titles)]
        draft_reviews += reviewer.review_many(row.draft for row in drafts[len(draft_reviews) :])
        title_reviews += reviewer.review_many(row.as_draft() for row in titles[len(title_reviews) :])
    progress("完成", 1.0)
    return _evaluation(folds, seed, (drafts, draft_reviews), (titles, title_reviews))


def _part(progress: Progress, fold: int, folds: int) -> Callable[[str, float], None]:
    return lambda stage, share: progress(f"第 {fold + 1}/{folds} 轮：{stage}", (fold + share * 0.95) / folds)


def _evaluation(
    folds: int, seed: int, judged: Judged, titled: tuple[Sequence[LabelledTitle], Sequence[Review]]
) -> Evaluation:
    drafts, reviews = judged
    codes, (evidence, quoted) = _codes(judged), _evidence(judged)
    clean = [review for labelled, review in zip(drafts, reviews, strict=True) if not labelled.flags]
    states = [flag.state for review in reviews for flag in review.flags]
    return Evaluation(
        folds=folds,
        seed=seed,
        drafts=len(drafts),
        flags={flag: _flag(judged, column) for column, flag in enumerate(FLAGS)},
        codes=codes,
        evidence=evidence,
        quoted=quoted,
        clean=_share([all(flag.state != "成立" for flag in review.flags) for review in clean]),
        unsure=_share([state == "拿不准" for state in states]),
        draft_units=_units([(row.main, row.co) for row in drafts], reviews),
        title_units=_units([(row.main, row.co) for row in titled[0]], titled[1]),
        triage=_share(
            [row.triage == review.triage.value for row, review in zip(drafts, reviews, strict=True)]
        ),
    )


def _flag(judged: Judged, column: int) -> Detection:
    drafts, reviews = judged
    return detection(
        np.array([FLAGS[column] in labelled.flags for labelled in drafts]),
        np.array([review.flags[column].state == "成立" for review in reviews]),
        np.array([review.flags[column].probability for review in reviews]),
    )


def _codes(judged: Judged) -> float:
    hits = total = 0
    for labelled, review in zip(*judged, strict=True):
        found = {finding.code for finding in review.findings}
        hits += len(found & labelled.reasons)
        total += len(found) + len(labelled.reasons)
    return 2 * hits / max(total, 1)


def _evidence(judged: Judged) -> tuple[float, int]:
    hits = []
    for labelled, review in zip(*judged, strict=True):
        for finding in review.findings:
            if finding.code in labelled.reasons:
                shown = finding.quotes[0]
                text = labelled.draft.text_of(shown.part)
                spans = [
                    (start, start + len(entry.quote))
                    for entry in labelled.evidence
                    if entry.reason == finding.code and (start := text.find(entry.quote)) >= 0
                ]
                hits.append(any(start < shown.end and shown.start < end for start, end in spans))
    return _share(hits), len(hits)


def _units(answers: Sequence[tuple[str, tuple[str, ...]]], reviews: Sequence[Review]) -> UnitHits:
    first = [review.units.main for review in reviews]
    right = np.array([named.unit == main for named, (main, _) in zip(first, answers, strict=True)], np.bool_)
    return UnitHits(
        count=len(answers),
        top_1=_share(right.tolist()),
        top_3=_share(
            [
                main in {candidate.unit for candidate in review.units.candidates}
                for review, (main, _) in zip(reviews, answers, strict=True)
            ]
        ),
        main_or_co=_share(
            [named.unit in (main, *co) for named, (main, co) in zip(first, answers, strict=True)]
        ),
        calibration_error=calibration_error(
            right, np.array([named.probability for named in first], np.float64)
        ),
    )


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0

"""Let a model judge texts that people have judged: held-out groups of the corpus, or labelled files."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TypeVar

from model import content
from model.bundle import Bundle
from model.draft import Draft
from model.encoder import Encoder
from model.review import Review
from model.reviewer import Reviewer
from training.answers import Answers, answers_of
from training.fit import Progress, fit
from training.labels import Corpus, read_corpus
from training.parts import parts
from training.split import held_out
from training.yardstick.evaluation import Judged, Origin

Row = TypeVar("Row")


class Judge(Protocol):
    """Who reviews drafts: a reviewer of any tier."""

    @property
    def version(self) -> str:
        """Version of the model that judges."""

    def review_many(self, drafts: Iterable[Draft]) -> Iterator[Review]:
        """Review drafts in their order."""


def judge_held_out(
    corpus: Corpus | None = None,
    *,
    folds: int = 5,
    seed: int = 0,
    progress: Progress = lambda _stage, _share: None,
) -> Judged:
    """Judge every draft and title of a corpus by a model that saw nothing of its group.

    Args:
        corpus: the bundled one if not given.
        folds: at least 2.
        seed: of the training.
        progress: called as the work goes on.
    """
    data = "" if corpus else content.fingerprint()
    corpus = corpus or read_corpus()
    answers = answers_of(corpus)
    draft_reviews: dict[int, Review] = {}
    title_reviews: dict[int, Review] = {}
    draft_folds = held_out([answer.group for answer in answers.drafts], folds)
    title_folds = held_out([answer.group for answer in answers.titles], folds)
    for fold, (drafts, titles) in enumerate(zip(draft_folds, title_folds, strict=True)):
        kept = Corpus(_without(corpus.drafts, drafts.tolist()), _without(corpus.titles, titles.tolist()))
        reviewer = Reviewer(fit(kept, data="", seed=seed, progress=_part(progress, fold, folds)))
        draft_reviews |= _reviews(reviewer, [row.draft for row in answers.drafts], drafts.tolist())
        title_reviews |= _reviews(reviewer, [row.draft for row in answers.titles], titles.tolist())
    progress("完成", 1.0)
    return Judged(
        Origin(f"held-out-{data[:12]}".rstrip("-"), folds, seed, files=(), seen=0),
        answers.drafts,
        [draft_reviews[row] for row in range(len(answers.drafts))],
        answers.titles,
        [title_reviews[row] for row in range(len(answers.titles))],
    )


def judge_test_part(
    corpus: Corpus | None = None,
    *,
    encoder: Encoder | None = None,
    settle: bool = False,
    seed: int = 0,
    progress: Progress = lambda _stage, _share: None,
) -> Judged:
    """Judge the part of a corpus that is only reported on, by a model that saw nothing of it.

    The linear heads are trained, blended and calibrated on the other two parts; the encoder has learnt from
    the first of them alone.

    Args:
        corpus: the bundled one if not given.
        encoder: for the full tier; without one the fast tier judges.
        settle: let the fast tier settle what it is sure of, as tier ``auto`` does.
        seed: of the training.
        progress: called as the work goes on.
    """
    data = "" if corpus else content.fingerprint()
    corpus = corpus or read_corpus()
    bundle = fit_without_test(
        corpus, encoder=encoder, seed=seed, progress=lambda stage, share: progress(stage, share * 0.7)
    )
    reviewer = Reviewer(bundle, encoder, settle=settle)
    judged = judge_test(
        reviewer, corpus, seed=seed, progress=lambda stage, share: progress(stage, 0.7 + share * 0.3)
    )
    tier = reviewer.version.partition("-")[0]
    return replace(judged, origin=replace(judged.origin, model=f"{tier}-test-{data[:12]}".rstrip("-")))


def without_test(corpus: Corpus) -> Corpus:
    """Return a corpus without the part that is only reported on."""
    split = parts(corpus)
    return Corpus(split.learn.drafts + split.tune.drafts, split.learn.titles + split.tune.titles)


def fit_without_test(
    corpus: Corpus,
    *,
    encoder: Encoder | None = None,
    seed: int = 0,
    progress: Progress = lambda _stage, _share: None,
) -> Bundle:
    """Fit a bundle that sees nothing of the part of a corpus that is only reported on.

    Args:
        corpus: all of it.
        encoder: for the full tier.
        seed: of everything random.
        progress: called as the work goes on.
    """
    return fit(without_test(corpus), data="", seed=seed, encoder=encoder, progress=progress)


def judge_test(
    reviewer: Judge,
    corpus: Corpus,
    *,
    seed: int = 0,
    progress: Progress = lambda _stage, _share: None,
) -> Judged:
    """Judge the part of a corpus that is only reported on.

    Args:
        reviewer: by a bundle that :func:`fit_without_test` made.
        corpus: all of it.
        seed: of its training.
        progress: called as the work goes on.
    """
    judged = judge_files(reviewer, answers_of(parts(corpus).test), [], progress=progress)
    return replace(judged, origin=Origin(reviewer.version, folds=0, seed=seed, files=(), seen=0))


def judge_files(
    reviewer: Judge,
    answers: Answers,
    files: Sequence[Path],
    *,
    progress: Progress = lambda _stage, _share: None,
) -> Judged:
    """Judge labelled texts by one model.

    Args:
        reviewer: who judges.
        answers: what people said, as read from the files.
        files: where they were read from.
        progress: called as the work goes on.
    """
    texts = [answer.draft for answer in (*answers.drafts, *answers.titles)]
    reviews = []
    for number, review in enumerate(reviewer.review_many(texts), 1):
        reviews.append(review)
        progress("审读", number / len(texts))
    drafts = len(answers.drafts)
    known = {(draft.title, draft.body) for draft in _bundled()}
    seen = sum((draft.title, draft.body) in known for draft in texts)
    return Judged(
        Origin(reviewer.version, folds=0, seed=0, files=tuple(path.name for path in files), seen=seen),
        answers.drafts,
        reviews[:drafts],
        answers.titles,
        reviews[drafts:],
    )


def _bundled() -> Iterator[Draft]:
    bundled = answers_of(read_corpus())
    return (answer.draft for answer in (*bundled.drafts, *bundled.titles))


def _reviews(reviewer: Judge, texts: Sequence[Draft], rows: Sequence[int]) -> dict[int, Review]:
    return dict(zip(rows, reviewer.review_many(texts[row] for row in rows), strict=True))


def _without(rows: Sequence[Row], left_out: Sequence[int]) -> tuple[Row, ...]:
    out = set(left_out)
    return tuple(row for number, row in enumerate(rows) if number not in out)


def _part(progress: Progress, fold: int, folds: int) -> Progress:
    return lambda stage, share: progress(f"第 {fold + 1}/{folds} 轮：{stage}", (fold + share * 0.95) / folds)

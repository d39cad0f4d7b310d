"""How well each tier judges: on the test part of the corpus, and on real texts."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from model.reviewer import Reviewer
from training.answers import Answer, Answers, DraftAnswer
from training.baselines.exams import dev_exam
from training.evaluate import judge_files, judge_test
from training.fit import Progress
from training.labels import read_corpus
from training.published.models import tiers
from training.stages import within
from training.yardstick.evaluation import measure


def on_test_part(bundle: Path, progress: Progress) -> dict[str, Any]:
    """Return the evaluations of each tier on the part of the corpus that the bundle saw nothing of."""
    corpus = read_corpus()
    found: dict[str, Any] = {}
    for number, tier in enumerate(names := tiers(bundle)):
        told = within(progress, number / len(names), (number + 1) / len(names), tier)
        found[tier] = asdict(measure(judge_test(Reviewer.load(bundle, tier), corpus, progress=told)))
    return found


def on_real_texts(bundle: Path, progress: Progress, *, dev: Path) -> dict[str, Any]:
    """Return the evaluations of each tier by kind of text: ``county``, ``provincial``, ``titles``."""
    asked = asked_in(dev)
    rounds = [(tier, kind) for tier in tiers(bundle) for kind in asked]
    found: dict[str, dict[str, Any]] = {}
    for number, (tier, kind) in enumerate(rounds):
        told = within(progress, number / len(rounds), (number + 1) / len(rounds), f"{tier} {kind}")
        judged = judge_files(Reviewer.load(bundle, tier), answers_to(asked[kind]), [], progress=told)
        found.setdefault(tier, {})[kind] = asdict(measure(judged))
    return found


def asked_in(dev: Path) -> dict[str, tuple[Answer, ...]]:
    """Return the real texts by kind, as the baselines are asked for them."""
    (only,) = dev_exam(read_corpus(), dev).rounds
    return only.asked


def answers_to(asked: Sequence[Answer]) -> Answers:
    """Return texts of one kind as what is judged and measured."""
    drafts = tuple(answer for answer in asked if isinstance(answer, DraftAnswer))
    return Answers(drafts, () if drafts else tuple(asked))

"""The held-back drafts of which two models say different things, side by side."""

from collections.abc import Iterator

from model.content import rubric
from model.review import Review
from model.rubric import FLAGS
from training.local.comparison import Changed
from training.local.exam import Question
from training.local.lessons import Lesson
from training.local.measuring import Answered

MOST = 200
"""Drafts listed: those of the place first."""
_EXCERPT = 80


def differing(answered: Answered) -> tuple[Changed, ...]:
    """Return the drafts whose verdict, flags or unit changes, those of the place first."""
    rows = [
        row
        for row, question in enumerate(answered.questions)
        if _decisive(answered.reviews[0][row], question) != _decisive(answered.reviews[1][row], question)
    ]
    rows.sort(key=lambda row: answered.questions[row].part != "local")
    return tuple(
        _changed(answered.questions[row], answered.reviews[0][row], answered.reviews[1][row])
        for row in rows[:MOST]
    )


def _decisive(review: Review, question: Question) -> tuple[object, ...]:
    """Return what counts as another judgement; of a title with a line or two only the unit does."""
    if question.short:
        return (review.units.main.unit,)
    return review.verdict, review.units.main.unit, *(flag.state for flag in review.flags)


def _changed(question: Question, old: Review, new: Review) -> Changed:
    draft = question.lesson.draft
    excerpt = " ".join(draft.body.split())
    return Changed(
        title=draft.title,
        excerpt=excerpt[:_EXCERPT] + "……" * (len(excerpt) > _EXCERPT),
        said=tuple(_said(question.lesson)),
        old=tuple(_stated(old, question)),
        new=tuple(_stated(new, question)),
    )


def _said(lesson: Lesson) -> Iterator[str]:
    for flag in FLAGS:
        if flag in lesson.flags:
            yield f"{rubric().flags[flag].name}：{'成立' if lesson.flags[flag] else '不成立'}"
    if codes := [code for code, holds in lesson.codes.items() if holds]:
        yield f"原因：{'、'.join(codes)}"
    if lesson.main:
        yield f"主办：{lesson.main}"
    if lesson.triage:
        yield f"三分：{lesson.triage}"


def _stated(review: Review, question: Question) -> Iterator[str]:
    if not question.short:
        yield f"结论：{review.verdict}"
        for flag in review.flags:
            if flag.state != "不成立":
                codes = "、".join(found.code for found in review.findings if found.flag == flag.flag)
                yield f"{flag.name}：{flag.state}（{flag.probability:.0%}）{codes}"
    sure = "" if review.units.state == "成立" else "（拿不准）"
    yield f"主办：{review.units.main.unit}{sure}"

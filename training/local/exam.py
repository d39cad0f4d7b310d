"""What two models are compared on: texts of held-back groups, unknown to the twins of both."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from model.content import REASONS
from model.rubric import FLAGS
from training.labels import Corpus, LabelledDraft, LabelledTitle
from training.local.label import digest_of
from training.local.lessons import Lesson, held_back

Part = Literal["corpus", "local"]
"""Whose texts: those of the bundled corpus, or those that people of the place labelled."""

PARTS: dict[Part, str] = {"corpus": "自带语料", "local": "本地标注"}


@dataclass(frozen=True, slots=True)
class Question:
    """One text with what people said of it.

    Attributes:
        part: whose text it is.
        lesson: what is known of it; the units of the corpus by their bundled names.
        short: whether it is a title with a line or two, of which only the unit is asked.
    """

    part: Part
    lesson: Lesson
    short: bool


def exam(test: Corpus, lessons: Iterable[Lesson]) -> tuple[Question, ...]:
    """Return the questions.

    Args:
        test: the part of the corpus that is only reported on.
        lessons: of the place; those held back are asked.
    """
    return (
        *(Question("corpus", _of_draft(row), short=False) for row in test.drafts),
        *(Question("corpus", _of_title(row), short=True) for row in test.titles),
        *(Question("local", lesson, short=False) for lesson in lessons if held_back(lesson)),
    )


def _of_draft(row: LabelledDraft) -> Lesson:
    return Lesson(
        draft=row.draft.masked,
        digest=digest_of(row.draft.masked),
        group=row.group,
        flags={flag: flag in row.flags for flag in FLAGS},
        codes={code: code in row.reasons for code in REASONS},
        main=row.main,
        triage=row.triage,
    )


def _of_title(row: LabelledTitle) -> Lesson:
    draft = row.as_draft().masked
    return Lesson(draft, digest_of(draft), row.title, flags={}, codes={}, main=row.main, triage=None)

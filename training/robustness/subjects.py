"""The drafts that are put to the test: of labelled files, of plain ones, or of the bundled corpus."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from model.draft import LEVELS, Draft, Level
from model.errors import LabelledDataError
from training.answers import DraftAnswer, answers_of, read_answers
from training.labels import read_corpus
from training.lines import Line, read_lines
from training.parts import parts

PAGE = "docs/robustness.md"

_LABELS = {"flags", "reasons", "main"}


@dataclass(frozen=True)
class Subject:
    """One draft.

    Attributes:
        id: of the draft; file and line where it has none.
        draft: as given.
        vague: whether people said that it is; never where nobody was asked or they differ.
    """

    id: str
    draft: Draft
    vague: bool


def bundled_subjects() -> tuple[Subject, ...]:
    """Return the drafts of the corpus that are kept for reports."""
    return tuple(map(_labelled, answers_of(parts(read_corpus()).test).drafts))


def read_subjects(paths: Sequence[Path]) -> tuple[Subject, ...]:
    """Read drafts, labelled or not; the titles in labelled files are left out.

    Raises:
        LabelledDataError: naming the file, and the line and the field that are wrong; or there is no draft.
    """
    subjects: list[Subject] = []
    for path in paths:
        if any(line.row.keys() & _LABELS for line in read_lines([path], lambda line: line, PAGE)):
            found = list(map(_labelled, read_answers([path]).drafts))
        else:
            found = list(read_lines([path], _plain, PAGE))
        if not found:
            raise LabelledDataError("里面没有草稿", where=path.name, remedy=f"格式见 {PAGE}")
        subjects += found
    return tuple(subjects)


def known_to_training(subjects: Iterable[Subject]) -> int:
    """Return how many of these drafts stand word for word in the bundled corpus."""
    known = {(row.draft.title, row.draft.body) for row in read_corpus().drafts}
    return sum((subject.draft.title, subject.draft.body) in known for subject in subjects)


def _labelled(answer: DraftAnswer) -> Subject:
    return Subject(answer.id, answer.draft, "vague" in answer.flags)


def _plain(line: Line) -> Subject:
    level = cast("Level", line.one_of("level", LEVELS)) if "level" in line.row else "县"
    name = line.text("id", "") or f"{line.path.name} 第 {line.number} 行"
    return Subject(name, Draft(line.text("title"), line.text("body"), level), vague=False)

"""The bundled session, whose drafts are labelled with their matter (``data/session/README.md``)."""

from dataclasses import dataclass
from pathlib import Path

from model import content
from model.draft import Draft
from training.lines import Line, read_lines
from training.similar.pairs import reserved

PAGE = "data/session/README.md"


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """A draft and the matter it is on; drafts on the same matter have the same."""

    draft: Draft
    matter: str


def read_session(path: Path = content.FOLDER / "session" / "session.jsonl") -> tuple[SessionDraft, ...]:
    """Read the drafts of a session.

    Raises:
        LabelledDataError: naming file, line and field of the first thing that is wrong.
    """
    return tuple(read_lines([path], _draft, PAGE))


def half(drafts: tuple[SessionDraft, ...], *, for_reporting: bool) -> tuple[SessionDraft, ...]:
    """Return the drafts on those matters that are for reporting, or on those that choices are made on."""
    return tuple(draft for draft in drafts if reserved(draft.matter) == for_reporting)


def _draft(line: Line) -> SessionDraft:
    return SessionDraft(Draft(line.text("title"), line.text("body")), str(line.row.get("matter", "")))

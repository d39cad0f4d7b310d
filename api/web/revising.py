"""A draft that was handed in, seen by its author: what the reviewers answered, and how to revise it."""

from dataclasses import dataclass

from starlette.requests import Request

from api import submissions
from api.accounts.accounts import Account
from api.desk.opinion import opinion_of
from api.desk.pieces import of_submission
from api.errors import NotThere
from api.storage.database import Database
from api.submissions import Submission
from api.web.numbers import number_in
from api.web.views import Written


@dataclass(frozen=True, slots=True)
class Former:
    """What was handed in before.

    Attributes:
        written: what stood in the form.
        answer: as :func:`answer_to` returns it.
    """

    written: Written
    answer: tuple[str, ...]


def handed_in_before(request: Request, number: str) -> Former:
    """Return what whoever asks has handed in under a number.

    Raises:
        NotThere: nothing, or somebody else did, which is not told apart.
    """
    account: Account | None = request.state.account
    database: Database = request.app.state.database
    known = number_in(number)
    found = submissions.find(database, known) if account and known is not None else None
    if found is None or account is None or found.account_id != account.id:
        raise NotThere("没有这件草稿", remedy="请回到列表里找")
    draft = found.draft
    return Former(Written(draft.title, draft.body, draft.level), answer_to(database, found))


def answer_to(database: Database, submission: Submission) -> tuple[str, ...]:
    """Return the lines of the reviewers' opinion on a draft they returned; none on another.

    Between paragraphs are empty lines.
    """
    piece = of_submission(database, submission.id) if submission.state == "returned" else None
    return tuple(opinion_of(piece).split("\n")) if piece else ()

"""A draft that came as a title and a body, not as a file: taken as it is, within the same limits."""

from api.documents.limits import check_length, check_line, check_lines
from api.documents.reading import check_chinese
from model.draft import Draft, Level
from model.errors import DraftEmpty

_WHERE = "草稿"


def typed_draft(title: str, body: str, level: Level) -> Draft:
    """Return a draft with these very words, so that offsets count in what was sent.

    Args:
        title: may be empty.
        body: line breaks of any kind count as they stand.
        level: 本级.

    Raises:
        DraftError: it is empty, too long or not Chinese.
    """
    lines = body.splitlines()
    check_length(_WHERE, len(title) + len(body))
    check_lines(_WHERE, len(lines))
    for line in (title, *lines):
        check_line(_WHERE, line)
    if not (title + body).strip():
        raise DraftEmpty("里面没有文字", where=_WHERE, remedy="请写好草稿再试")
    draft = Draft(title, body, level)
    check_chinese(_WHERE, draft)
    return draft

"""Writing the workbook of a session, all sheets while the drafts pass by once."""

from pathlib import Path
from shutil import rmtree

from api.priorities.candidates import Candidate, SmallMatter
from api.workbook.asks import Asks
from api.workbook.book import ROWS, Book
from api.workbook.candidates import write_key_matters, write_small_matters
from api.workbook.contents import Contents
from api.workbook.counts import Counts
from api.workbook.details import Details
from api.workbook.distribution import Distribution
from api.workbook.failures import Failures
from api.workbook.merging import Merging
from api.workbook.overview import Overview
from api.workbook.ticking import write_ticking
from api.workbook.told import Kept, kept

TITLE = "代表建议联审情况"


def write_workbook(output: Path, contents: Contents, *, rows: int = ROWS) -> None:
    """Write the workbook of a session.

    What is kept in memory is counts, and a few words of each draft that is in a group or a candidate.

    Args:
        output: the file, written over where there is one; what becomes of half a file is left to the caller.
        contents: what goes in; its iterators are read once.
        rows: most rows of a sheet; further ones go to 明细2 and so on.

    Raises:
        OSError: it cannot be written.
    """
    day = contents.when
    # Beside the output: the folder for temporary files may be too small, and others may read it. Always of
    # the same name, so that a process that is killed leaves no more than one.
    waiting = output.with_name(f"{output.name}.rows")
    rmtree(waiting, ignore_errors=True)
    waiting.mkdir()
    try:
        book = Book(output, f"{TITLE}（{day.year}年{day.month}月{day.day}日）", waiting, rows)
        try:
            _fill(book, contents)
            book.close()
        finally:
            book.forget()
    finally:
        rmtree(waiting, ignore_errors=True)


def _fill(book: Book, contents: Contents) -> None:
    overview = Overview(book)
    details = Details(book, _group_of(contents), decided=contents.decided, too_many=contents.too_many)
    asks = Asks(book)
    merging, distribution = Merging(book), Distribution(book)
    counts, known, wanted = Counts(), dict[int, Kept](), _wanted(contents)
    for scored in contents.reviews():
        counts.add(scored.review, scored.entry.fields.get("代表团", ""))
        details.add(scored)
        asks.add(scored)
        if scored.entry.number in wanted:
            known[scored.entry.number] = kept(scored)
    details.finish()
    asks.finish()
    merging.write(contents.groups, known, too_many=contents.too_many)
    distribution.write(counts)
    if contents.key_matters is not None:
        write_key_matters(book, contents.key_matters, known)
    if contents.small_matters is not None:
        write_small_matters(book, contents.small_matters, known)
    if contents.dues is not None:
        write_ticking(book, contents.dues)
    failures, unread = Failures(book), 0
    for unread, each in enumerate(contents.unread(), 1):  # noqa: B007 — the last number is how many
        failures.add(each)
    failures.finish()
    overview.write(counts, contents, unread)


def _group_of(contents: Contents) -> dict[int, tuple[int, bool]]:
    return {
        member: (number, member == group.representative)
        for number, group in enumerate(contents.groups, 1)
        for member in group.members
    }


def _wanted(contents: Contents) -> set[int]:
    candidates: tuple[Candidate | SmallMatter, ...] = (
        *(contents.key_matters or ()),
        *(contents.small_matters or ()),
    )
    return {member for group in contents.groups for member in group.members} | {
        candidate.number for candidate in candidates
    }

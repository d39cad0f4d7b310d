"""Writing the workbook of a session, all sheets while the drafts pass by once."""

from pathlib import Path
from tempfile import TemporaryDirectory

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
from api.workbook.told import Kept, kept
from model.errors import LianshenError

TITLE = "代表建议联审情况"


def write_workbook(output: Path, contents: Contents, *, rows: int = ROWS) -> None:
    """Write the workbook of a session; it is there whole or not at all.

    What is kept in memory is counts, and a few words of each draft that is in a group or a candidate.

    Args:
        output: the .xlsx file, replaced where there is one.
        contents: what goes in; its iterators are read once.
        rows: most rows of a sheet; further ones go to 明细2 and so on.

    Raises:
        LianshenError: it cannot be written.
    """
    try:
        # Beside the file: the folder for temporary ones may be too small, and others may read it.
        with TemporaryDirectory(prefix=".联审-", dir=output.parent) as folder:
            written = Path(folder) / output.name
            _write(written, contents, rows)
            written.replace(output)
    except PermissionError as error:
        remedy = "请先在 Excel 或 WPS 里关闭它，确认文件和文件夹不是只读的，或换一个文件名"
        raise LianshenError("不能写入：文件正被打开，或是只读的", where=str(output), remedy=remedy) from error
    except OSError as error:
        remedy = "请确认文件夹存在、磁盘没有满，或换一个地方"
        raise LianshenError("工作簿写不出来", where=str(output), remedy=remedy) from error


def _write(output: Path, contents: Contents, rows: int) -> None:
    book = Book(
        output, f"{TITLE}（{contents.when.year}年{contents.when.month}月{contents.when.day}日）", rows
    )
    try:
        _fill(book, contents)
        book.close()
    finally:
        book.forget()


def _fill(book: Book, contents: Contents) -> None:
    overview = Overview(book)
    details, asks = Details(book, _group_of(contents)), Asks(book)
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
    merging.write(contents.groups, known)
    distribution.write(counts)
    if contents.key_matters is not None:
        write_key_matters(book, contents.key_matters, known)
    if contents.small_matters is not None:
        write_small_matters(book, contents.small_matters, known)
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

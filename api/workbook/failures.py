"""错误: what could not be read, why, and what to do about it."""

from api.batch.rows import Unread
from api.workbook.book import Book, Column, Table

NAME = "错误"
_COLUMNS = (
    Column("序号", 7, "centre"),
    Column("文件", 44),
    Column("工作表", 14),
    Column("行", 8, "centre"),
    Column("什么问题", 44),
    Column("怎么办", 52),
    Column("类别", 20, printed=False),
)


class Failures:
    """The sheet 错误.

    Args:
        book: to write it in.
    """

    def __init__(self, book: Book) -> None:
        self._table = Table(book, NAME, _COLUMNS, frozen=1)

    def add(self, unread: Unread) -> None:
        """Write the row of what could not be read."""
        origin = unread.origin
        self._table.add(
            (
                unread.number or None,
                origin.file,
                origin.sheet,
                origin.row or None,
                unread.problem,
                unread.remedy,
                unread.kind,
            )
        )

    def finish(self) -> None:
        """Set up the sheet after its last row."""
        self._table.finish("没有读不出的文件或行。")

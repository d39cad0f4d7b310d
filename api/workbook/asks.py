"""逐条分解: one row an ask."""

from api.batch.rows import Scored
from api.workbook import told
from api.workbook.book import Book, Column, Table

NAME = "逐条分解"
_COLUMNS = (
    Column("序号", 6, "centre"),
    Column("编号", 10),
    Column("标题", 36),
    Column("代表", 10),
    Column("第几条", 8, "centre"),
    Column("要求（原文）", 64),
    Column("承办单位", 18),
    Column("可能性", 9, "chance"),
    Column("相应的职责", 40),
)


class Asks:
    """The sheet 逐条分解.

    Args:
        book: to write it in.
    """

    def __init__(self, book: Book) -> None:
        self._table = Table(book, NAME, _COLUMNS, frozen=3)

    def add(self, scored: Scored) -> None:
        """Write a row for each ask of a draft; none where it may be no suggestion at all."""
        entry, review = scored.entry, scored.review
        if review.verdict == "不宜作为建议":
            return
        for number, item in enumerate(review.items, 1):
            unit = item.assignment
            self._table.add(
                (
                    entry.number,
                    entry.fields.get("编号"),
                    told.title_of(review),
                    entry.fields.get("代表"),
                    f"{number}/{len(review.items)}" if len(review.items) > 1 else "1",
                    item.quote.text.replace("\n", " "),
                    unit.unit,
                    unit.probability,
                    unit.duty,
                )
            )

    def finish(self) -> None:
        """Set up the sheet after its last row."""
        self._table.finish("没有读到逐条的要求。")

"""承办分布: what falls to each unit."""

from api.workbook.book import Book, Column, Marked, Table, Value
from api.workbook.charts import chart, series
from api.workbook.counts import Counts, UnitCounts
from api.workbook.looks import BLUE, ORANGE, Look

NAME = "承办分布"
_COLUMNS = (
    Column("单位", 24),
    Column("主办（件）", 10, "number"),
    Column("占全部", 9, "share"),
    Column("其中主办拿不准", 10, "number", always=True),
    Column("会办（件）", 10, "number", always=True),
    Column("主办会办合计", 10, "number"),
    Column("逐条要求（条）", 10, "number", always=True),
)
_MAIN, _CO = 1, 4
_CHARTED = 20
_CHART_COLUMNS = 10


class Distribution:
    """The sheet 承办分布, written when all drafts have passed by.

    Args:
        book: to write it in.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._table = Table(book, NAME, _COLUMNS, frozen=1)

    def write(self, counts: Counts) -> None:
        """Write the units, those with most drafts first, and a chart of the first."""
        units = sorted(
            counts.units.items(), key=lambda each: (-each[1].main, -each[1].co, -each[1].asks, each[0])
        )
        for name, unit in units:
            self._table.add(_row(name, unit, counts.judged))
        if units:
            self._table.add(_total([unit for _, unit in units], counts.judged))
        (sheet, *_) = self._table.finish("没有可分办的草稿。", apart=1 if units else 0)
        if units:
            last = min(len(units), _CHARTED)
            title = f"主办最多的 {last} 个单位" if last < len(units) else "各单位主办、会办件数"
            drawn = chart(self._book, title, "bar", "stacked")
            for column, colour in ((_MAIN, BLUE), (_CO, ORANGE)):
                drawn.add_series(series(NAME, (1, last), column, colour, labels=False))
            drawn.set_size({"width": 620, "height": 110 + 24 * last})
            beside = len(_COLUMNS) + 1
            sheet.insert_chart(1, beside, drawn)
            sheet.print_area(0, 0, max(len(units) + 1, last + 8), beside + _CHART_COLUMNS)


def _row(name: str, unit: UnitCounts, judged: int) -> tuple[Value, ...]:
    both = unit.main + unit.co
    return name, unit.main, unit.main / judged, unit.unsure, unit.co, both, unit.asks


def _total(units: list[UnitCounts], judged: int) -> list[Value]:
    whole = UnitCounts()
    for unit in units:
        whole.main += unit.main
        whole.unsure += unit.unsure
        whole.co += unit.co
        whole.asks += unit.asks
    looks: dict[Look, Look] = {"text": "total", "number": "total number", "share": "total share"}
    row = _row("合计", whole, judged)
    return [
        Marked(value, looks[column.look])
        for value, column in zip(row, _COLUMNS, strict=True)
        if isinstance(value, str | float | int)
    ]

"""PDF files.

pdfium opens the file, says whether it is sound, protected, long, or made of pictures, and where each
character and line is. pdfplumber then puts the words in order: it knows the ruled tables that printed forms
are made of, which the text of pdfium loses.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from typing import Never

import pypdfium2
from pdfplumber.page import Page
from pdfplumber.table import Table as FoundTable
from pdfplumber.table import TableSettings, merge_edges
from pypdfium2 import PdfPage
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_PAGEOBJ_IMAGE

from api.documents import ocr
from api.documents.layout import Printed, as_lines, paragraphs, without_page_number
from api.documents.limits import MOST_PAGES, check_lines
from api.documents.printed_page import PrintedPage
from api.documents.ruled import strokes
from api.documents.source import Block, Cell, Table
from model.errors import DraftDamaged, DraftEmpty, DraftProtected, DraftTooLarge

_FEW_CHARACTERS = 20
_MOST_CHARACTERS = 50_000
_MOST_OBJECTS = 15_000
"""On one page; 4,600 cells have 10,400."""
_MOST_STROKES = 60_000
"""On all pages; what is no drawing counts as one."""
_MOST_CROSSINGS = 2_000
_MOST_CROSSINGS_OF_ALL = 20_000
"""Of ruled lines, on one page and on all: the search for tables takes the square of those of a page. A page
full of cells has some 700."""
_WORD_GAP = 0.33  # of the size of the characters; Word sets Chinese and digits a quarter apart
_INCH = 72
_DOTS_PER_INCH = 200
_LONGEST_SIDE = 2400

_Box = tuple[float, float, float, float]


def read_pdf(name: str, content: bytes) -> tuple[list[Block], tuple[str, ...]]:
    """Return the paragraphs and tables of a PDF, and what the user should know about how it was read.

    Args:
        name: of the file, for messages.
        content: its bytes.

    Raises:
        DraftProtected: it needs a password.
        DraftDamaged: it cannot be opened.
        DraftTooLarge: it has more than :data:`api.documents.limits.MOST_PAGES` pages, or far more on them
            than a draft has.
        DraftNeedsOcr: its pages are pictures, and the extra ``ocr`` is not installed.
        DraftEmpty: there is nothing on its pages.
    """
    with closing(_opened(name, content)) as document:
        if not 0 < len(document) <= MOST_PAGES:
            raise DraftTooLarge(
                f"有 {len(document)} 页，程序最多读 {MOST_PAGES} 页", where=name, remedy="请一次只审一件草稿"
            )
        pages = [document[number] for number in range(len(document))]
        pictured = _pictured_pages(name, pages)
        if len(pictured) == len(pages):
            ocr.require(name)
        seen = {number: _recognised(pages[number]) for number in pictured} if ocr.installed() else {}
        reading = _Reading(name, seen)
        blocks = list(reading.blocks(pages))
    unread = [number for number in pictured if number not in seen]
    return blocks, _notices(seen, unread, reading.unruled)


def _opened(name: str, content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code == FPDF_ERR_PASSWORD:
            raise DraftProtected("文件加了密码", where=name, remedy="请去掉密码另存一份再试") from error
        raise DraftDamaged(
            "文件已损坏，不是完整的 PDF", where=name, remedy="请重新取得或重新导出这份文件"
        ) from error


def _pictured_pages(name: str, pages: Iterable[PdfPage]) -> list[int]:
    """Return the pages that show something and have no text, counted from 0."""
    pictured = []
    length = shown = 0
    for number, page in enumerate(pages):
        printed = page.get_textpage()
        length += printed.count_chars()
        objects = [(each.type, strokes(each)) for each in islice(page.get_objects(), _MOST_OBJECTS)]
        shown += sum(count for _, count in objects)
        if length > _MOST_CHARACTERS or shown > _MOST_STROKES or len(objects) == _MOST_OBJECTS:
            _refuse(name)
        characters = len("".join(printed.get_text_bounded().split()))
        pictures = any(kind == FPDF_PAGEOBJ_IMAGE for kind, _ in objects)
        if (pictures and characters < _FEW_CHARACTERS) or (objects and not characters):
            pictured.append(number)
    if not shown:
        raise DraftEmpty("页面上什么也没有", where=name, remedy="请检查文件，或重新导出")
    return pictured


def _refuse(name: str) -> Never:
    raise DraftTooLarge(
        "文字或图形太多，不像一件草稿", where=name, remedy="请只留草稿的文字，或改用 Word 原稿"
    )


def _recognised(page: PdfPage) -> list[str]:
    scale = min(_DOTS_PER_INCH / _INCH, _LONGEST_SIDE / max(page.get_size()))
    return ocr.recognise(page.render(scale=scale).to_pil())


def _notices(seen: dict[int, list[str]], unread: list[int], unruled: list[int]) -> tuple[str, ...]:
    notices = []
    if unruled:
        notices.append(f"第 {_numbers(unruled)} 页的横竖线太多，没有按表格读，只读了文字。")
    if seen:
        notices.append(f"第 {_numbers(seen)} 页是图片，文字由程序辨认，请核对引文。")
    if unread:
        notices.append(f"第 {_numbers(unread)} 页是图片，没有读。要读它，请运行：{ocr.INSTALL}")
    return tuple(notices)


def _numbers(pages: Iterable[int]) -> str:
    """Return numbers of pages, from 1 and in order, such as ``1、3—5``."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1]:
            runs[-1].append(page + 1)
        else:
            runs.append([page + 1])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in runs)


class _Reading:
    """The words of one document, page by page.

    Attributes:
        unruled: numbers of pages, from 0, on which no tables were looked for.
    """

    def __init__(self, name: str, seen: dict[int, list[str]]) -> None:
        self.unruled: list[int] = []
        self._name = name
        self._seen = seen
        self._crossings = self._cells = 0

    def blocks(self, pages: Iterable[PdfPage]) -> Iterator[Block]:
        """Return the paragraphs and tables."""
        lines: list[Printed] = []
        for number, page in enumerate(pages):
            if number in self._seen:
                yield from as_lines([*paragraphs(lines), *self._seen[number]])
                lines.clear()
                continue
            for item in self._items(number, PrintedPage(page)):
                if isinstance(item, Printed):
                    lines.append(item)
                    continue
                yield from as_lines(paragraphs(lines))
                lines.clear()
                yield item
        yield from as_lines(paragraphs(lines))

    def _items(self, number: int, page: Page) -> list[Printed | Table]:
        """Return the lines outside tables and the tables of a page, from top to bottom."""
        tables = self._tables(number, page)
        outside: Page = page
        for table in tables:
            outside = outside.outside_bbox(table.bbox, strict=False)
        lines = without_page_number(_printed(outside), float(page.height))
        placed: list[tuple[float, Printed | Table]] = [(line.top, line) for line in lines]
        placed += [(table.bbox[1], _table(page, table)) for table in tables]
        return [item for _, item in sorted(placed, key=lambda each: each[0])]

    def _tables(self, number: int, page: Page) -> list[FoundTable]:
        crossings = _crossings(page)
        self._crossings += crossings
        if crossings > _MOST_CROSSINGS or self._crossings > _MOST_CROSSINGS_OF_ALL:
            self.unruled.append(number)
            return []
        tables = page.find_tables() if crossings else []
        self._cells += sum(len(table.cells) for table in tables)
        check_lines(self._name, self._cells)  # each has one at least; they are not read for nothing
        return tables


def _crossings(page: Page) -> int:
    """Return how many crossings of ruled lines there can be."""
    rules = TableSettings()
    lines = merge_edges(
        page.edges,
        rules.snap_x_tolerance,
        rules.snap_y_tolerance,
        rules.join_x_tolerance,
        rules.join_y_tolerance,
    )
    ways = Counter(line["orientation"] for line in lines)
    return ways["h"] * ways["v"]


def _table(page: Page, table: FoundTable) -> Table:
    return Table(tuple(_row(page.crop(row.bbox, strict=False), row.cells) for row in table.rows))


def _row(page: Page, boxes: Iterable[_Box | None]) -> tuple[Cell, ...]:
    """Return the cells of a row; each is cut out of its row, which is quicker than out of the whole page."""
    return tuple(_cell(page, box) for box in boxes if box is not None)


def _cell(page: Page, box: _Box) -> Cell:
    return tuple(as_lines(paragraphs(_printed(page.crop(box, strict=False)))))


def _printed(page: Page) -> list[Printed]:
    lines = page.extract_text_lines(return_chars=False, x_tolerance_ratio=_WORD_GAP)
    return [Printed(line["text"], line["x0"], line["x1"], line["top"], line["bottom"]) for line in lines]

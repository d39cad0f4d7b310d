"""An opinion sheet as a Word file: a table of labels and of what is said."""

from typing import cast

from docx.document import Document as WordDocument
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell

from api.annotate import AUTHOR
from api.sheet.setting import LABEL_WIDTH, PAGE_EDGE, PAGE_SIDE, SAID_WIDTH, SETTINGS, Setting
from api.sheet.sheet import HEADING, NOTICE, Ink, Kind, Line, Row, Sheet
from api.word.blank import blank_word, saved

_STYLES: dict[Kind, str] = {
    "text": "Sheet Text",
    "subject": "Sheet Subject",
    "verdict": "Sheet Verdict",
    "item": "Sheet Item",
    "detail": "Sheet Detail",
    "signature": "Sheet Signature",
}
_INKS: dict[Ink, str | None] = {"plain": None, "strong": "Sheet Strong", "faint": "Sheet Faint"}


def sheet_docx(sheet: Sheet) -> bytes:
    """Return the Word file of a sheet, one page of A4."""
    word = blank_word(f"{HEADING}：{sheet.title}", AUTHOR)
    section = word.sections[0]
    section.left_margin = section.right_margin = Mm(PAGE_SIDE)
    section.top_margin = section.bottom_margin = Mm(PAGE_EDGE)
    _set(word, SETTINGS[sheet.size])
    word.add_paragraph(HEADING, "Sheet Heading")
    word.add_paragraph(f"{sheet.basis}\t{sheet.day}", "Sheet Edge")
    table = word.add_table(0, 2)
    table.style = "Sheet Table"
    table.autofit = False
    for column, width in zip(table.columns, (LABEL_WIDTH, SAID_WIDTH), strict=True):
        column.width = Mm(width)
    for row in sheet.rows:
        _row(table, row)
    foot = word.add_paragraph(style="Sheet Edge")
    foot.add_run(NOTICE, "Sheet Strong")
    foot.add_run(f"\t联审模型 {sheet.model}", "Sheet Faint")
    return saved(word)


def _set(word: WordDocument, setting: Setting) -> None:
    """Give the styles the sizes of a setting; those based on the text follow it."""
    for kind in ("text", "subject", "verdict", "signature"):
        style = cast(ParagraphStyle, word.styles[_STYLES[kind]])
        own = setting.type_of(kind)
        style.font.size = Pt(own.size)
        style.paragraph_format.line_spacing = Pt(own.line)
    style.paragraph_format.space_before = Pt(setting.room)


def _row(table: Table, row: Row) -> None:
    label, said = table.add_row().cells  # type: ignore[no-untyped-call]
    label.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    label.paragraphs[0].text, label.paragraphs[0].style = row.label, "Sheet Label"
    for number, line in enumerate(row.lines):
        _line(said, line, first=number == 0)


def _line(cell: _Cell, line: Line, *, first: bool) -> None:
    # A cell is never without a paragraph.
    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    paragraph.style = _STYLES[line.kind]
    for piece in line.pieces:
        paragraph.add_run(piece.text, _INKS[piece.ink])

"""Makes the files of data/session/收件 out of session.jsonl, as an office would have received them.

Run once, ``python -m tests.data.make_session``, and again after session.jsonl has been changed; the files
ship as they are. LibreOffice is needed for the one old .doc.

Numbers 1 to 200 go into the workbook, 201 to 287 become Word files, 288 to 292 text files, 293 to 300 Word
files in the archive; beside them lie files that cannot be read, because there always are some.
"""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import openpyxl
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image, ImageDraw

from model.content import FOLDER

SESSION = FOLDER / "session"
RECEIVED = SESSION / "收件"
IN_WORKBOOK, IN_WORD, IN_TEXT = 200, 287, 292
"""The last number of each; the rest goes into the archive."""
GB18030, WITH_MARK = 288, 290
"""Text files as old Notepad saves them, and as the newer one does."""
WITH_BINARY = 203
"""A draft that was first sent as .doc, and then once more as .docx."""
SAME_NAME = (209, 251)
"""Two drafts that two deputies saved by the same name."""
OWN_FOLDER = "第五代表团"
"""The delegation that sent its drafts as a folder."""
TOP_SHEET = "青渚县第十八届人民代表大会第六次会议"

_WHEN = (2026, 12, 20, 9, 0, 0)
_KEPT_STYLES = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList", "TableGrid"}
_KEPT_PARTS = (
    "/styles",
    "/settings",
    "/fontTable",
    "/officeDocument",
    "/core-properties",
    "/extended-properties",
)
_SONG, _FANG = "宋体", "仿宋"


@dataclass(frozen=True, slots=True)
class Handed:
    """One draft of session.jsonl, as far as the files show it."""

    number: int
    title: str
    body: str
    deputy: str
    delegation: str

    @property
    def lines(self) -> list[str]:
        return self.body.split("\n")

    @property
    def day(self) -> str:
        return f"2026年12月{self.number % 18 + 1}日"

    @property
    def telephone(self) -> str:
        """A number that nobody has."""
        return f"138 0000 {self.number:04}"


def handed() -> list[Handed]:
    with (SESSION / "session.jsonl").open(encoding="utf-8") as lines:
        found: list[dict[str, Any]] = [json.loads(line) for line in lines]
    names = ("number", "title", "body", "deputy", "delegation")
    return [Handed(**{name: each[name] for name in names}) for each in found]


def make(folder: Path) -> None:
    drafts = handed()
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "来稿" / OWN_FOLDER).mkdir(parents=True)
    _workbook(drafts[:IN_WORKBOOK]).save(folder / "建议汇总.xlsx")
    for draft in drafts[IN_WORKBOOK:IN_WORD]:
        (folder / "来稿" / _part(draft) / _name(draft)).write_bytes(_word(draft))
    for draft in drafts[IN_WORD:IN_TEXT]:
        (folder / "来稿" / f"{draft.title}.txt").write_bytes(_text(draft))
    _archive(folder / "补交.zip", drafts[IN_TEXT:])
    _unreadable(folder / "来稿", drafts)


# The workbook.


def _workbook(drafts: list[Handed]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "汇总"
    sheet.append([f"{TOP_SHEET}代表建议汇总表"])
    sheet.append(["汇总单位：县人大常委会代表工作委员会", None, None, None, None, "2026年12月20日"])
    sheet.append(["序号", "案由", "建议内容", "领衔代表", "代表团", "备注"])
    for delegation, group in groupby(drafts, key=lambda draft: draft.delegation):
        first = sheet.max_row + 1
        for draft in group:
            sheet.append([draft.number, draft.title, draft.body, draft.deputy, None, None])
            if draft.number == IN_WORKBOOK // 2:
                sheet.append([None, "关于加强校车安全管理的建议", None, "欧阳建国", None, "内容另补"])
        sheet.cell(first, 5, delegation)
        sheet.merge_cells(start_row=first, end_row=sheet.max_row, start_column=5, end_column=5)
    _dressed(sheet)
    return book


def _dressed(sheet: Worksheet) -> None:
    line = Side(style="thin")
    for number, row in enumerate(sheet.iter_rows(min_row=3), 3):
        for cell in row:
            cell.border = Border(line, line, line, line)
            cell.alignment = Alignment(
                horizontal="left" if cell.column in {2, 3} and number > 3 else "center",
                vertical="center",
                wrap_text=True,
            )
    sheet.merge_cells("A1:F1")
    sheet["A1"].font = Font(_SONG, 18, bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center", vertical="center")
    for cell in sheet[3]:
        cell.font = Font(_SONG, 11, bold=True)
    for column, width in zip("ABCDEF", (6, 30, 90, 11, 13, 15), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.row_dimensions[1].height = 32
    for number in range(4, sheet.max_row + 1):
        sheet.row_dimensions[number].height = 15 * _printed_lines(sheet, number) + 6
    sheet.freeze_panes = "A4"
    sheet.print_title_rows = "3:3"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _printed_lines(sheet: Worksheet, row: int) -> int:
    title, body = (str(sheet.cell(row, column).value or "") for column in (2, 3))
    return max(-(-len(title) // 13), sum(-(-len(line) // 42) for line in body.split("\n")))


# The Word files.


def _form(document: WordDocument, draft: Handed) -> None:
    """A printed form with everything in one table."""
    _centred(document, f"{TOP_SHEET}\n代表建议、批评和意见表", 16)
    table = _table(document, 4, 4)
    _row(table, 0, "编号", str(draft.number), "代表团", draft.delegation)
    _row(table, 1, "领衔代表", draft.deputy, "联系电话", draft.telephone)
    _wide(table, 2, "案由", [draft.title])
    _wide(table, 3, "内容", draft.lines)


def _short_form(document: WordDocument, draft: Handed) -> None:
    """A form whose labels are spread, with the text below the table."""
    _centred(document, "代 表 建 议 用 纸", 20)
    table = _table(document, 2, 4)
    _wide(table, 0, "标　题", [draft.title])
    _row(table, 1, "姓　名", draft.deputy, "代表团", draft.delegation)
    _typed(document, draft.lines)


def _plain(document: WordDocument, draft: Handed) -> None:
    """Title, text, and who and when below."""
    _centred(document, draft.title, 18)
    _typed(document, draft.lines)
    for line in (f"{draft.delegation}代表：{draft.deputy}", draft.day):
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _bare(document: WordDocument, draft: Handed) -> None:
    """Title and text, nothing else."""
    _centred(document, draft.title, 18)
    _typed(document, draft.lines)


def _letterhead(document: WordDocument, draft: Handed) -> None:
    """The name of the congress above, who below the title."""
    _centred(document, TOP_SHEET, 22)
    _centred(document, "代表建议", 16)
    document.add_paragraph(f"第{draft.number}号").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _centred(document, draft.title, 18)
    document.add_paragraph(f"领衔代表：{draft.deputy}　　代表团：{draft.delegation}")
    _typed(document, draft.lines)


def _labelled(document: WordDocument, draft: Handed) -> None:
    """A label in front of everything, no table."""
    for line in (f"案由：{draft.title}", f"提出人：{draft.deputy}", f"代表团：{draft.delegation}", "内容："):
        document.add_paragraph(line)
    _typed(document, draft.lines)


_Layout = Callable[[WordDocument, Handed], None]
LAYOUTS: tuple[tuple[_Layout, str], ...] = (
    (_form, "{number} {title}"),
    (_plain, "{title}"),
    (_letterhead, "第{number}号 {title}"),
    (_labelled, "{delegation} {deputy} {title}"),
    (_bare, "{deputy}：{title}"),
    (_short_form, "{title}（{deputy}）"),
)
"""How the drafts are laid out, and how their files are named."""


def _layout(draft: Handed) -> tuple[_Layout, str]:
    return LAYOUTS[draft.number % len(LAYOUTS)]


def _part(draft: Handed) -> str:
    return OWN_FOLDER if draft.delegation == OWN_FOLDER else ""


def _name(draft: Handed) -> str:
    if draft.number in SAME_NAME:
        return "代表建议.docx"
    named = _layout(draft)[1].format(
        number=draft.number, title=draft.title, deputy=draft.deputy, delegation=draft.delegation
    )
    return f"{named}.docx"


def _word(draft: Handed) -> bytes:
    document = _blank()
    document.core_properties.author = draft.deputy
    _layout(draft)[0](document, draft)
    return _saved(document)


def _blank() -> WordDocument:
    """An empty document without the hundreds of styles and the picture of python-docx's template."""
    document = Document()
    styles = document.styles.element
    for style in list(styles.iter(qn("w:style"))):
        if style.get(qn("w:styleId")) not in _KEPT_STYLES:
            styles.remove(style)
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, each in relations.items() if not each.reltype.endswith(_KEPT_PARTS)]:
            del relations[key]
    _set_font(document.styles["Normal"].element.get_or_add_rPr(), _FANG)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    return document


def _saved(document: WordDocument) -> bytes:
    """Return the file, packed so that making it again gives the same bytes."""
    saved, packed = BytesIO(), BytesIO()
    document.core_properties.created = document.core_properties.modified = datetime(*_WHEN, tzinfo=UTC)
    document.save(saved)
    with ZipFile(saved) as there, ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=9) as made:
        for info in there.infolist():
            made.writestr(ZipInfo(info.filename, _WHEN), there.read(info), ZIP_DEFLATED)
    return packed.getvalue()


def _set_font(properties: Any, name: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        fonts.set(qn(script), name)


def _centred(document: WordDocument, text: str, size: int) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold = True
    run.font.size = Pt(size)
    _set_font(run._r.get_or_add_rPr(), _SONG)


def _typed(document: WordDocument, lines: Iterable[str]) -> None:
    for line in lines:
        _indented(document.add_paragraph(line), 16)


def _indented(paragraph: Paragraph, size: int) -> None:
    paragraph.paragraph_format.first_line_indent = Pt(2 * size)
    paragraph.paragraph_format.space_after = Pt(0)
    for run in paragraph.runs:
        run.font.size = Pt(size)


def _table(document: WordDocument, rows: int, columns: int) -> Table:
    table: Table = document.add_table(rows, columns, "Table Grid")
    table.autofit = False
    for row in table.rows:
        for cell, width in zip(row.cells, (2.4, 5.4, 2.4, 5.4), strict=True):
            cell.width = Cm(width)
    return table


def _row(table: Table, row: int, *texts: str) -> None:
    for cell, text in zip(table.rows[row].cells, texts, strict=True):
        cell.text = text


def _wide(table: Table, row: int, label: str, lines: list[str]) -> None:
    """Fill a row whose value is as wide as the table."""
    cells = table.rows[row].cells
    cells[0].text = label
    _fill(cells[1].merge(cells[-1]), lines)


def _fill(cell: _Cell, lines: list[str]) -> None:
    cell.text = lines[0]
    for line in lines[1:]:
        cell.add_paragraph(line)
    if len("".join(lines)) > 60:
        for paragraph in cell.paragraphs:
            _indented(paragraph, 12)


# Text files and the archive.


def _text(draft: Handed) -> bytes:
    text = f"{draft.title}\r\n\r\n" + "\r\n".join(f"　　{line}" for line in draft.lines)
    text += f"\r\n\r\n{draft.delegation}　{draft.deputy}\r\n"
    encodings = {GB18030: "gb18030", WITH_MARK: "utf-8-sig"}
    return text.encode(encodings.get(draft.number, "utf-8"))


class _InGBK(ZipInfo):
    """A file in an archive whose name is in GBK, of which nothing tells, as Windows packs it."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - zipfile's own name
        return self.filename.encode("gbk"), self.flag_bits


def _archive(path: Path, drafts: Iterable[Handed]) -> None:
    with ZipFile(path, "w") as made:
        for draft in drafts:
            made.writestr(_InGBK(f"补交/{_name(draft)}", _WHEN), _word(draft), ZIP_DEFLATED)


# What cannot be read.


def _unreadable(folder: Path, drafts: list[Handed]) -> None:
    (folder / "新建 Microsoft Word 文档.docx").write_bytes(b"")
    blank = _blank()
    _form(blank, Handed(0, "", "", "", ""))
    for cell in {id(cell._tc): cell for row in blank.tables[0].rows for cell in row.cells[1::2]}.values():
        cell.text = ""
    (folder / "代表建议表.docx").write_bytes(_saved(blank))
    whole = _word(drafts[WITH_BINARY])
    (folder / "微信传来的建议.docx").write_bytes(whole[: len(whole) * 3 // 5])
    (folder / "拍照 建议.docx").write_bytes(_photograph())
    _binary(drafts[WITH_BINARY - 1], folder / OWN_FOLDER)


def _photograph() -> bytes:
    """A picture of a sheet of paper, which somebody named .docx."""
    picture = Image.new("L", (620, 877), 214)
    pen = ImageDraw.Draw(picture)
    pen.polygon([(38, 30), (590, 44), (580, 850), (26, 838)], fill=250)
    for row in range(22):
        pen.line([(90, 150 + 30 * row), (530 - 90 * (row % 7 == 6), 152 + 30 * row)], fill=120, width=7)
    saved = BytesIO()
    picture.save(saved, "JPEG", quality=40)
    return saved.getvalue()


def _binary(draft: Handed, folder: Path) -> None:
    """Have LibreOffice write the old format, which no library does."""
    office = shutil.which("soffice")
    if office is None:
        raise FileNotFoundError("soffice")
    with tempfile.TemporaryDirectory() as name:
        there = Path(name)
        source = there / f"{draft.title}.docx"
        source.write_bytes(_word(draft))
        profile = f"-env:UserInstallation={(there / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "doc", "--outdir", str(there), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603 - LibreOffice on our own file
        shutil.move(source.with_suffix(".doc"), folder)


if __name__ == "__main__":
    make(RECEIVED)

"""Real files made for the tests: Word with python-docx, PDF with reportlab, packages with zipfile."""

from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.document import Document as WordDocument
from PIL import ImageFont
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

TITLE = "关于在文昌路小学门口安装红绿灯的建议"
SITUATION = (
    "文昌路小学门口每天早晚有1200名学生过马路，去年以来发生三起擦碰事故，两名学生受伤，家长和老师都很担心。"
    "学校前后三百米没有信号灯，只有一条褪色的斑马线。"
)
ASK = "请县公安局交警大队今年9月前在校门口安装一组红绿灯，并重画斑马线。"
LETTERHEAD = "松涧县第十八届人民代表大会第四次会议"

FORM = (
    ("标　题", TITLE),
    ("领衔代表", "张三", "代表团", "鹭湾代表团"),
    ("联 系 电 话", "138 0000 0001", "邮政编码", "421000"),
    ("内　容", SITUATION),
    ("建　议", ASK),
)

FONTS = (
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
    ("/System/Library/Fonts/PingFang.ttc", 0),
    ("C:/Windows/Fonts/msyh.ttc", 0),
)


def word_bytes(build: Callable[[WordDocument], object]) -> bytes:
    document = docx.Document()
    build(document)
    return saved(document)


def saved(document: WordDocument) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def fill_form(document: WordDocument, rows: Sequence[Sequence[str]] = FORM) -> None:
    """Add a printed form; short rows are filled up by merging their last cell."""
    width = max(map(len, rows))
    table = document.add_table(len(rows), width)
    for row, texts in zip(table.rows, rows, strict=True):
        cells = list(row.cells)
        if len(texts) < width:
            cells[len(texts) - 1].merge(cells[-1])
        for cell, text in zip(cells, texts, strict=False):
            cell.text = text


def form_bytes() -> bytes:
    def build(document: WordDocument) -> None:
        document.add_paragraph(LETTERHEAD)
        document.add_paragraph("代表建议、批评和意见")
        fill_form(document)
        document.add_paragraph("填表说明：一件建议只写一件事。")

    return word_bytes(build)


def repacked(content: bytes, change: Callable[[str, bytes], bytes], **added: bytes) -> bytes:
    """Return a package with every part changed, and parts added."""
    stream = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
        for name, data in added.items():
            new.writestr(name, data)
    return stream.getvalue()


@cache
def _style() -> ParagraphStyle:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    return ParagraphStyle(
        "body", fontName="STSong-Light", fontSize=14, leading=24, firstLineIndent=28, wordWrap="CJK"
    )


def pdf_bytes(
    *paragraphs: str, table: Sequence[Sequence[str]] = (), encrypt: str | StandardEncryption | None = None
) -> bytes:
    style = _style()
    plain = ParagraphStyle("cell", style, firstLineIndent=0)
    story: list[Flowable] = [Paragraph(text, style) for text in paragraphs]
    if table:
        width = max(map(len, table))
        spans = [("SPAN", (len(row) - 1, number), (-1, number)) for number, row in enumerate(table)]
        rows = [[*(Paragraph(text, plain) for text in row), *[""] * (width - len(row))] for row in table]
        grid = ("GRID", (0, 0), (-1, -1), 0.5, "black")
        story += [Spacer(1, 12), Table(rows, colWidths=[70, 150, 70, 150][:width], style=[grid, *spans])]
    stream = BytesIO()
    SimpleDocTemplate(stream, encrypt=encrypt).build(story)
    return stream.getvalue()


def chinese_font(size: int) -> ImageFont.FreeTypeFont | None:
    for path, index in FONTS:
        try:
            return ImageFont.truetype(path, size, index=index)
        except OSError:
            continue
    return None

"""Where things stand on a page: as somebody sees it who looks at it, however the file says it."""

from io import BytesIO

import pytest
from pypdfium2 import PdfDocument
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from api.documents.pdf import read_pdf
from api.documents.printed_page import PrintedPage
from api.documents.source import Table, lines_in
from tests.api.documents.samples import ASK, FORM, SITUATION, TITLE, pdf_bytes

ROWS = [["标题", TITLE], ["建议", ASK[:20]]]
WIDTH, HEIGHT = 600, 800


def draw(canvas: Canvas) -> None:
    """Draw a table of two rows whose upper left corner is 100 points from that of the page."""
    canvas.setFont("STSong-Light", 12)
    for row, cells in enumerate(ROWS):
        for column, text in enumerate(cells):
            left, bottom = 100 + 60 * column, HEIGHT - 130 - 30 * row
            canvas.rect(left, bottom, (60, 340)[column], 30)
            canvas.drawString(left + 5, bottom + 10, text)


def page(*, turned: int = 0, form: bool = False, beside: str = "", lock: bool = False) -> bytes:
    """Return a PDF of one page with the table; looked at, it is always the same."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = BytesIO()
    encrypt = StandardEncryption("", ownerPassword="lock", canPrint=0) if lock else None
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT), encrypt=encrypt)  # as it is shown
    canvas.setPageRotation(turned)
    canvas.transform(
        *{
            0: (1, 0, 0, 1, 0, 0),
            90: (0, 1, -1, 0, HEIGHT, 0),
            180: (-1, 0, 0, -1, WIDTH, HEIGHT),
            270: (0, -1, 1, 0, 0, WIDTH),
        }[turned]
    )
    if form:
        canvas.beginForm("table", 0, 0, WIDTH * 2, HEIGHT * 2)
        canvas.translate(20, 40)
        canvas.scale(2, 2)
        draw(canvas)
        canvas.endForm()
        canvas.scale(0.5, 0.5)
        canvas.translate(-20, -40)
        canvas.doForm("table")
    else:
        draw(canvas)
    if beside:
        canvas.setFont("STSong-Light", 12)
        canvas.drawString(-500, 300, beside)
        canvas.drawString(300, HEIGHT + 100, beside)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def cells(content: bytes) -> list[list[str]]:
    """Return what stands in the one table that is in a PDF."""
    ((table,), notices) = read_pdf("a.pdf", content)
    assert isinstance(table, Table)
    assert notices == ()
    return [["".join(line.text for line in lines_in(cell)) for cell in row] for row in table.rows]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("form", [False, True], ids=["plain", "form"])
def test_a_page_that_is_turned_is_read_as_it_is_shown(turned: int, form: bool) -> None:
    content = page(turned=turned, form=form)
    assert cells(content) == ROWS
    printed = PrintedPage(PdfDocument(content)[0])
    assert (printed.width, printed.height) == (WIDTH, HEIGHT)
    first = printed.chars[0]
    assert (first["text"], first["upright"]) == ("标", True)
    assert (first["x0"], first["x1"], first["size"]) == pytest.approx((105, 117, 12), abs=0.5)
    assert 105 < first["top"] < first["bottom"] == pytest.approx(121.5, abs=1)
    edges = {(edge["orientation"], round(edge["x0"]), round(edge["top"])) for edge in printed.edges}
    assert edges >= {("h", 100, 100), ("h", 160, 130), ("v", 100, 100), ("v", 500, 100)}


def test_what_stands_beside_the_page_nobody_reads() -> None:
    assert cells(page(beside="旁边")) == ROWS


def test_a_font_that_the_file_does_not_hold_is_read_from_a_locked_file_too() -> None:
    assert cells(page(lock=True)) == ROWS
    plain, locked = (
        read_pdf("a.pdf", pdf_bytes(TITLE, SITUATION, table=FORM, encrypt=encrypt))[0]
        for encrypt in (None, StandardEncryption("", ownerPassword="lock"))
    )
    assert list(lines_in(locked)) == list(lines_in(plain))


def test_a_slanting_line_is_no_edge_of_a_table() -> None:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT))
    canvas.line(100, 100, 300, 500)
    canvas.line(100, 100, 300, 100)
    canvas.circle(300, 300, 50)
    canvas.showPage()
    canvas.save()
    assert len(PrintedPage(PdfDocument(stream.getvalue())[0]).edges) == 1


def test_a_hyphen_at_the_end_of_a_line_is_kept() -> None:
    content = pdf_bytes(TITLE, SITUATION, "请发到邮箱 abc-", "def@example.com 告知结果。")
    assert "abc-" in "".join(line.text for line in lines_in(read_pdf("a.pdf", content)[0]))


@pytest.mark.parametrize(
    ("size", "matrix"),
    [(12, (1, 0, 1 / 3, 1)), (-12, (-1, 0, 0, -1)), (1, (12, 0, 0, 12))],
    ids=["italics that are slanted by the program", "a size below nothing", "a size by the matrix"],
)
def test_upright_words_stay_together_however_they_are_printed(
    size: float, matrix: tuple[float, float, float, float]
) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT))
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(72, 700, TITLE)
    text = canvas.beginText()
    text.setFont("STSong-Light", size)
    for number in range(2):
        text.setTextTransform(*matrix, 72, 670 - 30 * number)
        text.textOut(ASK[:30])
    canvas.drawText(text)
    canvas.save()
    lines = [line.text for line in lines_in(read_pdf("a.pdf", stream.getvalue())[0])]
    assert lines == [TITLE, ASK[:30] * 2]


def test_words_stay_apart_whose_blanks_are_printed_by_themselves_as_browsers_do() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT))
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(72, 700, TITLE)
    canvas.setFont("Helvetica", 12)
    left = 72.0
    for character in "Contact: the Open House ":
        canvas.drawString(left, 670, character)
        left += canvas.stringWidth(character)
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(left, 670, "年")
    canvas.save()
    text = "".join(line.text for line in lines_in(read_pdf("a.pdf", stream.getvalue())[0]))
    assert text == f"{TITLE}Contact: the Open House年"

"""PDFs that print far more than a draft: refused or read as words, never for long."""

from collections.abc import Callable
from io import BytesIO
from time import process_time

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from api.documents.pdf import read_pdf
from api.documents.reading import read_bytes
from api.documents.source import Table, lines_in
from model.errors import DraftTooLarge
from tests.api.documents.samples import ASK, FORM, SITUATION, TITLE, pdf_bytes
from tests.api.http.hostile_pdf import padded_pdf, whole_pdf


def ruled(pages: int, lines: int, *, crossing: bool = True) -> bytes:
    """Return pages of words with lines ruled over them both ways, or those of one way beside the others."""
    top = 750 if crossing else 45
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = BytesIO()
    canvas = Canvas(stream)
    for _ in range(pages):
        canvas.setFont("STSong-Light", 12)
        for number, text in enumerate((TITLE, SITUATION[:40], ASK)):
            canvas.drawString(60, 700 - 40 * number, text)
        for number in range(lines):
            canvas.line(50 + number * 500 / lines, 20, 50 + number * 500 / lines, top)
            canvas.line(50, 50 + number * 700 / lines, 550, 50 + number * 700 / lines)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_a_page_ruled_too_closely_is_read_as_words() -> None:
    begun = process_time()
    blocks, notices = read_pdf("a.pdf", ruled(1, 100))
    assert process_time() - begun < 2
    assert not any(isinstance(block, Table) for block in blocks)
    assert TITLE in "".join(line.text for line in lines_in(blocks))
    assert notices == ("第 1 页的横竖线太多，没有按表格读，只读了文字。",)


def test_many_ruled_pages_are_read_as_words_from_where_it_becomes_too_much() -> None:
    begun = process_time()
    _, (notice,) = read_pdf("a.pdf", ruled(14, 42, crossing=False))
    assert process_time() - begun < 4
    assert notice.startswith("第 12—14 页的横竖线太多")


def test_more_cells_than_a_draft_has_lines_are_not_read_for_nothing() -> None:
    begun = process_time()
    with pytest.raises(DraftTooLarge, match=r"^a\.pdf：超过 5000 段"):
        read_pdf("a.pdf", ruled(4, 42))
    assert process_time() - begun < 4


@pytest.mark.parametrize(("made", "mebibytes"), [(padded_pdf, 10), (padded_pdf, 100), (whole_pdf, 100)])
def test_blanks_without_end_are_not_unpacked(made: Callable[[int], bytes], mebibytes: int) -> None:
    content = made(mebibytes)
    begun = process_time()
    with pytest.raises(DraftTooLarge, match="文字或图形太多，不像一件草稿"):
        read_bytes("a.pdf", content)
    assert process_time() - begun < 2


def test_instructions_that_are_encrypted_are_measured_as_they_are() -> None:
    plain = pdf_bytes(TITLE, SITUATION, table=FORM)
    locked = pdf_bytes(TITLE, SITUATION, table=FORM, encrypt=StandardEncryption("", ownerPassword="lock"))
    assert b"/Encrypt" in locked
    assert len(read_pdf("a.pdf", locked)[0]) == len(read_pdf("a.pdf", plain)[0]) > 1

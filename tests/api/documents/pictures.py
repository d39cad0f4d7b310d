"""Pictures of text, and PDFs made of them."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.api.documents.samples import chinese_font


def picture(lines: Sequence[str]) -> Image.Image:
    """Return a page with these lines; blank strokes where no Chinese font is installed."""
    image = Image.new("RGB", (1240, 1000), "white")
    draw = ImageDraw.Draw(image)
    font = chinese_font(30)
    for number, line in enumerate(lines):
        if font is not None:
            draw.text((80, 60 + 64 * number), line, font=font, fill="black")
        else:
            draw.line((80, 60 + 64 * number, 900, 60 + 64 * number), fill="black", width=8)
    return image


def image_bytes(image: Image.Image, kind: str = "PNG") -> bytes:
    stream = BytesIO()
    image.save(stream, kind)
    return stream.getvalue()


def scanned_pdf(image: Image.Image | None, *, text: str = "", pages: int = 1) -> bytes:
    """Return a PDF with a page of text, if any is given, and pages that show the picture, if there is one."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    if text:
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        canvas.setFont("STSong-Light", 12)
        canvas.drawString(40, 700, text)
        canvas.showPage()
    for _ in range(pages):
        if image is not None:
            canvas.drawImage(ImageReader(image), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()

"""A page of a PDF as pdfplumber knows it, made of what pdfium printed.

pdfplumber finds lines and tables, but has pages read by pdfminer, which is written in Python: a file of a few
KiB can keep it busy for hours, in more ways than could be guarded one by one. pdfium is the reader of a
browser, made for files from anywhere.
"""

from functools import lru_cache
from typing import Any

from pdfplumber.page import Page
from pypdfium2 import PdfPage

from api.documents.characters import characters
from api.documents.ruled import ruled_lines
from api.documents.view import view_of


class PrintedPage(Page):
    """The characters and ruled lines that are seen on a page."""

    def __init__(self, page: PdfPage) -> None:
        """Take what is printed on a page; pages cut out of this one ask it for the rest, too."""
        self.pdf: Any = None
        self.page_obj: Any = None
        self.root_page = self
        self.page_number, self.initial_doctop, self.rotation = 1, 0, 0
        self.bbox = self.mediabox = self.cropbox = (0, 0, *page.get_size())
        self.get_textmap = lru_cache()(self._get_textmap)
        view = view_of(page)
        self._objects = {"char": [*characters(page, view)], "line": [*ruled_lines(page, view)]}

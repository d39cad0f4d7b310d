"""The Word file and the page of an opinion sheet show the same, and nothing in a draft acts in them."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from api.documents.word import text_of, walk
from api.sheet.making import sheet_of
from api.sheet.page import sheet_page
from api.sheet.sheet import HEADING, NOTICE, Sheet
from api.sheet.word import sheet_docx
from api.web.templates import STATIC
from model.review import Review
from tests.api.reviews import CLEAN, FLAWED
from tests.api.sheet.reviews import REVIEWS

HOSTILE = "</title><script>alert(1)</script>&lt;b onclick='x'>{{ 7 * 7 }}{% raw %}"


class Page(HTMLParser):
    """Reads a page: its tags and attributes, and the words of its sheet."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words = ""
        self._within = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self._within |= tag == "main"

    def handle_endtag(self, tag: str) -> None:
        self._within &= tag != "main"

    def handle_data(self, data: str) -> None:
        self.words += data if self._within else ""


def _sheet(review: Review) -> Sheet:
    return sheet_of(review, date(2026, 10, 5))


def _page(sheet: Sheet) -> str:
    return sheet_page(sheet, "/static/sheet.css?v=1")


def _bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", REVIEWS)
def test_both_show_the_same(name: str) -> None:
    sheet = _sheet(REVIEWS[name])
    word = docx.Document(BytesIO(sheet_docx(sheet)))
    in_word = _bare("".join(map(text_of, walk(word))))
    assert in_word == _bare(Page(_page(sheet)).words)
    assert in_word.startswith(HEADING)
    assert in_word.endswith(f"{NOTICE}联审模型{sheet.model}")
    assert sheet.day in in_word


def test_html_in_a_draft_is_shown_as_text() -> None:
    page = Page(_page(_sheet(replace(FLAWED, title=HOSTILE, summary=HOSTILE))))
    marks = {"html", "head", "meta", "title", "link", "body"}
    assert page.tags == marks | {"header", "main", "h1", "p", "b", "span", "table", "tr", "th", "td"}
    assert page.attributes == {"lang", "charset", "name", "content", "rel", "href", "class", "scope"}
    assert page.words.count(HOSTILE) == 2


def test_the_page_has_no_style_of_its_own_and_asks_for_one_file() -> None:
    page = _page(_sheet(FLAWED))
    assert "style=" not in page
    assert "<style" not in page
    assert re.findall(r'(?:href|src)="([^"]*)"', page) == ["data:,", "/static/sheet.css?v=1"]


def test_the_style_has_a_rule_for_every_kind_of_line_and_fetches_nothing() -> None:
    style = (STATIC / "sheet.css").read_text("utf-8")
    classes = set(re.findall(r'class="([\w ]+)"', "".join(_page(_sheet(each)) for each in REVIEWS.values())))
    assert {name for name in classes if f".{name}" not in style} <= {"large", "plain", "text"}
    assert "url(" not in style
    assert "@import" not in style


def test_the_word_file_names_its_author_and_nothing_of_a_template() -> None:
    content = sheet_docx(_sheet(CLEAN))
    about = docx.Document(BytesIO(content)).core_properties
    assert about.title == f"{HEADING}：{CLEAN.title}"
    assert (about.author, about.last_modified_by, about.comments) == ("联审", "联审", "")
    with ZipFile(BytesIO(content)) as package:
        assert not [name for name in package.namelist() if "theme" in name or "thumbnail" in name]


def test_a_long_title_is_no_obstacle_to_the_properties() -> None:
    word = docx.Document(BytesIO(sheet_docx(_sheet(replace(CLEAN, title="\x00长" * 400)))))
    assert len(word.core_properties.title) <= 255


def test_every_style_is_one_of_the_document_and_set_in_an_office_font() -> None:
    word = docx.Document(BytesIO(sheet_docx(_sheet(FLAWED))))
    fonts = {
        element.get(qn("w:eastAsia"))
        for style in word.styles
        for element in style.element.iter(qn("w:rFonts"))
    }
    assert fonts == {"方正小标宋简体", "仿宋_GB2312", "黑体"}
    assert {paragraph.style.name for paragraph in walk(word) if paragraph.style} <= {
        style.name for style in word.styles if style.name and style.name.startswith("Sheet ")
    }

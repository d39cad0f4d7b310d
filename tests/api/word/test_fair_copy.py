"""A pasted draft as a Word file: the same words, in the look of an official document, ready for comments."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from hypothesis import strategies as st

from api.annotate import annotated
from api.documents.reading import read_bytes
from api.documents.word import text_of, walk
from api.word.fair_copy import word_of
from model.content import FOLDER
from model.draft import Draft, quote
from model.errors import DraftEmpty
from tests.api.comments import marked
from tests.api.reviews import CLEAN, DRAFT, FINDING, FLAWED, OBJECTION

CORPUS = FOLDER / "corpus" / "drafts-1.jsonl"
BREAKS = "\n\r\v\f\x85\u2028\u2029"
ODD = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\t\x00\x08\x1b\x7f\ufffe\uffff\u200b\u202e\u3000 　<>&'\"{}😀" + BREAKS),
        st.sampled_from("关于修路的建议，。"),
    ),
    max_size=60,
)


def _drafts(path: Path) -> list[Draft]:
    lines = map(json.loads, path.read_text("utf-8").splitlines()[:40])
    return [Draft(line["title"], line["body"], line["level"]) for line in lines]


def _opened(content: bytes) -> WordDocument:
    return docx.Document(BytesIO(content))


@pytest.mark.parametrize("draft", _drafts(CORPUS), ids=lambda draft: draft.title[:12])
def test_reading_the_file_gives_the_draft_again(draft: Draft) -> None:
    content, document = word_of(draft)
    read = read_bytes(document.name, content, level=draft.level)
    assert read.draft == draft
    assert read.anchors == document.anchors


@settings(max_examples=200)
@given(ODD, ODD)
def test_every_character_that_a_file_can_hold_is_in_it(title: str, body: str) -> None:
    draft = Draft(title, body)
    if not any(line for text in (title, body) for line in _lines(text)):
        with pytest.raises(DraftEmpty):
            word_of(draft)
        return
    content, document = word_of(draft)
    written = [text_of(paragraph) for paragraph in walk(_opened(content))]
    assert written == [_legal(line) for text in (draft.title, draft.body) if text for line in _lines(text)]
    assert len(document.draft.title) == len(draft.title)
    assert len(document.draft.body) == len(draft.body)
    for anchor in document.anchors:
        meant = document.draft.text_of(anchor.part)[anchor.start :][: anchor.length]
        assert written[anchor.paragraph] == meant


def _lines(text: str) -> list[str]:
    text = text.replace("\r\n", "\n")
    for odd in BREAKS:
        text = text.replace(odd, "\n")
    return text.split("\n")


def _legal(line: str) -> str:
    return "".join(
        "\ufffd" if (each < " " and each != "\t") or each in "\ufffe\uffff" else each for each in line
    )


@settings(max_examples=50)
@given(st.data())
def test_comments_stand_on_the_words_of_any_draft(data: st.DataObject) -> None:
    title, body = data.draw(ODD), data.draw(ODD.filter(lambda text: any(map(str.strip, _lines(text)))))
    draft = Draft(title, body)
    inside = [at for at, each in enumerate(draft.body) if each not in BREAKS]
    start = data.draw(st.sampled_from(inside))
    end = data.draw(st.integers(start + 1, len(draft.body)))
    found = replace(FINDING, quotes=(quote(draft, "body", start, end),))
    content, document = word_of(draft)
    word = _opened(
        annotated(document.name, content, document, replace(CLEAN, title=title, findings=(found,)))
    )
    words = next(words for text, words in marked(word).items() if text.startswith("【V2"))
    assert words == "".join(map(_legal, _lines(draft.body[start:end])))


def test_a_review_is_put_on_the_very_words() -> None:
    content, document = word_of(DRAFT)
    found = marked(_opened(annotated(document.name, content, document, FLAWED)))
    assert list(found.values()) == [DRAFT.title, "13812345678", "希望有关部门高度重视"]


def test_an_objection_without_a_quote_stands_on_the_first_paragraph() -> None:
    content, document = word_of(Draft("", "没有标题的草稿。"))
    bare = replace(OBJECTION, quotes=())
    found = marked(
        _opened(
            annotated(
                document.name, content, document, replace(FLAWED, title="", objections=(bare,), findings=())
            )
        )
    )
    assert list(found.values()) == ["没有标题的草稿。"] * 2


def test_it_is_set_as_official_documents_are() -> None:
    word = _opened(word_of(DRAFT)[0])
    title, *body = map(_style, word.paragraphs)
    assert _face(title) == ("方正小标宋简体", Pt(22))
    assert title.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    for style in body:
        assert _face(style) == ("仿宋_GB2312", Pt(16))
        assert style.paragraph_format.line_spacing == Pt(28)
        assert style.paragraph_format.line_spacing_rule == WD_LINE_SPACING.EXACTLY
        assert style.element.find(f"{qn('w:pPr')}/{qn('w:ind')}").get(qn("w:firstLineChars")) == "200"
    section = word.sections[0]
    assert section.page_width == pytest.approx(Mm(210), abs=Pt(1))
    assert section.page_height == pytest.approx(Mm(297), abs=Pt(1))
    assert "w:fldSimple" in section.footer._element.xml


def _style(paragraph: Paragraph) -> ParagraphStyle:
    assert paragraph.style
    return paragraph.style


def _face(style: ParagraphStyle) -> tuple[str, Length | None]:
    return style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:eastAsia")), style.font.size


def test_a_line_that_was_indented_by_hand_is_not_indented_twice() -> None:
    content, _ = word_of(Draft("关于修路的建议", "　　手工缩进的一段。\n没有缩进的一段。"))
    _, by_hand, other = _opened(content).paragraphs
    assert [_style(by_hand).name, _style(other).name] == ["Body Text Flush", "Body Text"]


def test_nothing_of_a_template_is_left_and_nobody_is_named() -> None:
    content, _ = word_of(DRAFT)
    about = _opened(content).core_properties
    assert about.title == DRAFT.title
    assert (about.author, about.last_modified_by, about.comments, about.subject) == ("", "", "", "")
    with ZipFile(BytesIO(content)) as package:
        assert set(package.namelist()) == {
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/core.xml",
            "word/document.xml",
            "word/_rels/document.xml.rels",
            "word/styles.xml",
            "word/settings.xml",
            "word/fontTable.xml",
            "word/footer1.xml",
        }

"""Runs are split at exact characters and stay what they were."""

import docx
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.text.paragraph import Paragraph
from lxml import etree

from api.documents.word import text_of
from api.runs import cut_out


def _paragraph(runs: str) -> Paragraph:
    word = docx.Document()
    word.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{runs}</w:p>"))
    return word.paragraphs[0]


def _xml(paragraph: Paragraph) -> str:
    text = etree.tostring(paragraph._p, encoding="unicode")
    return text[text.index(">") + 1 : text.rindex("<")].replace(f" {nsdecls('w')}", "")


def test_both_halves_keep_attributes_and_properties() -> None:
    paragraph = _paragraph('<w:r w:rsidR="00AB12CD"><w:rPr><w:b/></w:rPr><w:t>修好 这座桥</w:t></w:r>')
    assert [run.text for run in cut_out(paragraph, 3, 5)] == ["这座"]
    assert [run.text for run in paragraph.runs] == ["修好 ", "这座", "桥"]
    assert all(run.bold for run in paragraph.runs)
    assert {run._r.get(qn("w:rsidR")) for run in paragraph.runs} == {"00AB12CD"}
    assert text_of(paragraph) == "修好 这座桥"


def test_a_run_that_already_ends_there_is_not_split() -> None:
    runs = "<w:r><w:t>修</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:tab/><w:t>桥</w:t></w:r>"
    paragraph = _paragraph(runs)
    before = _xml(paragraph)
    assert [run.text for run in cut_out(paragraph, 1, 3)] == ["\t桥"]
    assert _xml(paragraph) == before


def test_what_stands_between_two_texts_keeps_its_place() -> None:
    paragraph = _paragraph(
        '<w:r><w:t>修</w:t><w:br/><w:footnoteReference w:id="2"/><w:t>桥和路</w:t><w:cr/></w:r>'
    )
    names = [etree.QName(element).localname for element in paragraph._p.iter() if element.tag != qn("w:r")]
    cut_out(paragraph, 2, 3)
    assert text_of(paragraph) == "修\n桥和路\n"
    after = [etree.QName(element).localname for element in paragraph._p.iter() if element.tag != qn("w:r")]
    assert after == [*names[:5], "t", *names[5:]]


def test_a_character_with_ruby_is_taken_whole() -> None:
    base = "<w:rubyBase><w:r><w:t>竹篙</w:t></w:r></w:rubyBase>"
    paragraph = _paragraph(f"<w:r><w:ruby><w:rubyPr/><w:rt/>{base}</w:ruby></w:r>")
    before = _xml(paragraph)
    (run,) = cut_out(paragraph, 1, 2)
    assert run._r is paragraph.runs[0]._r
    assert _xml(paragraph) == before

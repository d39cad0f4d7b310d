from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from api.documents.reading import read_bytes
from api.documents.word import open_word, text_of, walk
from model.draft import Draft
from tests.api.documents.samples import ASK, SITUATION, TITLE, form_bytes, saved


def document_of(*elements: str) -> bytes:
    """Return a Word file whose body begins with these elements of WordprocessingML."""
    document = docx.Document()
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    for element in elements:
        tag = element[1:].split(">")[0].split(" ")[0].rstrip("/")
        declared = element.replace(f"<{tag}", f"<{tag} {nsdecls('w', 'r')} {mc}", 1)
        document.element.body.insert(len(document.element.body) - 1, parse_xml(declared))
    return saved(document)


def deleted(text: str) -> str:
    return f"<w:del w:id='1' w:author='a'><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def read(*elements: str) -> Draft:
    return read_bytes("a.docx", document_of(*elements)).draft


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (f"{run('请修')}{run('桥。')}", "请修桥。"),
        (f"{run('请修')}<w:ins w:id='1' w:author='a'>{run('村口的')}</w:ins>{run('桥。')}", "请修村口的桥。"),
        (
            f"{run('请修')}{deleted('旧')}{run('桥。')}",
            "请修桥。",
        ),
        (f"{run('请')}<w:moveFrom w:id='1' w:author='a'>{run('别')}</w:moveFrom>{run('修桥。')}", "请修桥。"),
        (f"{run('请')}<w:moveTo w:id='1' w:author='a'>{run('快')}</w:moveTo>{run('修桥。')}", "请快修桥。"),
        (
            f"{run('请修')}<w:hyperlink w:anchor='a'>{run('村口的')}</w:hyperlink>{run('桥。')}",
            "请修村口的桥。",
        ),
        (f"{run('请修')}<w:fldSimple w:instr='A'>{run('三')}</w:fldSimple>{run('座桥。')}", "请修三座桥。"),
        (f"{run('请修')}<w:smartTag w:element='a'>{run('三')}</w:smartTag>{run('座桥。')}", "请修三座桥。"),
        (
            f"{run('请修')}<w:sdt><w:sdtContent>{run('三')}</w:sdtContent></w:sdt>{run('座桥。')}",
            "请修三座桥。",
        ),
        (
            f"{run('请')}<w:r><w:fldChar/><w:instrText>A</w:instrText></w:r>{run('修桥。')}",
            "请修桥。",
        ),
        ("<w:r><w:t>请修</w:t><w:tab/><w:t>桥。</w:t></w:r>", "请修\t桥。"),
        ("<w:r><w:t>请修</w:t><w:noBreakHyphen/><w:t>桥。</w:t></w:r>", "请修-桥。"),
        (
            "<w:pPr><w:tabs><w:tab w:val='left' w:pos='9'/></w:tabs></w:pPr>" + run("请修桥。"),
            "请修桥。",
        ),
        (
            f"{run('请')}<w:r><w:ruby><w:rt>{run('xiu')}</w:rt><w:rubyBase>{run('修')}</w:rubyBase></w:ruby></w:r>{run('桥。')}",
            "请修桥。",
        ),
        (
            run("请修桥。") + "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:pict><w:txbxContent>"
            f"<w:p>{run('框里')}</w:p></w:txbxContent></w:pict></mc:Choice></mc:AlternateContent></w:r>",
            "请修桥。",
        ),
    ],
)
def test_the_text_of_a_paragraph(inside: str, expected: str) -> None:
    content = document_of(f"<w:p>{inside}</w:p>")
    (paragraph, *_) = walk(open_word("a.docx", content))
    assert text_of(paragraph) == expected
    assert read_bytes("a.docx", content).draft.body == expected


def test_a_line_break_parts_lines() -> None:
    draft = read(
        f"<w:p><w:r><w:t>{TITLE}</w:t><w:br/><w:t>{SITUATION}</w:t></w:r></w:p>", f"<w:p>{run(ASK)}</w:p>"
    )
    assert draft == Draft(TITLE, f"{SITUATION}\n{ASK}")


def test_content_controls_around_paragraphs_and_rows() -> None:
    cells = "".join(f"<w:tc><w:p>{run(text)}</w:p></w:tc>" for text in ("内容", SITUATION))
    draft = read(
        f"<w:sdt><w:sdtContent><w:p>{run(TITLE)}</w:p></w:sdtContent></w:sdt>",
        f"<w:tbl><w:sdt><w:sdtContent><w:tr>{cells}</w:tr></w:sdtContent></w:sdt></w:tbl>",
    )
    assert draft == Draft(TITLE, SITUATION)


def test_a_deleted_row_is_not_read() -> None:
    mark = "<w:trPr><w:del w:id='1' w:author='a'/></w:trPr>"
    gone = f"<w:tr>{mark}<w:tc><w:p>{run('旧的内容。')}</w:p></w:tc></w:tr>"
    kept = f"<w:tr><w:tc><w:p>{run(ASK)}</w:p></w:tc></w:tr>"
    assert read(f"<w:p>{run(TITLE)}</w:p>", f"<w:tbl>{gone}{kept}</w:tbl>") == Draft(TITLE, ASK)


def test_text_boxes_are_announced() -> None:
    box = f"<w:r><w:pict><w:txbxContent><w:p>{run('框里')}</w:p></w:txbxContent></w:pict></w:r>"
    document = read_bytes("a.docx", document_of(f"<w:p>{run(TITLE)}{box}</w:p>", f"<w:p>{run(ASK)}</w:p>"))
    assert document.draft == Draft(TITLE, ASK)
    assert document.notices == ("文本框里的文字没有读。如果是草稿的内容，请移到正文里。",)


def test_headers_and_footers_are_not_read() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    document.add_paragraph(TITLE)
    document.add_paragraph(ASK)
    assert read_bytes("a.docx", saved(document)).draft == Draft(TITLE, ASK)


def test_walk_yields_every_paragraph_once_in_order() -> None:
    document = docx.Document()
    document.add_paragraph("一")
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "二"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "三"
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "四"
    table.cell(2, 2).text = "五"
    document.add_paragraph("六")
    texts = [text_of(paragraph) for paragraph in walk(docx.Document(BytesIO(saved(document))))]
    assert [text for text in texts if text.strip()] == ["一", "二", "三", "四", "五", "六"]


def test_paragraphs_of_the_walk_are_python_docx_paragraphs() -> None:
    paragraphs = list(walk(open_word("a.docx", form_bytes())))
    assert paragraphs[0].text == "松涧县第十八届人民代表大会第四次会议"
    assert all(paragraph.part is paragraphs[0].part for paragraph in paragraphs)

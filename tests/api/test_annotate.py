"""The annotated Word document: comments on the words meant, and nothing else changed."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from api.annotate import annotate, annotated
from api.documents.document import Document
from api.documents.reading import read_file
from api.documents.word import texts_of, walk
from model.draft import Part, Quote, quote
from model.errors import DraftDamaged, DraftError, LianshenError
from model.review import Review
from tests.api.comments import marked
from tests.api.reviews import CLEAN, FINDING, OBJECTION

TITLE = "关于修复竹篙村机耕桥的建议"
CHANGED = {"[Content_Types].xml", "word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels"}

# One paragraph with a hyperlink, tracked changes, a tab, a line break, ruby and a closed content control.
MIXED = f"""<w:p {nsdecls("w")}><w:pPr><w:spacing w:line="560"/></w:pPr>
<w:r w:rsidR="00AB12CD"><w:rPr><w:b/><w:sz w:val="32"/></w:rPr><w:t>竹篙村机耕桥</w:t></w:r>
<w:r><w:t xml:space="preserve">建于 1986 年，</w:t><w:tab/><w:t>桥面</w:t><w:br/><w:t>断了两处</w:t></w:r>
<w:bookmarkStart w:id="7" w:name="here"/>
<w:hyperlink w:anchor="here">
<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>，见附图，</w:t></w:r></w:hyperlink>
<w:bookmarkEnd w:id="7"/>
<w:del w:id="8" w:author="甲"><w:r><w:delText>删去的字</w:delText></w:r></w:del>
<w:ins w:id="9" w:author="甲"><w:r><w:rPr><w:i/></w:rPr><w:t>去年摔伤三人，</w:t></w:r></w:ins>
<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>gāo</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>篙</w:t></w:r></w:rubyBase></w:ruby></w:r>
<w:r><w:t>水上涨时</w:t></w:r>
<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>不能通行</w:t></w:r></w:sdtContent></w:sdt>
<w:r><w:t>。😀</w:t></w:r></w:p>"""
ASK = "建议由县交通运输局在今年十月前更换两块桥面板并加装护栏。"
CELL = "希望有关部门高度重视。"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("word") / "建议.docx"
    _document().save(str(path))
    return path


@pytest.fixture(scope="module")
def document(source: Path) -> Document:
    return read_file(source)


def _document() -> WordDocument:
    word = docx.Document()
    heading = word.add_paragraph()
    heading.add_run(TITLE[:4]).bold = True
    heading.add_run(TITLE[4:]).font.size = Pt(22)
    word.element.body.insert(1, parse_xml(MIXED))
    paragraph = word.add_paragraph()
    paragraph.add_run(ASK[:10])
    picture = BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    picture.seek(0)
    paragraph.add_run().add_picture(picture)
    paragraph.add_run(ASK[10:]).italic = True
    word.add_comment(paragraph.runs[0], text="这是原来就有的批注", author="乙")
    table = word.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "左边一格的文字。"
    table.cell(0, 1).text = CELL
    return word


def _reviewed(document: Document, *quotes: Quote) -> Review:
    findings = (replace(FINDING, quotes=quotes),) if quotes else ()
    return replace(CLEAN, title=document.draft.title, findings=findings)


def _quote(document: Document, words: str, part: Part = "body") -> Quote:
    start = document.draft.text_of(part).index(words)
    return quote(document.draft, part, start, start + len(words))


def _annotated(source: Path, document: Document, *quotes: Quote) -> WordDocument:
    output = source.with_name("批注.docx")
    annotate(source, document, _reviewed(document, *quotes), output)
    return docx.Document(str(output))


def _characters(word: WordDocument) -> Iterator[tuple[int, str, bytes, list[str]]]:
    """Yield each character with its paragraph, its formatting and the elements it stands in."""
    for index, paragraph in enumerate(walk(word)):
        for element, text in texts_of(paragraph):
            run = next(element.iterancestors())
            look = _look(run.find(qn("w:rPr")))
            around = [ancestor.tag for ancestor in element.iterancestors()]
            yield from ((index, character, look, around) for character in text)


def _look(properties: etree._Element | None) -> bytes:
    return b"" if properties is None else _canonical(properties)


def _canonical(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", with_tail=False)


def _remark(found: dict[str, str], beginning: str = "【V2") -> str:
    return next(words for text, words in found.items() if text.startswith(beginning))


@pytest.mark.parametrize(
    "words",
    [
        "竹篙村机耕桥",
        "村机",
        "机耕桥建于 19",
        "，\t桥",
        "断了两处，见",
        "附图",
        "图，去年摔伤",
        "摔伤三",
        "篙水上",
        "篙",
        "。😀",
        ASK,
        ASK[8:13],
        CELL,
        "有关部门",
    ],
)
def test_a_comment_stands_on_exactly_the_words_quoted(source: Path, document: Document, words: str) -> None:
    word = _annotated(source, document, _quote(document, words))
    assert _remark(marked(word)) == words


def test_a_title_is_commented_on(source: Path, document: Document) -> None:
    word = _annotated(source, document, _quote(document, "竹篙村机耕桥", "title"))
    assert _remark(marked(word)) == "竹篙村机耕桥"


def test_a_quote_over_two_lines_and_two_paragraphs_is_marked_whole(source: Path, document: Document) -> None:
    lines = _quote(document, "桥面\n断了")
    paragraphs = _quote(document, f"。😀\n{ASK[:6]}")
    found = list(marked(_annotated(source, document, lines, paragraphs)).values())
    assert "桥面\n断了" in found
    assert f"。😀{ASK[:6]}" in found


def test_a_quote_over_two_cells_is_marked_in_the_first(source: Path, document: Document) -> None:
    start = document.draft.body.index("一格的")
    end = document.draft.body.index("有关部门")
    word = _annotated(source, document, quote(document.draft, "body", start, end))
    assert _remark(marked(word)) == "一格的文字。"


def test_marks_stay_out_of_a_content_control_that_word_fills(source: Path, document: Document) -> None:
    word = _annotated(source, document, _quote(document, "不能通"), _quote(document, "涨时不能"))
    control = next(word.element.body.iter(qn("w:sdt")))
    assert {element.tag for element in control.iter()} & {
        qn("w:commentRangeStart"),
        qn("w:commentRangeEnd"),
    } == set()
    assert _remark(marked(word)) == "不能通行"
    assert _remark(marked(word), "【V2 诉求不明】这里也是") == "涨时不能通行"


def test_the_verdict_stands_on_the_title(source: Path, document: Document) -> None:
    text, words = next(
        (text, words) for text, words in marked(_annotated(source, document)).items() if "可提交" in text
    )
    assert words == TITLE
    assert text.startswith("【联审：可提交】没有发现要改的地方。")
    assert CLEAN.model in text


def test_the_verdict_stands_on_the_first_paragraph_where_the_title_was_given(source: Path) -> None:
    document = read_file(source, title="关于别的事情的建议")
    assert document.draft.title == "关于别的事情的建议"
    word = _annotated(source, document, _quote(document, "别的事情", "title"))
    first = "".join(text for _, text in texts_of(list(walk(word))[1]))
    found = marked(word)
    assert _remark(found, "【联审") == _remark(found) == first


def test_a_remark_says_what_is_wrong_and_what_to_do_once(source: Path, document: Document) -> None:
    quotes = _quote(document, "有关部门高度重视"), _quote(document, "去年")
    first, other = [text for text in marked(_annotated(source, document, *quotes)) if text.startswith("【V2")]
    assert first == (
        f"【V2 诉求不明】{FINDING.message}\n建议：{FINDING.advice}（依据：细则“{FINDING.clause.section}”）"
    )
    assert other == "【V2 诉求不明】这里也是，修改建议见“有关部门高度重视”处的批注。"


def test_doubt_is_said_and_objections_stand_first(source: Path, document: Document, tmp_path: Path) -> None:
    here = (_quote(document, "去年"),)
    review = replace(
        _reviewed(document),
        objections=(replace(OBJECTION, quotes=here),),
        findings=(replace(FINDING, quotes=here, state="拿不准"),),
    )
    annotate(source, document, review, tmp_path / "批注.docx")
    texts = [comment.text for comment in docx.Document(str(tmp_path / "批注.docx")).comments]
    assert [text[:3] for text in texts[1:]] == ["【联审"[:3], "【N8", "【V2"]
    assert texts[3].startswith("【V2 诉求不明，拿不准】")


def test_a_title_given_with_control_characters_does_no_harm(source: Path) -> None:
    document = read_file(source, title="关于\x1b[31m别的事情\x00的建议")
    review = replace(_reviewed(document), summary=f"“{document.draft.title}”可以提交。")
    annotate(source, document, review, source.with_name("批注.docx"))
    word = docx.Document(str(source.with_name("批注.docx")))
    assert "“关于\ufffd[31m别的事情\ufffd的建议”可以提交。" in [*word.comments][-1].text


def test_comments_that_were_there_stay(source: Path, document: Document) -> None:
    word = _annotated(source, document, _quote(document, ASK[:10]))
    assert marked(word)["这是原来就有的批注"] == ASK[:10]
    assert [comment.author for comment in word.comments] == ["乙", "联审", "联审"]
    assert {comment.initials for comment in word.comments} == {"", "审"}


def test_every_other_part_is_the_same_to_the_byte(source: Path, document: Document) -> None:
    _annotated(source, document, _quote(document, "去年"))
    with ZipFile(source) as before, ZipFile(source.with_name("批注.docx")) as after:
        assert set(before.namelist()) == set(after.namelist())
        assert {name for name in before.namelist() if before.read(name) != after.read(name)} <= CHANGED
        assert after.testzip() is None


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_text_and_formatting_stay_whatever_is_quoted(
    source: Path, document: Document, data: st.DataObject
) -> None:
    body = document.draft.body
    starts = st.integers(0, len(body) - 1).filter(lambda start: body[start] != "\n")
    quotes = []
    for start in data.draw(st.lists(starts, min_size=1, max_size=5)):
        end = data.draw(st.integers(start + 1, min(start + 30, len(body))))
        quotes.append(quote(document.draft, "body", start, end))
    word = _annotated(source, document, *quotes)
    assert all(marked(word).values())
    before = docx.Document(str(source))
    assert list(_characters(word)) == list(_characters(before))
    assert _stripped(word) == _stripped(before)
    assert len(list(word.comments)) == 2 + len(quotes)


def _stripped(word: WordDocument) -> str:
    """Return the document without comment marks, and without the borders between like runs."""
    body = word.element.body
    for tag in ("w:commentRangeStart", "w:commentRangeEnd"):
        for mark in list(body.iter(qn(tag))):
            mark.getparent().remove(mark)
    for reference in list(body.iter(qn("w:commentReference"))):
        run = reference.getparent()
        run.getparent().remove(run)
    for element in body.iter():
        element.tail = None
        if element.tag == qn("w:t"):
            element.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", None)
    for run in list(body.iter(qn("w:r"))):
        _join(run)
    return _canonical(body).decode().replace("</w:t><w:t>", "")


def _join(run: etree._Element) -> None:
    """Move what the following runs of the same look hold into this one."""
    look = run.find(qn("w:rPr"))
    while (following := run.getnext()) is not None and following.tag == run.tag:
        other = following.find(qn("w:rPr"))
        if _look(look) != _look(other):
            return
        if other is not None:
            following.remove(other)
        run.extend(list(following))
        next(run.iterancestors()).remove(following)


def test_in_memory_it_is_the_same_as_in_a_file(source: Path, document: Document) -> None:
    _annotated(source, document, _quote(document, "去年"))
    review = _reviewed(document, _quote(document, "去年"))
    copy = docx.Document(BytesIO(annotated(source.name, source.read_bytes(), document, review)))
    assert marked(copy) == marked(docx.Document(str(source.with_name("批注.docx"))))


def test_a_file_changed_since_it_was_read_is_refused(document: Document, tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("别的文字")
    word.save(str(tmp_path / "改过.docx"))
    with pytest.raises(DraftDamaged, match="文件在审读以后改动过"):
        annotate(tmp_path / "改过.docx", document, _reviewed(document), tmp_path / "批注.docx")
    assert not (tmp_path / "批注.docx").exists()


def test_a_file_that_is_gone_or_no_word_document_is_refused(document: Document, tmp_path: Path) -> None:
    (tmp_path / "文本.docx").write_text("关于修路的建议", encoding="utf-8")
    for name in ("没有.docx", "文本.docx"):
        with pytest.raises(DraftError, match=name):
            annotate(tmp_path / name, document, _reviewed(document), tmp_path / "批注.docx")


def test_an_output_that_cannot_be_written_is_said_and_leaves_nothing(
    source: Path, document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = _reviewed(document)
    with pytest.raises(LianshenError, match=r"批注\.docx：批注文件写不出来。请确认文件夹存在"):
        annotate(source, document, review, tmp_path / "没有的文件夹" / "批注.docx")

    def locked(path: Path, target: Path) -> None:
        raise PermissionError(13, f"{path} used by another process", str(target))

    output = tmp_path / "批注.docx"
    output.write_bytes(b"kept")
    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(LianshenError, match="不能写入：文件正被打开，或是只读的。请先在 Word"):
        annotate(source, document, review, output)
    assert [path.name for path in tmp_path.iterdir()] == ["批注.docx"]
    assert output.read_bytes() == b"kept"


def test_a_read_only_output_is_kept(
    source: Path, document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "批注.docx"
    output.write_bytes(b"kept")
    monkeypatch.setattr("os.access", lambda path, mode: False)  # noqa: ARG005 - root may write to any file
    with pytest.raises(LianshenError, match="只读"):
        annotate(source, document, _reviewed(document), output)
    assert output.read_bytes() == b"kept"

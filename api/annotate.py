"""The same Word document with a margin comment (批注) on every passage a review quotes.

python-docx makes the comments. The text, its formatting, and every other part of the file stay as they were.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from zipfile import ZIP_DEFLATED, ZipFile

from docx.comments import Comment
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from api.documents.document import Anchor, Document
from api.documents.limits import read_limited
from api.documents.word import open_word, text_of, walk
from api.runs import cut_out
from api.safe import safe
from model.draft import Part
from model.errors import DraftDamaged, LianshenError
from model.review import Finding, Objection, Review

AUTHOR = "联审"
INITIALS = "审"

_P, _SDT = qn("w:p"), qn("w:sdt")
# Content controls whose content Word makes itself, and in which it therefore keeps no comment.
_CLOSED_CONTROLS = ("w:text", "w:date", "w:comboBox", "w:dropDownList", "w:dataBinding")


@dataclass(frozen=True, slots=True)
class Note:
    """One comment to be made.

    Attributes:
        part: the text the offsets count in.
        start: first code point of the passage.
        end: one past its last code point.
        text: what the comment says; a line break starts a new paragraph.
    """

    part: Part
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of one paragraph: its index in the order of ``walk``, and offsets into its text."""

    paragraph: int
    start: int
    end: int


def annotate(source: Path, document: Document, review: Review, output: Path) -> None:
    """Write a copy of a Word file with the review as margin comments, as :func:`annotated` makes it.

    Args:
        source: the .docx file that was read.
        document: what was read from it.
        review: of ``document.draft``.
        output: the file to write, replaced whole or not at all; must not be ``source``.

    Raises:
        DraftError: ``source`` can no longer be read, or was changed since.
        LianshenError: ``output`` cannot be written.
    """
    _replace(output, annotated(source.name, read_limited(source), document, review))


def annotated(name: str, content: bytes, document: Document, review: Review) -> bytes:
    """Return a copy of a Word document with the review as margin comments.

    A comment with the verdict stands on the title, or on the first paragraph of the body where the file has
    no title; so does a remark on words that do not stand in the file, such as a title given by hand. A
    passage over several paragraphs is marked whole, but only as far as the cell it begins in.

    Args:
        name: of the file, for messages.
        content: the bytes of the .docx file that was read.
        document: what was read from it.
        review: of ``document.draft``.

    Raises:
        DraftError: ``content`` is no Word document, or not the one ``document`` was read from.
    """
    word = open_word(name, content)
    paragraphs = list(walk(word))
    texts = [text_of(paragraph) for paragraph in paragraphs]
    _check_unchanged(document, texts)
    head = _head(document, texts)
    comments = []
    for note in notes(review):
        spans = _spans(document.anchors, note.part, note.start, note.end) or head
        runs = _runs(paragraphs, spans)
        comments.append(_comment(word, runs, note.text))
    return _package(content, word, comments)


def notes(review: Review) -> Iterator[Note]:
    """Yield the comments a review makes: the verdict first, then objections, then findings."""
    model = f"（联审模型：{review.model}。意见供参考，由人决定。）"
    yield Note("title", 0, len(review.title), f"【联审：{review.verdict}】{review.summary}\n{model}")
    remarks: tuple[Objection | Finding, ...] = (*review.objections, *review.findings)
    for remark in remarks:
        basis = f"（依据：细则“{remark.clause.section}”）"
        text = f"{_heading(remark)}{remark.message}\n建议：{remark.advice}{basis}"
        if not remark.quotes:  # an objection to a draft with neither title nor words to quote
            yield Note("title", 0, len(review.title), text)
            continue
        first, *others = remark.quotes
        yield Note(first.part, first.start, first.end, text)
        for quote in others:
            text = f"{_heading(remark)}这里也是，修改建议见“{_shortened(first.text)}”处的批注。"
            yield Note(quote.part, quote.start, quote.end, text)


def _heading(remark: Finding | Objection) -> str:
    unsure = isinstance(remark, Finding) and remark.state == "拿不准"
    return f"【{remark.code} {remark.name}{'，拿不准' if unsure else ''}】"


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 16 else f"{line[:15]}…"


def _check_unchanged(document: Document, texts: Sequence[str]) -> None:
    for anchor in document.anchors:
        meant = document.draft.text_of(anchor.part)[anchor.start : anchor.start + anchor.length]
        text = texts[anchor.paragraph] if anchor.paragraph < len(texts) else ""
        if text[anchor.offset : anchor.offset + anchor.length] != meant:
            raise DraftDamaged("文件在审读以后改动过", where=document.name, remedy="请重新审读一次")


def _head(document: Document, texts: Sequence[str]) -> list[_Span]:
    """Return where the verdict stands: on the title, else on the first paragraph of the body."""
    title = _spans(document.anchors, "title", 0, len(document.draft.title))
    if title:
        return title
    written = (index for index, text in enumerate(texts) if text.strip())
    first = min((anchor.paragraph for anchor in document.anchors), default=None)
    index = next(written) if first is None else first
    return [_Span(index, 0, len(texts[index]))]


def _spans(anchors: Sequence[Anchor], part: Part, start: int, end: int) -> list[_Span]:
    """Return where a stretch of the draft stands in the file, in the order of the draft."""
    spans = []
    for anchor in anchors:
        low, high = max(start, anchor.start), min(end, anchor.start + anchor.length)
        if anchor.part == part and low < high:
            shift = anchor.offset - anchor.start
            spans.append(_Span(anchor.paragraph, low + shift, high + shift))
    return spans


def _runs(paragraphs: Sequence[Paragraph], spans: Sequence[_Span]) -> list[Run]:
    """Return the runs that hold these stretches and nothing else, as far as one comment can reach."""
    home = paragraphs[spans[0].paragraph]
    runs: list[Run] = []
    last = spans[0]
    for span in spans:
        paragraph = paragraphs[span.paragraph]
        elsewhere = paragraph._p.getparent() is not home._p.getparent()
        if elsewhere or (span.paragraph, span.start) < (last.paragraph, last.start):
            break
        runs += cut_out(paragraph, span.start, span.end)
        last = span
    return runs


def _comment(word: WordDocument, runs: Sequence[Run], text: str) -> Comment:
    # A title given by hand may hold characters that no XML can.
    legal = "\n".join(map(safe, text.split("\n")))
    comment = word.add_comment(runs, text=legal, author=AUTHOR, initials=INITIALS)
    _step_out(runs[0], runs[-1])
    for paragraph in comment.paragraphs:
        # The body text of a form is large and indented; a comment that inherits it cannot be read.
        paragraph.paragraph_format.first_line_indent = 0
        paragraph.paragraph_format.line_spacing = 1.0
        for run in paragraph.runs:
            run.font.size = Pt(9)
    return comment


def _step_out(first: Run, last: Run) -> None:
    """Move the marks of the comment just made out of content controls that keep none."""
    opening, closing = _closed_control(first), _closed_control(last)
    if opening is not None:
        opening.addprevious(next(first._r.itersiblings(preceding=True)))
    if closing is not None:
        marks = last._r.itersiblings()
        end, reference = next(marks), next(marks)
        closing.addnext(reference)
        closing.addnext(end)


def _closed_control(run: Run) -> etree._Element | None:
    """Return the outermost content control of the paragraph around this run that keeps no comment."""
    found = None
    for ancestor in run._r.iterancestors():
        if ancestor.tag == _P:
            break
        if ancestor.tag == _SDT and any(
            ancestor.find(f"{qn('w:sdtPr')}/{qn(kind)}") is not None for kind in _CLOSED_CONTROLS
        ):
            found = ancestor
    return found


def _package(content: bytes, word: WordDocument, comments: Sequence[Comment]) -> bytes:
    """Return the new file: what python-docx had to change from python-docx, the rest byte for byte."""
    saved, output = BytesIO(), BytesIO()
    word.save(saved)
    document, notebook = word.part.partname, comments[0].part.partname
    changed = {"[Content_Types].xml", document.membername, notebook.membername, document.rels_uri[1:]}
    with (
        ZipFile(BytesIO(content)) as old,
        ZipFile(saved) as new,
        ZipFile(output, "w", ZIP_DEFLATED) as archive,
    ):
        known = set(old.namelist())
        for name in new.namelist():
            archive.writestr(name, (new if name in changed or name not in known else old).read(name))
    return output.getvalue()


def _replace(output: Path, content: bytes) -> None:
    if output.exists() and not os.access(output, os.W_OK):
        raise _locked(output)
    written = output.with_name(f".{output.stem}-{token_hex(4)}.tmp")
    try:
        with written.open("xb") as file:
            file.write(content)
        written.replace(output)
    except PermissionError as error:
        raise _locked(output) from error
    except OSError as error:
        remedy = "请确认文件夹存在、磁盘没有满，或换一个地方"
        raise LianshenError("批注文件写不出来", where=str(output), remedy=remedy) from error
    finally:
        _forget(written)


def _locked(output: Path) -> LianshenError:
    remedy = "请先在 Word 或 WPS 里关闭它，确认文件和文件夹不是只读的，或换一个文件名"
    return LianshenError("不能写入：文件正被打开，或是只读的", where=str(output), remedy=remedy)


def _forget(written: Path) -> None:
    with suppress(OSError):  # there is none once it was moved, or where it could not be made
        written.unlink()

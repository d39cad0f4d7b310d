"""Every offset into a draft leads back to the same characters of the file."""

import operator

import docx
from docx.oxml import OxmlElement
from hypothesis import given, settings
from hypothesis import strategies as st

from api.documents.document import Anchor, Document
from api.documents.reading import read_bytes
from api.documents.word import open_word, text_of, walk
from model.errors import DraftError
from tests.api.documents.samples import FORM, SITUATION, TITLE, fill_form, saved

CHARACTERS = st.sampled_from(
    [
        *"路桥灯修请建议。，；：:！？（）一二三、123１２ab \u3000\t\u200b\u202b😀𠮷\n",
        "标题：",
        "内容：",
        "建议：",
        "联系电话：138",
        "关于",
        "的建议",
    ]
)
LINES = st.lists(CHARACTERS, max_size=14).map("".join)
FILES = st.lists(LINES, min_size=1, max_size=8)


def check(document: Document, paragraphs: list[str]) -> None:
    covered = {"title": [False] * len(document.draft.title), "body": [False] * len(document.draft.body)}
    for anchor in document.anchors:
        there = paragraphs[anchor.paragraph][anchor.offset : anchor.offset + anchor.length]
        assert document.draft.text_of(anchor.part)[anchor.start : anchor.start + anchor.length] == there
        for index in range(anchor.start, anchor.start + anchor.length):
            assert not covered[anchor.part][index]
            covered[anchor.part][index] = True
    # A title of several cells has tabs between them, which stand in no paragraph.
    assert all(map(operator.or_, covered["title"], [each == "\t" for each in document.draft.title]))
    body = document.draft.body
    assert {character for character, held in zip(body, covered["body"], strict=True) if not held} <= set(
        "\n\t "
    )
    for sentence in document.draft.sentences:
        stretch = range(sentence.start, sentence.end)
        shares = (_shared(anchor, sentence.start, sentence.end, paragraphs) for anchor in document.anchors)
        assert "".join(shares) == "".join(body[index] for index in stretch if covered["body"][index])


def _shared(anchor: Anchor, start: int, end: int, paragraphs: list[str]) -> str:
    first, last = max(start, anchor.start), min(end, anchor.start + anchor.length)
    if anchor.part == "title" or first >= last:
        return ""
    shift = anchor.offset - anchor.start
    return paragraphs[anchor.paragraph][first + shift : last + shift]


@given(
    FILES, st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]), st.sampled_from(["\n", "\r\n", "\r"])
)
def test_text(lines: list[str], encoding: str, end: str) -> None:
    content = end.join([*lines, SITUATION]).encode(encoding)
    document = read_bytes("a.txt", content)
    assert document.text is not None
    check(document, document.text.split("\n"))


@settings(deadline=None, max_examples=25)
@given(FILES, st.lists(st.lists(LINES, min_size=2, max_size=2), max_size=4), st.booleans())
def test_word(lines: list[str], rows: list[list[str]], insert: bool) -> None:
    file = docx.Document()
    for line in lines:
        paragraph = file.add_paragraph(line[: len(line) // 2])
        run = paragraph.add_run(line[len(line) // 2 :])
        if insert:
            inserted = OxmlElement("w:ins")
            run._r.addprevious(inserted)
            inserted.append(run._r)
    if rows:
        fill_form(file, rows)
    file.add_paragraph(SITUATION)
    content = saved(file)
    document = read_bytes("a.docx", content)
    check(document, [text_of(paragraph) for paragraph in walk(open_word("a.docx", content))])


@given(FILES, LINES)
def test_a_given_title(lines: list[str], title: str) -> None:
    document = read_bytes("-", "\n".join([*lines, SITUATION]).encode(), title=title)
    assert document.text is not None
    if any(anchor.part == "title" for anchor in document.anchors) or not document.draft.title:
        check(document, document.text.split("\n"))
    else:
        assert document.draft.title == title.strip()


def test_a_form() -> None:
    file = docx.Document()
    fill_form(file, FORM)
    content = saved(file)
    document = read_bytes("a.docx", content)
    check(document, [text_of(paragraph) for paragraph in walk(open_word("a.docx", content))])
    assert document.anchors[0] == Anchor("title", 0, len(TITLE), 1, 0)


@given(st.binary(max_size=300))
def test_only_our_errors(content: bytes) -> None:
    try:
        document = read_bytes("-", content)
    except DraftError:
        return
    assert document.draft.body or document.draft.title

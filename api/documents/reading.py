"""Reading one file into a :class:`~api.documents.document.Document`."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from api.documents import text
from api.documents.document import Anchor, Document
from api.documents.form import Form, read_form
from api.documents.kinds import KIND_NAMES, Kind, kind_of
from api.documents.labels import label_alone
from api.documents.level import stated_level
from api.documents.limits import LARGEST, check_length, check_line, check_lines, check_size, read_limited
from api.documents.source import Block, Line, lines_in
from model.canonical import canonical
from model.draft import Draft, Level, Part
from model.errors import DraftDamaged, DraftEmpty, DraftError, DraftNotChinese

__all__ = ["LARGEST", "read_blocks", "read_bytes", "read_file", "read_text"]

_FEWEST_CHINESE = 2
_LEAST_SHARE = 0.2
_CHINESE = re.compile("[\u3400-\u9fff\U00020000-\U000323af〇]+")


def read_file(path: Path, *, title: str | None = None, level: Level | None = None) -> Document:
    """Read a file: text, Markdown, Word, PDF or a picture.

    Args:
        path: of the file.
        title: what the user says the title is; ``None`` to find it in the file.
        level: what the user says 本级 is; ``None`` to take what the file states, a county where it does not.

    Raises:
        DraftError: the file cannot be read as a draft; the message names it and says what to do.
    """
    return _read(str(path), read_limited(path), title, level)


def read_bytes(
    name: str, content: bytes, *, title: str | None = None, level: Level | None = None
) -> Document:
    """Read the content of a file, as :func:`read_file` does.

    Args:
        name: of the file; ``-`` for standard input, which may be of any kind that is read.
        content: its bytes.
        title: as in :func:`read_file`.
        level: as in :func:`read_file`.

    Raises:
        DraftError: as in :func:`read_file`.
    """
    check_size(name, len(content))
    return _read(name, content, title, level)


def read_text(name: str, whole: str, *, level: Level | None = None) -> Document:
    """Read a text that is there already, as :func:`read_file` does a text file.

    Args:
        name: for messages; if it ends in ``.md``, the text is Markdown.
        whole: the text, which is also :attr:`Document.text`, character for character.
        level: as in :func:`read_file`.

    Raises:
        DraftError: as in :func:`read_file`.
    """
    check_length(name, len(whole))
    return _parted(name, _Content(list(text.lines(name, whole)), text=whole), None, level)


def read_blocks(name: str, blocks: Iterable[Block]) -> Document:
    """Read lines and tables that another reader found, as :func:`read_file` does those of a Word file.

    Args:
        name: for messages.
        blocks: in order.

    Raises:
        DraftError: as in :func:`read_file`.
    """
    return _parted(name, _Content(list(blocks)), None, None)


def _read(name: str, content: bytes, title: str | None, level: Level | None) -> Document:
    kind = kind_of(name, content)
    try:
        found = _READERS[kind](name, content)
    except DraftError:
        raise
    except Exception as error:  # the parsers let through whatever they stumble over in a broken file
        raise DraftDamaged(
            f"文件已损坏，不是完整的{KIND_NAMES[kind]}",
            where=name,
            remedy="请重新取得这份文件，或另存为 .docx 再试",
        ) from error
    return _parted(name, found, title, level)


def _parted(name: str, found: "_Content", title: str | None, level: Level | None) -> Document:
    lines = [line.text for line in lines_in(found.blocks)]
    check_lines(name, len(lines))
    check_length(name, sum(map(len, lines)))
    for line in lines:
        check_line(name, line)
    form = read_form(found.blocks)
    _check_filled(name, form)
    document = _document(name, form, (title or "").strip(), level)
    check_chinese(name, document.draft)
    return replace(document, notices=found.notices + document.notices, text=found.text)


@dataclass(frozen=True, slots=True)
class _Content:
    """What one of the readers found in a file.

    Attributes:
        blocks: lines and tables.
        notices: what the user should know about how the file was read.
        text: the whole of a text file; ``None`` for other kinds.
    """

    blocks: list[Block]
    notices: tuple[str, ...] = ()
    text: str | None = None


def _read_text(name: str, content: bytes) -> _Content:
    decoded, notices = text.decode(name, content)
    check_length(name, len(decoded))
    return _Content(list(text.lines(name, decoded)), notices, decoded)


def _read_word(name: str, content: bytes) -> _Content:
    from api.documents import word  # noqa: PLC0415 - python-docx takes a third of a second to load

    document = word.open_word(name, content)
    boxes = (
        ("文本框里的文字没有读。如果是草稿的内容，请移到正文里。",) if word.has_text_boxes(document) else ()
    )
    return _Content(word.blocks(name, document), boxes)


def _read_pdf(name: str, content: bytes) -> _Content:
    from api.documents import pdf  # noqa: PLC0415 - pdfplumber takes half a second to load

    return _Content(*pdf.read_pdf(name, content))


def _read_image(name: str, content: bytes) -> _Content:
    from api.documents import layout, ocr  # noqa: PLC0415 - Pillow is needed for pictures only

    recognised = layout.as_lines(ocr.read_image(name, content))
    return _Content(list(recognised), ("文字由程序从图片辨认，请核对引文。",))


_READERS: dict[Kind, Callable[[str, bytes], _Content]] = {
    "text": _read_text,
    "word": _read_word,
    "pdf": _read_pdf,
    "image": _read_image,
}


def _document(name: str, form: Form, given: str, level: Level | None) -> Document:
    title, body, notices = _titled(form, given)
    stated = stated_level(form.letterhead, form.fields)
    if stated and stated != "县" and level is None:
        notices += (f"按文件的表头，本级作{stated}级审读；不对请另选（命令行里用 --level）。",)
    draft = Draft(title.text or given, "\n".join(line.text for line in body), level or stated or "县")
    anchors = (*_anchors("title", [title]), *_anchors("body", body))
    return Document(PurePath(name).name, draft, form.fields, anchors, notices)


def _titled(form: Form, given: str) -> tuple[Line, tuple[Line, ...], tuple[str, ...]]:
    """Settle between the title in the file and the one the user gave; the line is empty if only given."""
    found = form.title or Line()
    if not given:
        missing = () if form.title else ("没有找到标题。标题也要审读，请写明（命令行里用 --title）。",)
        return found, form.body, missing
    if _bare(given) == _bare(found.text):
        return found, form.body, ()
    if form.body and _bare(given) == _bare(form.body[0].text):
        return form.body[0].squeezed(), form.body[1:], ()
    if form.title and form.sure:
        return Line(), form.body, (f"文件里的标题是“{found.text}”，已按您给的标题审读。",)
    return Line(), (found, *form.body) if form.title else form.body, ()


def _bare(text: str) -> str:
    return canonical(text).replace(" ", "")


def _anchors(part: Part, lines: Iterable[Line]) -> Iterator[Anchor]:
    start = 0
    for line in lines:
        for piece in line.pieces:
            if piece.paragraph is not None:
                yield Anchor(part, start, len(piece.text), piece.paragraph, piece.offset)
            start += len(piece.text)
        start += 1


def _check_filled(name: str, form: Form) -> None:
    if form.title is None and all(label_alone(line) for line in form.body):
        problem = "表格里没有填标题和内容" if form.fields or form.body else "里面没有文字"
        raise DraftEmpty(problem, where=name, remedy="请写好草稿再试")


def check_chinese(name: str, draft: Draft) -> None:
    """Refuse a text with fewer than two Chinese characters, or with fewer than one in five.

    Raises:
        DraftNotChinese: it is one.
    """
    text = canonical(draft.title + draft.body)
    written = len("".join(text.split()))
    chinese = sum(map(len, _CHINESE.findall(text)))
    if chinese < _FEWEST_CHINESE or chinese < _LEAST_SHARE * written:
        raise DraftNotChinese(
            "里面没有可以审读的中文", where=name, remedy="请检查是不是选错了文件；草稿应当用中文写"
        )

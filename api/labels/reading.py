"""Labels out of a file of any form: which it is, its content tells."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, groupby, islice
from pathlib import Path
from typing import Any

from api.batch import separated
from api.batch.apart import Apart
from api.batch.cells import Row, Sheet, Spoilt
from api.batch.sources import File, unreadable
from api.errors import LabelFormError
from api.labels.form import Form
from api.labels.forms import argilla, corpus, doccano, label_studio, lines, table
from api.labels.forms.objects import Object, objects
from api.labels.harmless import unescaped
from api.labels.written import Found, Unreadable
from model.errors import DraftEmpty, LianshenError

_READERS = {
    "jsonl": lines.read,
    "corpus": corpus.read,
    "doccano": doccano.read,
    "label-studio": label_studio.read,
    "argilla": argilla.read,
}
_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_SEARCHED = 20


def read(path: Path, form: Form | None = None) -> Iterator[Found]:
    """Yield what stands in a file, a row at a time; what cannot be read is said, and reading goes on.

    Args:
        path: of the file.
        form: of the file, where its content shall not tell.

    Raises:
        LianshenError: the file cannot be opened, is empty, or is of no form that is known.
    """
    source = File(path.name, path)
    try:
        with source.stream() as stream:
            head = stream.peek()
        if not head.strip():
            raise DraftEmpty("文件是空的", where=path.name, remedy="请检查是不是选错了文件")
        is_book = head.startswith(_BOOKS)
        if is_book or (form or _told(head)) == "table":
            return table.read(path.name, _book(source) if is_book else _text(source))
        return _of_objects(source, form)
    except OSError as error:
        raise unreadable(path.name, error) from error


def _told(head: bytes) -> Form | None:
    """Return ``table`` for what cannot be JSON."""
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return None if first in {b"{", b"["} else "table"


def _of_objects(source: File, form: Form | None) -> Iterator[Found]:
    with source.stream() as stream:
        found = objects(source.name, stream)
        head = list(islice(found, _SEARCHED))
        chosen = form or _form_of(source.name, head)
        yield from _READERS[chosen](chain(head, found))


def form_of(path: Path) -> Form:
    """Return the form of a file.

    Raises:
        LianshenError: it cannot be opened, or is of none that is known.
    """
    source = File(path.name, path)
    with source.stream() as stream:
        head = stream.peek()
        if head.startswith(_BOOKS) or _told(head) == "table":
            return "table"
        return _form_of(source.name, list(islice(objects(source.name, stream), _SEARCHED)))


def _form_of(name: str, head: list[Object | Unreadable]) -> Form:
    first = next((each[1] for each in head if not isinstance(each, Unreadable)), None)
    if first is None:
        shown = next((each.problem for each in head if isinstance(each, Unreadable)), "里面没有 JSON 对象")
        raise LabelFormError(f"读不了：{shown}", where=name, remedy="请检查文件，或重新导出一次")
    kinds: dict[Form, Any] = {
        "label-studio": label_studio.is_label_studio,
        "argilla": argilla.is_argilla,
        "doccano": doccano.is_doccano,
        "corpus": corpus.is_corpus,
        "jsonl": lines.is_ours,
    }
    found = next((form for form, is_kind in kinds.items() if is_kind(first)), None)
    if found is None:
        members = "、".join(list(first)[:8])
        raise LabelFormError(
            f"认不出是哪一种标注文件；第一条的字段是：{members}",
            where=name,
            remedy="能读的格式见 docs/labels.md；知道是哪一种的，请用 --form 写明",
        )
    return found


def _text(source: File) -> Iterator[Sheet]:
    with source.stream() as stream:
        yield Sheet(_saying(separated.rows(source.name, stream)))


def _saying(rows: Iterator[Row | Spoilt]) -> Iterator[Row | Spoilt]:
    """Yield the rows of a text table as they were before it was made harmless to Excel."""
    last = 0
    try:
        for row in rows:
            last = row.number
            if isinstance(row, Row):
                row = replace(row, cells=tuple(map(unescaped, row.cells)))  # noqa: PLW2901 - the same row
            yield row
    except LianshenError as error:
        yield Spoilt(last + 1, error)


def _book(source: File) -> Iterator[Sheet]:
    with Apart(1) as apart:
        stretches = apart.table(source, "workbook")
        for _, group in groupby(stretches, lambda stretch: stretch.index):
            first = next(group)
            rows = (row for stretch in chain([first], group) for row in stretch.rows)
            yield Sheet(rows, first.sheet, first.hidden)

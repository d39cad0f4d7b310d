"""A form with many files, kept on the disk as it comes: none of it is held in memory."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header
from starlette.concurrency import run_in_threadpool

from api.batches.names import Names
from api.errors import BadRequest, BodyTooLarge, RequestError, StorageError, VirusFound
from api.viruses import Scanner

MOST_FILES = 20_000
_MOST_FIELDS = 50
"""Parts that are no file; the form of the page has six at most."""
_LONGEST_FIELD = 4096
"""Bytes of a field that is no file."""
_LONGEST_HEADER = 16 * 1024
"""Bytes of the name of a file, with the folders it lay in."""


@dataclass(slots=True)
class Received:
    """What came with a form.

    Attributes:
        fields: by their names.
        files: the names of the files as uploaded, those without content among them.
        refused: the names of those that were not kept, with the reason: a virus, above all.
    """

    fields: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    refused: dict[str, RequestError] = field(default_factory=dict)


class NothingSent(BadRequest):
    """A form came without a file."""

    def __init__(self, received: Received) -> None:
        self.received = received
        super().__init__("没有选择文件", remedy="请选择要审读的文件，再按“上传并审读”")


async def receive(
    coming: AsyncIterator[bytes],
    content_type: str,
    folder: Path,
    begun: Callable[[Received], None],
    scanner: Scanner | None = None,
) -> Received:
    """Read a form, and keep its files in a folder.

    Args:
        coming: the body.
        content_type: with the boundary between the parts.
        folder: to keep the files in.
        begun: called before the first file, with the fields before it, and at the end; it may refuse them.
        scanner: looks for viruses in each file as soon as it is whole; one with any is not kept, and the
            others are, if there are others.

    Raises:
        NothingSent: there is no file in it.
        BadRequest: it is no form, or has too many files.
        StorageError: the files cannot be written.
        VirusFound: there is a virus in every file.
        ScannerAway: nobody can tell whether there is one.
    """
    kind, options = parse_options_header(content_type)
    if kind != b"multipart/form-data" or b"boundary" not in options:
        raise BadRequest("没有带文件", remedy="请在成批审读的网页上选择文件")
    parts = _Parts(folder, begun, scanner)
    try:
        parser = MultipartParser(
            options[b"boundary"],
            {
                "on_part_begin": parts.begin,
                "on_header_field": parts.header_name,
                "on_header_value": parts.header_value,
                "on_header_end": parts.header_end,
                "on_headers_finished": parts.headed,
                "on_part_data": parts.data,
                "on_part_end": parts.end,
            },
            max_header_size=_LONGEST_HEADER,
        )
        async for chunk in coming:
            await run_in_threadpool(parser.write, chunk)
        parser.finalize()
    except FormParserError as error:
        raise BadRequest("上传的内容不完整", remedy="请检查网络，再上传一次") from error
    except OSError as error:
        raise StorageError("上传的文件存不下", where=str(folder), remedy="请检查磁盘的空间和权限") from error
    finally:
        parts.close()
    begun(parts.received)
    if not parts.received.files:
        raise next(iter(parts.received.refused.values()), NothingSent(parts.received))
    return parts.received


class _Parts:
    """What python-multipart calls, part by part; one file is open at a time."""

    def __init__(self, folder: Path, begun: Callable[[Received], None], scanner: Scanner | None) -> None:
        self.received = Received()
        self._scanner, self._count = scanner, 0
        self._folder, self._begun, self._names = folder, begun, Names()
        self._header, self._value, self._disposition = b"", b"", b""
        self._field, self._text = "", b""
        self._fields = 0
        self._file: BinaryIO | None = None
        self._place = folder

    def begin(self) -> None:
        self._disposition, self._text, self._field = b"", b"", ""

    def header_name(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def header_end(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value
        self._header = self._value = b""

    def headed(self) -> None:
        _, options = parse_options_header(self._disposition)
        name = _text(options.get(b"filename", b""))
        if not name:  # so browsers say, too, that no file was chosen
            self._fields += 1
        if self._fields > _MOST_FIELDS:
            raise BadRequest("这一页填的内容太多", remedy="请在成批审读的网页上选择文件")
        if b"filename" in options:
            self._open(name)
        else:
            self._field = _text(options.get(b"name", b""))

    def data(self, data: bytes, start: int, end: int) -> None:
        if self._file is not None:
            self._file.write(data[start:end])
        elif self._field:
            self._text += data[start:end]
            if len(self._text) > _LONGEST_FIELD:
                raise BadRequest("这一页填的内容太长", remedy="请改短再试")

    def end(self) -> None:
        if self._file is not None:
            self.close()
            self._look()
        if self._field:
            self.received.fields[self._field] = _text(self._text)

    def close(self) -> None:
        """Close the file that is open, if one is."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _look(self) -> None:
        """Look for viruses in the last file, and remove it if there is one, or if it cannot be looked at."""
        if self._scanner is None:
            return
        name = self.received.files[-1]
        try:
            self._scanner.look_at(name, self._place)
        except (VirusFound, BodyTooLarge) as error:
            self._place.unlink()
            self.received.refused[self.received.files.pop()] = error

    def _open(self, name: str) -> None:
        if not self._count:
            self._begun(self.received)
        if not name:
            return
        self._count += 1
        self.received.files.append(name)
        if self._count > MOST_FILES:
            raise BadRequest(f"一次最多上传 {MOST_FILES:,} 个文件", remedy="请打成压缩包，或分成几批")
        self._place = self._folder / self._names.place(name)
        self._place.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._place.open("xb")


def _text(content: bytes) -> str:
    """Return characters; browsers send UTF-8, some old programs GBK."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("gb18030", "replace")

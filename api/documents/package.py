"""The zip package of a .docx, looked through before it is opened: bombs and document types are refused.

A size limit on what the directory says is not enough: a directory can lie, and ``ZipFile.read`` unpacks
a whole part before it compares. So every part is unpacked here once, a block at a time.
"""

import zlib
from io import BytesIO
from typing import Any, NamedTuple, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from api.documents.archive import RESAVE, damaged, directory, refuse_bomb
from model.errors import DraftDamaged, DraftProtected, DraftUnsupported


class _Unpacked(NamedTuple):
    """How much there is in a package: bytes, and of its XML bytes, marks of tags and of attributes."""

    size: int = 0
    xml: int = 0
    tags: int = 0
    attributes: int = 0

    def and_also(self, other: "_Unpacked") -> "_Unpacked":
        return _Unpacked(*(ours + theirs for ours, theirs in zip(self, other, strict=True)))

    @property
    def too_much(self) -> bool:
        return any(has > most for has, most in zip(self, _MOST, strict=True))


_MOST = _Unpacked(64 * 1024 * 1024, 16 * 1024 * 1024, 300_000, 1_000_000)
"""Of all parts together: python-docx keeps each that is XML as a tree, some 120 bytes a tag and 240 an
attribute. A draft has some 25,000 of both, one of 5,000 paragraphs a few hundred thousand."""
_HIGHEST_RATIO = 200
_RATIO_COUNTS_FROM = 1024 * 1024
_BLOCK = 64 * 1024
_ENCRYPTED = 0x1


def check_package(name: str, content: bytes) -> None:
    """Look through a zip package that should be a Word document.

    Args:
        name: of the file, for messages.
        content: its bytes.

    Raises:
        DraftDamaged: it cannot be unpacked.
        DraftProtected: a part is encrypted.
        DraftTooLarge: unpacked, it would be larger than the program reads.
        DraftUnsupported: a part declares a document type (DOCTYPE), which no program that writes Word
            documents does and which can refer to files outside.
    """
    parts = directory(name, content)
    _check_directory(name, parts, len(content))
    unpacked = _Unpacked()
    try:
        with ZipFile(BytesIO(content)) as package:
            for part in parts:
                unpacked = _check_part(name, package, part, unpacked)
    except (
        BadZipFile,
        zlib.error,
        EOFError,
        ValueError,
        OSError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise damaged(name) from error


def _check_directory(name: str, parts: list[ZipInfo], packed: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    if unpacked > _MOST.size or (unpacked > _RATIO_COUNTS_FROM and unpacked > _HIGHEST_RATIO * packed):
        refuse_bomb(name)
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise DraftProtected("文件加了密码", where=name, remedy="请去掉密码另存一份再试")
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise DraftDamaged("不是 Word 能打开的压缩方式", where=name, remedy=f"请{RESAVE}")


def _check_part(name: str, package: ZipFile, part: ZipInfo, before: _Unpacked) -> _Unpacked:
    """Unpack one part a block at a time, and return how much there is with it."""
    prolog, after = _Prolog(), before
    size = tags = attributes = 0
    with package.open(part) as stream:
        while block := stream.read(_BLOCK):
            size += len(block)
            prolog.feed(block)
            if prolog.document_type:
                raise DraftUnsupported(
                    f"里面的 {part.filename} 带有 DOCTYPE 声明，正常的 Word 文档没有，可能有害",
                    where=name,
                    remedy="请确认来源可靠，把文字复制到新的 Word 文档里再试",
                )
            tags += block.count(b"<")
            attributes += block.count(b"=")
            own = _Unpacked(size, size, tags, attributes) if prolog.root else _Unpacked(size)
            after = before.and_also(own)
            if after.too_much:
                refuse_bomb(name)
    return after


class _Prolog:
    """What stands before the root element of a part, as the parser that python-docx uses sees it.

    Attributes:
        document_type: whether there is a DOCTYPE; only in one can an entity be declared.
        root: whether the root element has begun, after which no DOCTYPE can follow.
    """

    def __init__(self) -> None:
        self.document_type = False
        self.root = False
        self._over = False
        # lxml calls the methods a target has; its stubs ask for all that it could have.
        self._parser = etree.XMLParser(target=cast(Any, self), resolve_entities=False, no_network=True)

    def feed(self, block: bytes) -> None:
        """Read on, unless nothing that matters can follow."""
        if self._over:
            return
        try:
            self._parser.feed(block)
        except etree.XMLSyntaxError:  # a picture, or XML too broken for python-docx to read either
            self._over = True
        self._over = self._over or self.root or self.document_type

    def doctype(self, *_declared: object) -> None:
        """Called by the parser."""
        self.document_type = True

    def start(self, *_element: object) -> None:
        """Called by the parser."""
        self.root = True

    def close(self) -> None:
        """Called by the parser."""

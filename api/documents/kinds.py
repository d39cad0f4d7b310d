"""What a file really is, by its first bytes and by its ending, and refusing what is not read."""

from pathlib import PurePath
from typing import Literal, NoReturn

from api.documents.archive import RESAVE, refuse_others
from model.errors import DraftDamaged, DraftEmpty, DraftProtected, DraftUnsupported

Kind = Literal["text", "word", "pdf", "image"]

# Names that begin with Latin letters bring along the blank that parts them from the Chinese in front.
KIND_NAMES: dict[Kind, str] = {
    "text": "纯文本",
    "word": " Word 文档（.docx）",
    "pdf": " PDF 文件",
    "image": "图片",
}
_ENDINGS: dict[str, Kind] = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text",
    ".docx": "word",
    ".pdf": "pdf",
    ".png": "image", ".jpg": "image", ".jpeg": "image",
}  # fmt: skip
_RENAME: dict[Kind, str] = {"text": ".txt", "word": ".docx", "pdf": ".pdf", "image": ".png 或 .jpg"}

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (
    ("WordDocument", "旧的二进制 Word 或 WPS 文档（.doc、.wps）"),
    ("Workbook", "旧的二进制 Excel 表格（.xls、.et）"),
    ("PowerPoint Document", "旧的二进制演示文稿（.ppt、.dps）"),
)
_SIGNATURES = (
    (b"{\\rtf", " RTF 文件"),
    (b"GIF8", " GIF 图片"),
    (b"BM", " BMP 图片"),
    (b"II*\x00", " TIFF 图片"),
    (b"MM\x00*", " TIFF 图片"),
    (b"Rar!", " RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", " 7z 压缩包"),
    (b"\x1f\x8b", " gzip 压缩包"),
    (b"MZ", " Windows 程序"),
    (b"\x7fELF", "程序"),
)
_MARKUP = (
    (b"<!doctype html", "网页"),
    (b"<html", "网页"),
    (b"mime-version:", "单个文件网页（.mht）"),
    (b"<?xml", " XML 文件"),
)
READ = ".docx、.pdf、.txt、.md"


def kind_of(name: str, content: bytes) -> Kind:
    """Return what a file is.

    Args:
        name: of the file; a name without an ending (``-``) promises nothing.
        content: its bytes.

    Raises:
        DraftEmpty: there are no bytes.
        DraftUnsupported: it is of a kind that is not read.
        DraftProtected: it is an encrypted Office file.
        DraftDamaged: it is not what its ending says.
    """
    if not content:
        raise DraftEmpty("文件是空的", where=name, remedy="请检查是不是选错了文件")
    ending = PurePath(name).suffix.lower()
    promised = _ENDINGS.get(ending)
    if content.startswith(_OLE):
        _refuse_ole(name, content)
    _refuse_by_signature(name, content)
    kind = _by_content(content)
    if kind == "word":
        refuse_others(name, content)
    if kind == promised or not ending:
        return kind
    if promised is None:
        _refuse_ending(name, ending, kind)
    if kind == "text":
        raise DraftDamaged(
            f"结尾是 {ending}，里面却不是{KIND_NAMES[promised]}，或者文件已损坏",
            where=name,
            remedy="请重新取得这份文件再试",
        )
    raise DraftDamaged(
        f"结尾是 {ending}，里面却是{KIND_NAMES[kind]}",
        where=name,
        remedy=f"请把文件名改成以 {_RENAME[kind]} 结尾再试",
    )


def _by_content(content: bytes) -> Kind:
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "word"
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return "image"
    return "text"


def _refuse_ole(name: str, content: bytes) -> NoReturn:
    """Refuse a compound file, by the streams it names: they are written in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise DraftProtected(
            "文件加了密码", where=name, remedy="请在 Word 或 WPS 里去掉密码，另存为 .docx 再试"
        )
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in content:
            raise DraftUnsupported(f"这是{kind}", where=name, remedy=f"请{RESAVE}")
    raise DraftUnsupported("这是旧的二进制 Office 或 WPS 文件", where=name, remedy=f"请{RESAVE}")


def _refuse_by_signature(name: str, content: bytes) -> None:
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            _refuse(name, kind)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        _refuse(name, " WebP 图片")
    start = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for signature, kind in _MARKUP:
        if start.startswith(signature):
            _refuse(name, kind)


def _refuse(name: str, kind: str) -> NoReturn:
    remedy = "请另存为 .png 或 .jpg 再试" if "图片" in kind else f"请另存为 {READ} 中的一种再试"
    raise DraftUnsupported(f"这是{kind}，程序不读这种文件", where=name, remedy=remedy)


def _refuse_ending(name: str, ending: str, kind: Kind) -> NoReturn:
    if kind == "text":
        raise DraftUnsupported(f"程序不读 {ending} 文件", where=name, remedy=f"请另存为 {READ} 中的一种再试")
    raise DraftUnsupported(
        f"结尾是 {ending}，里面却是{KIND_NAMES[kind]}",
        where=name,
        remedy=f"请把文件名改成以 {_RENAME[kind]} 结尾再试",
    )

"""The directory of a zip package: what kind of file it is, before anything is unpacked."""

from io import BytesIO
from typing import NoReturn
from zipfile import BadZipFile, ZipFile, ZipInfo

from model.errors import DraftDamaged, DraftTooLarge, DraftUnsupported

RESAVE = "用 Word 或 WPS 打开，另存为 .docx 再试"

_MOST_PARTS = 2_000
_DIRECTORY_ENTRY = b"PK\x01\x02"
_OTHERS = (
    ("xl/workbook.xml", " Excel 表格"),
    ("ppt/presentation.xml", " PowerPoint 演示文稿"),
    ("content.xml", " OpenDocument 文件（.odt 等）"),
    ("OFD.xml", " OFD 版式文件"),
)


def directory(name: str, content: bytes) -> list[ZipInfo]:
    """Return the entries of a package's directory.

    Args:
        name: of the file, for messages.
        content: its bytes.

    Raises:
        DraftDamaged: there is no directory that can be read.
        DraftTooLarge: it has more entries than any Word document.
    """
    if content.count(_DIRECTORY_ENTRY) > _MOST_PARTS:
        refuse_bomb(name)
    try:
        with ZipFile(BytesIO(content)) as package:
            return package.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise damaged(name) from error


def refuse_others(name: str, content: bytes) -> None:
    """Refuse a package that is no Word document.

    Raises:
        DraftUnsupported: it is of another kind.
        DraftError: as :func:`directory` does.
    """
    parts = {entry.filename for entry in directory(name, content)}
    if "word/document.xml" in parts:
        return
    for part, kind in _OTHERS:
        if part in parts:
            raise DraftUnsupported(
                f"这是{kind}，不是 Word 文档", where=name, remedy="请另存为 .docx 或 .pdf 再试"
            )
    if "[Content_Types].xml" not in parts:
        raise DraftUnsupported("这是压缩包，不是 Word 文档", where=name, remedy="请先解压，再审里面的文件")


def damaged(name: str) -> DraftDamaged:
    """Return the error for a package that cannot be unpacked."""
    return DraftDamaged("文件已损坏，解不开", where=name, remedy=f"请重新取得这份文件，或{RESAVE}")


def refuse_bomb(name: str) -> NoReturn:
    """Refuse a package that would be too large once unpacked.

    Raises:
        DraftTooLarge: always.
    """
    raise DraftTooLarge(
        "文件解开以后大得不正常", where=name, remedy="请确认来源可靠，把文字复制到新的 Word 文档里再试"
    )

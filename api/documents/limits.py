"""How much the program reads, and refusing the rest before it can do harm."""

import stat
from pathlib import Path

from model.errors import DraftError, DraftNotFound, DraftTooLarge, DraftUnsupported

LARGEST = 20 * 1024 * 1024
"""Bytes of a file."""
LONGEST = 200_000
"""Characters of a draft's text. A suggestion has some 300 to 3,000."""
LONGEST_LINE = 20_000
"""Characters of one line of a text, or of one paragraph: more than any whole suggestion has."""
MOST_LINES = 5_000
"""Lines of a text, or paragraphs of a Word document."""
MOST_PAGES = 50
"""Pages of a PDF."""


def read_limited(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        DraftNotFound: there is no such file, or it is a folder.
        DraftTooLarge: it has more than :data:`LARGEST` bytes; it is then not read.
        DraftUnsupported: it is a device or the like.
        DraftError: it may not be read.
    """
    where = str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise DraftNotFound("这是一个文件夹，不是文件", where=where, remedy="请写明文件夹里的文件")
        if not stat.S_ISREG(status.st_mode):
            raise DraftUnsupported("这不是普通文件", where=where, remedy="请把草稿存成文件再试")
        check_size(where, status.st_size)
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except PermissionError as error:
        raise DraftError(
            "没有读取这个文件的权限", where=where, remedy="请检查文件的权限，或把它复制到自己的文件夹"
        ) from error
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise DraftNotFound("没有这个文件", where=where, remedy="请检查文件名和所在的文件夹") from error
    except OSError as error:
        raise DraftError(
            f"读不了这个文件（{error.strerror}）", where=where, remedy="请检查磁盘，或把文件复制到别处再试"
        ) from error
    check_size(where, len(content))
    return content


def check_size(name: str, size: int) -> None:
    """Refuse a file of more than :data:`LARGEST` bytes.

    Raises:
        DraftTooLarge: it is.
    """
    if size > LARGEST:
        raise DraftTooLarge(
            f"文件超过 {LARGEST // 1024 // 1024} MB",
            where=name,
            remedy="请删去图片和附件，只留草稿的文字，再试",
        )


def check_length(name: str, length: int) -> None:
    """Refuse a text of more than :data:`LONGEST` characters.

    Raises:
        DraftTooLarge: it is.
    """
    if length > LONGEST:
        raise DraftTooLarge(f"文字超过 {LONGEST // 10_000} 万字", where=name, remedy="请一次只审一件草稿")


def check_line(name: str, text: str) -> None:
    """Refuse a line of more than :data:`LONGEST_LINE` characters; blanks at its ends do not count.

    Raises:
        DraftTooLarge: it is.
    """
    if len(text) > LONGEST_LINE and (length := len(text.strip())) > LONGEST_LINE:
        raise DraftTooLarge(
            f"一段文字有 {length} 个字，超过 {LONGEST_LINE} 字",
            where=name,
            remedy="请确认是不是一件建议的正文；如果是，请分段再试",
        )


def check_lines(name: str, count: int) -> None:
    """Refuse a text of more than :data:`MOST_LINES` lines.

    Raises:
        DraftTooLarge: it is.
    """
    if count > MOST_LINES:
        raise DraftTooLarge(f"超过 {MOST_LINES} 段", where=name, remedy="请一次只审一件草稿")

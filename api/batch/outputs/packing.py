"""The file that XlsxWriter packs a workbook into, and what is said where that cannot be written."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook


class Packing:
    """A file being packed.

    The library leaves its archive open where the disk is full, and that tries to write its end once more when
    it is forgotten, in vain and with a traceback. Once it is over, nothing reaches the file any more.
    """

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            OSError: it cannot be made.
        """
        self._file = path.open("wb")
        self._over = False
        self._place = 0

    def pack(self, book: "Workbook") -> None:
        """Write a workbook that was made with this file, and close it.

        Raises:
            OSError: it cannot be written; its number says why.
        """
        from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415 - only where a workbook is written

        try:
            book.close()
        except FileCreateError as error:
            (reason,) = error.args
            raise reason if isinstance(reason, OSError) else OSError(str(error)) from error
        finally:
            self.close()

    def close(self) -> None:
        """Close it; what is written later is lost."""
        if not self._over:
            self._over = True
            self._file.close()

    def write(self, content: bytes) -> int:
        """Write, as files do."""
        self._place += len(content)
        return len(content) if self._over else self._file.write(content)

    def seek(self, offset: int) -> int:
        """Go to a place, as files do."""
        self._place = offset
        return offset if self._over else self._file.seek(offset)

    def tell(self) -> int:
        """Tell the place, as files do."""
        return self._place

    def flush(self) -> None:
        """Hand on what is held, as files do."""
        if not self._over:
            self._file.flush()

"""The zip package of a workbook, looked through before it is opened: bombs and encrypted parts are refused.

Its reader unpacks whole parts into memory, as large as they turn out to be.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast
from zipfile import ZipExtFile, ZipFile, ZipInfo

from api.batch.formulas import Looking
from api.batch.limits import MOST_PARTS
from api.batch.reach import Reach
from api.batch.unpacking import BROKEN, ENCRYPTED, Budget, Directory, Unpacking
from model.errors import DraftDamaged, DraftError, DraftProtected, DraftTooLarge

_ZIP = b"PK\x03\x04"
_BLOCK = 1 << 20
_SHEETS = "xl/worksheets/"
_RESAVE = "请用 Excel 或 WPS 打开，另存为 .xlsx 再试"


def check_workbook(name: str, source: str | bytes) -> bool:
    """Look through a workbook, if it is a zip package: .xlsx, .xlsb and .ods are.

    Args:
        name: of the file, for messages.
        source: its path, or its content.

    Returns:
        Whether it may have formulas without a result, see :mod:`api.batch.formulas`.

    Raises:
        DraftDamaged: it cannot be unpacked.
        DraftProtected: a part is encrypted.
        DraftTooLarge: it has too many parts, or unpacked, it would be larger than is read.
    """
    with _opened(source) as file:
        if file.read(len(_ZIP)) != _ZIP:
            return False
        try:
            with ZipFile(cast(BinaryIO, Directory(name, file, _bomb))) as package:
                return _look_through(name, package)
        except (*BROKEN, NotImplementedError) as error:
            raise DraftDamaged("不是完整的 Excel 表格，打不开", where=name, remedy=_RESAVE) from error


@contextmanager
def _opened(source: str | bytes) -> Iterator[BinaryIO]:
    if isinstance(source, bytes):
        yield BytesIO(source)
        return
    with Path(source).open("rb") as file:
        yield file


def _look_through(name: str, package: ZipFile) -> bool:
    parts = package.infolist()
    if len(parts) > MOST_PARTS:
        raise _bomb(name)
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise DraftProtected("表格加了密码", where=name, remedy="请在 Excel 或 WPS 里去掉密码再试")
    budget, reach = Budget(name), Reach()
    unsaved = False
    for part in parts:
        try:
            unsaved |= _unpack(name, package, part, budget, reach)
        except DraftTooLarge as error:
            raise _bomb(name) from error
        except (
            *BROKEN,
            NotImplementedError,
            DraftDamaged,
        ):  # the reader says so, if it needs this part
            continue
    if reach.too_far:
        raise DraftTooLarge(
            "表格里有一格在很远的一列，离别的太远",
            where=name,
            remedy="请删去那一格，或把要审的行复制到新的表格里再试",
        )
    return unsaved


def _unpack(name: str, package: ZipFile, part: ZipInfo, budget: Budget, reach: Reach) -> bool:
    whole = copy(part)
    whole.file_size = budget.left  # what the directory says of it is as far as zipfile would read
    opened = cast(ZipExtFile, package.open(whole))
    looking = Looking()
    with Unpacking(name, opened, part.compress_size, budget) as unpacking:
        while block := unpacking.read(_BLOCK):
            looking.at(block)
            if part.filename.startswith(_SHEETS):
                reach.at(block)
    return looking.found


def _bomb(name: str) -> DraftError:
    return DraftTooLarge(
        "表格解开以后大得不正常", where=name, remedy="请确认来源可靠，把要审的行复制到新的表格里再试"
    )

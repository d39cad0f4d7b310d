"""Tables and archives made to do harm are refused before they are opened, in moments, and in words."""

import re
import stat
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from struct import pack
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
import xlsxwriter

from api.batch import amount, limits, parquet
from api.batch.rows import Unread
from model.errors import DraftTooLarge
from tests.api.batch.making import HEADER, ROW, TEXT, TITLE, archive, flagged, read, unread

STRINGS = "xl/sharedStrings.xml"
SHEET = "xl/worksheets/sheet1.xml"
_SST = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%b</t></si></sst>'


def _book() -> bytes:
    """Return a workbook of one draft, whose texts are shared strings."""
    made = BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ROW)
    return made.getvalue()


def _with(part: str, content: Callable[[bytes], bytes], kind: int = ZIP_DEFLATED) -> bytes:
    """Return the workbook with another content of a part."""
    made = BytesIO()
    with ZipFile(BytesIO(_book())) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            other = name == part
            new.writestr(
                ZipInfo(name),
                content(old.read(name)) if other else old.read(name),
                compress_type=kind if other else ZIP_DEFLATED,
            )
    return made.getvalue()


def _laughs(_old: bytes) -> bytes:
    declared = b"".join(
        b'<!ENTITY %c "%b">' % (98 + level, b"&%c;" % (97 + level) * 10) for level in range(9)
    )
    return b'<!DOCTYPE s [<!ENTITY a "ha">' + declared + b"]>" + _SST % b"&j;"


def _lying() -> bytes:
    """Return a workbook whose directory says of a part of 8 MB that it has ten bytes."""
    content = bytearray(_with(STRINGS, lambda _: _SST % (b"A" * 8_000_000)))
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = 0
        while (place := content.find(signature, place)) >= 0:
            name = place + (30 if at == 22 else 46)
            if content[name : name + len(STRINGS)] == STRINGS.encode():
                content[place + at : place + at + 4] = pack("<I", 10)
            place += 4
    return bytes(content)


def _crowded() -> bytes:
    made = BytesIO(_book())
    with ZipFile(made, "a", ZIP_STORED) as package:
        for number in range(limits.MOST_PARTS):
            package.writestr(f"xl/media/{number}.png", b"")
    return made.getvalue()


BOOKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a string of 8 MB": (lambda: _with(STRINGS, lambda _: _SST % (b"A" * 8_000_000)), "大得不正常"),
    "a sheet of blanks": (lambda: _with(SHEET, lambda old: old + b" " * 8_000_000), "大得不正常"),
    "a directory that lies": (_lying, "大得不正常"),
    "a billion laughs": (lambda: _with(STRINGS, _laughs), "没有|打不开|出了错"),
    "too many parts": (_crowded, "大得不正常"),
    "an encrypted part": (lambda: flagged(_book(), 1, SHEET), "加了密码"),
    "an odd compression": (lambda: _with(SHEET, lambda old: old, ZIP_BZIP2), "关于|打不开|出了错"),
    "half a directory": (lambda: _book()[:-40], "打不开"),
    "no sheet": (lambda: _with(SHEET, lambda _: b""), "空的|打不开|出了错"),
}


@pytest.mark.parametrize("case", BOOKS)
def test_a_hostile_workbook_is_told_and_the_next_file_read(tmp_path: Path, case: str) -> None:
    make, words = BOOKS[case]
    (tmp_path / "1.xlsx").write_bytes(make())
    (tmp_path / "2.txt").write_text(TEXT, "utf-8")
    assert amount.about([tmp_path]) is not None
    *first, last = read(tmp_path)
    assert not isinstance(last, Unread)
    for each in first:
        if isinstance(each, Unread):
            assert re.search(words, each.problem), each.problem


def test_what_a_workbook_names_outside_is_not_read(tmp_path: Path) -> None:
    """Neither a file of this machine nor an address: a workbook with an entity for either is refused."""
    outside = tmp_path / "secret.txt"
    outside.write_text("geheim", "utf-8")
    for number, place in enumerate(("", outside.as_uri(), "http://127.0.0.1:9/geheim")):
        declared = f'<!DOCTYPE s [<!ENTITY e SYSTEM "{place}">]>'.encode() if place else b""
        title = TITLE.encode() + (b"&e;" if place else b"")

        def other(old: bytes, declared: bytes = declared, title: bytes = title) -> bytes:
            return declared + old.partition(b"?>")[2].replace(TITLE.encode(), title)

        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "1.xlsx").write_bytes(_with(STRINGS, other))
        (found,) = read(folder)
        assert isinstance(found, Unread) == bool(place)
        assert "geheim" not in str(found)


def test_so_is_one_in_an_archive(tmp_path: Path) -> None:
    make, words = BOOKS["a string of 8 MB"]
    packed = unread(archive(tmp_path / "件.zip", {"1.xlsx": make()}))
    assert re.search(words, packed.problem)
    assert packed.origin.file.endswith("件.zip/1.xlsx")


def test_a_link_in_an_archive_is_not_followed_nor_read(tmp_path: Path) -> None:
    link = ZipInfo("草稿.txt")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with ZipFile(tmp_path / "件.zip", "w") as package:
        package.writestr(link, "/etc/passwd")
    assert "链接" in unread(tmp_path / "件.zip").problem


def test_names_that_lead_elsewhere_lead_nowhere(tmp_path: Path) -> None:
    names = ["../../甲.txt", "/etc/乙.txt", "C:\\丙.txt", "..\\..\\丁.txt"]
    found = read(archive(tmp_path / "件.zip", {name: TEXT.encode() for name in names}))
    assert not [each for each in found if isinstance(each, Unread)]
    assert [each.name for each in tmp_path.iterdir()] == ["件.zip"]


def test_parts_that_lie_upon_each_other_are_refused(tmp_path: Path) -> None:
    """Many entries of one directory for the same packed bytes: a small file that unpacks without end."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as package:
        package.writestr("1.txt", b"\xe5\xbb\xba\xe8\xae\xae" * 4_000_000)
        for number in range(2, 200):
            twin = ZipInfo(f"{number}.txt")
            first = package.filelist[0]
            twin.header_offset, twin.compress_type = first.header_offset, first.compress_type
            twin.compress_size, twin.file_size, twin.CRC = first.compress_size, first.file_size, first.CRC
            package.filelist.append(twin)
            package.NameToInfo[twin.filename] = twin
    (tmp_path / "件.zip").write_bytes(made.getvalue())
    found = read(tmp_path / "件.zip")
    assert len(found) == 199
    assert all(isinstance(each, Unread) for each in found)


def test_a_parquet_file_of_more_rows_than_are_read_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    arrow = pytest.importorskip("pyarrow")
    written = pytest.importorskip("pyarrow.parquet")
    made = BytesIO()
    repeated = arrow.DictionaryArray.from_arrays(arrow.array([0] * 1000, arrow.int8()), ["关于修路的建议"])
    written.write_table(arrow.table({"标题": repeated, "内容": repeated}), made)
    monkeypatch.setattr("api.batch.parquet.MOST_ROWS", 999)
    with pytest.raises(DraftTooLarge, match="后面的没有读"):
        parquet.table("表.parquet", made.getvalue())
    monkeypatch.setattr("api.batch.parquet.MOST_ROWS", 1000)
    assert len(list(parquet.table("表.parquet", made.getvalue())[1])) == 1000


def test_a_table_without_end_is_read_as_far_as_any_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.batch.inputs.MOST_ROWS", 2)
    (tmp_path / "表.csv").write_text(
        "标题,内容\n" + "关于修路的建议,东门外的路坏了，请修好路面。\n" * 5, "utf-8"
    )
    *drafts, last = read(tmp_path / "表.csv")
    assert not [each for each in drafts if isinstance(each, Unread)]
    assert len(drafts) == 2
    assert isinstance(last, Unread)
    assert last.kind == "DraftTooLarge"

"""Every bad input ends within 2 seconds and 512 MiB in an error that names the file and says what to do."""

import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from time import process_time
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest

from api.documents.reading import read_bytes, read_file
from model.errors import (
    DraftDamaged,
    DraftEmpty,
    DraftError,
    DraftNotChinese,
    DraftNotFound,
    DraftProtected,
    DraftTooLarge,
    DraftUnsupported,
)
from tests.api.documents.samples import ASK, TITLE, form_bytes, pdf_bytes, repacked, word_bytes

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
OLD = "旧的二进制 Word 或 WPS 文档.*另存为 .docx"
NOT_CHINESE = "里面没有可以审读的中文"
XXE = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def zipped(compression: int = ZIP_DEFLATED, /, **parts: bytes) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", compression) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return stream.getvalue()


def typed(text: str) -> Callable[[], bytes]:
    return lambda: word_bytes(lambda document: document.add_paragraph(text))


def package(*parts: str) -> Callable[[], bytes]:
    return lambda: zipped(**dict.fromkeys(parts, b"<a/>"))


def with_document_type(part: str) -> Callable[[], bytes]:
    def declare(name: str, data: bytes) -> bytes:
        return data.replace(b"?>", b"?>" + XXE, 1) if name == part else data

    return lambda: repacked(form_bytes(), declare)


def in_utf_16(name: str, data: bytes) -> bytes:
    if name != "word/document.xml":
        return data
    return data.decode().replace("UTF-8", "UTF-16", 1).replace("?>", "?>" + XXE.decode(), 1).encode("utf-16")


@cache
def bomb() -> bytes:
    return repacked(form_bytes(), lambda _, data: data, **{"word/media/a.bin": bytes(70 << 20)})


def lying_bomb() -> bytes:
    """A package whose directory says that the bomb in it has ten bytes."""
    content = bomb()
    size = (70 << 20).to_bytes(4, "little")
    assert content.count(size) == 2
    return content.replace(size, (10).to_bytes(4, "little"))


@cache
def xml_bomb(element: bytes, count: int) -> bytes:
    body = b"<w:body>" + element * count
    return repacked(form_bytes(), lambda _, data: data.replace(b"<w:body>", body))


def many_parts(count: int, content: bytes) -> bytes:
    """A package with further parts, none of which is too much by itself, nor by how well it packs."""
    noise = b"<!--%b-->" % b"".join(sha256(b"%d" % n).digest() for n in range(6_000)).hex().encode()
    part = b"<a>%b%b</a>" % (noise, content)
    return repacked(form_bytes(), lambda _, data: data, **{f"word/{n}.xml": part for n in range(count)})


def encrypted_zip() -> bytes:
    content = bytearray(form_bytes())
    start = content.index(b"PK\x01\x02")
    content[start + 8] |= 1
    return bytes(content)


def old(stream: str) -> Callable[[], bytes]:
    return lambda: OLE + stream.encode("utf-16-le") + bytes(512)


BAD: dict[str, tuple[str, Callable[[], bytes], type[DraftError], str]] = {
    "empty": ("a.docx", lambda: b"", DraftEmpty, "文件是空的"),
    "blank text": ("a.txt", " \n\u3000\t\r\n".encode, DraftEmpty, "里面没有文字"),
    "only a byte order mark": ("a.txt", lambda: b"\xef\xbb\xbf", DraftEmpty, "里面没有文字"),
    "blank Word": (
        "a.docx",
        typed(" "),
        DraftEmpty,
        "里面没有文字",
    ),
    "blank form": (
        "a.txt",
        "标题：\n代表团：一\n内容：\n".encode,
        DraftEmpty,
        "没有填标题和内容",
    ),
    "encrypted Word": ("a.docx", old("EncryptedPackage"), DraftProtected, "文件加了密码"),
    "encrypted zip": ("a.docx", encrypted_zip, DraftProtected, "文件加了密码"),
    "encrypted PDF": ("a.pdf", lambda: pdf_bytes(TITLE, encrypt="x"), DraftProtected, "文件加了密码"),
    "half a Word file": ("a.docx", lambda: form_bytes()[:9_000], DraftDamaged, "文件已损坏"),
    "half a PDF": ("a.pdf", lambda: pdf_bytes(TITLE, ASK)[:300], DraftDamaged, "文件已损坏"),
    "no document in it": (
        "a.docx",
        package("[Content_Types].xml"),
        DraftDamaged,
        "不是完整的 Word",
    ),
    "text named .docx": ("a.docx", TITLE.encode, DraftDamaged, "结尾是 .docx，里面却不是 Word"),
    "PDF named .docx": (
        "a.docx",
        lambda: pdf_bytes(TITLE),
        DraftDamaged,
        "里面却是 PDF 文件.*以 .pdf 结尾",
    ),
    "Word named .pdf": ("a.pdf", form_bytes, DraftDamaged, "里面却是 Word 文档.*以 .docx 结尾"),
    "Word named .txt": ("a.TXT", form_bytes, DraftDamaged, "里面却是 Word 文档"),
    "Word named .doc": ("a.doc", form_bytes, DraftUnsupported, "里面却是 Word 文档.*以 .docx 结尾"),
    "picture named .docx": (
        "a.docx",
        lambda: b"\x89PNG\r\n\x1a\n" + bytes(99),
        DraftDamaged,
        "里面却是图片",
    ),
    "old Word": (
        "a.doc",
        old("WordDocument"),
        DraftUnsupported,
        OLD,
    ),
    "old WPS": (
        "a.wps",
        old("WordDocument"),
        DraftUnsupported,
        OLD,
    ),
    "old Word named .docx": ("a.docx", old("WordDocument"), DraftUnsupported, "旧的二进制"),
    "old Excel": ("a.xls", old("Workbook"), DraftUnsupported, "Excel"),
    "some old file": ("a.wps", old("Contents"), DraftUnsupported, "另存为 .docx"),
    "Excel": (
        "a.xlsx",
        package("[Content_Types].xml", "xl/workbook.xml"),
        DraftUnsupported,
        "Excel 表格",
    ),
    "OpenDocument": (
        "a.odt",
        package("mimetype", "content.xml"),
        DraftUnsupported,
        "OpenDocument",
    ),
    "OFD": ("a.ofd", package("OFD.xml"), DraftUnsupported, "OFD"),
    "zip": ("a.zip", package("a.txt"), DraftUnsupported, "压缩包"),
    "RTF": ("a.rtf", lambda: b"{\\rtf1 }", DraftUnsupported, "RTF"),
    "RTF named .doc": ("a.doc", lambda: b"{\\rtf1 }", DraftUnsupported, "RTF"),
    "web page": ("a.html", lambda: b"\n<!DOCTYPE html><p>", DraftUnsupported, "网页"),
    "XML": ("a.xml", lambda: b"<?xml version='1.0'?><a/>", DraftUnsupported, "XML"),
    "other ending": ("a.csv", ASK.encode, DraftUnsupported, r"程序不读 \.csv 文件"),
    "other picture": ("a.gif", lambda: b"GIF89a", DraftUnsupported, "GIF 图片.*另存为 .png"),
    "macro document": (
        "a.docm",
        lambda: repacked(form_bytes(), lambda _, d: d.replace(b"document.main+xml", b"template.main+xml")),
        DraftUnsupported,
        "以 .docx 结尾",
    ),
    "template": (
        "a.docx",
        lambda: repacked(form_bytes(), lambda _, d: d.replace(b"document.main+xml", b"template.main+xml")),
        DraftDamaged,
        "不是完整的 Word",
    ),
    "DOCTYPE in the document": (
        "a.docx",
        with_document_type("word/document.xml"),
        DraftUnsupported,
        "DOCTYPE",
    ),
    "DOCTYPE in the styles": (
        "a.docx",
        with_document_type("word/styles.xml"),
        DraftUnsupported,
        "DOCTYPE",
    ),
    "DOCTYPE in the types": (
        "a.docx",
        with_document_type("[Content_Types].xml"),
        DraftUnsupported,
        "DOCTYPE",
    ),
    "DOCTYPE in UTF-16": (
        "a.docx",
        lambda: repacked(form_bytes(), in_utf_16),
        DraftUnsupported,
        "DOCTYPE",
    ),
    "bomb": ("a.docx", bomb, DraftTooLarge, "大得不正常"),
    "bomb with a lying directory": ("a.docx", lying_bomb, DraftDamaged, "文件已损坏"),
    "bomb of paragraphs": ("a.docx", lambda: xml_bomb(b"<w:p/>", 6_000), DraftTooLarge, "超过 5000 段"),
    "bomb of elements": ("a.docx", lambda: xml_bomb(b"<a/>", 1 << 20), DraftTooLarge, "大得不正常"),
    "bomb of elements in several parts": (
        "a.docx",
        lambda: many_parts(2, b"<a/>" * 200_000),
        DraftTooLarge,
        "大得不正常",
    ),
    "bomb of attributes": (
        "a.docx",
        lambda: many_parts(5, b'<a b="" c="" d="" e=""/>' * 55_000),
        DraftTooLarge,
        "大得不正常",
    ),
    "bomb of words in several parts": (
        "a.docx",
        lambda: many_parts(3, "路".encode() * 2_000_000),
        DraftTooLarge,
        "大得不正常",
    ),
    "bomb of another packing": (
        "a.docx",
        lambda: zipped(ZIP_LZMA, **{"word/document.xml": bytes(1 << 20)}),
        DraftDamaged,
        "不是 Word 能打开的压缩方式",
    ),
    "many parts": (
        "a.docx",
        lambda: repacked(form_bytes(), lambda _, d: d, **{f"word/media/{n}": b"" for n in range(3_000)}),
        DraftTooLarge,
        "大得不正常",
    ),
    "large upload": ("a.txt", lambda: bytes((20 << 20) + 1), DraftTooLarge, "文件超过 20 MB"),
    "long text": ("a.txt", ("路" * 200_001).encode, DraftTooLarge, "文字超过 20 万字"),
    "one long line": ("a.txt", ("路" * 100_000).encode, DraftTooLarge, "一段文字有 100000 个字.*请分段"),
    "one long paragraph": ("a.docx", typed("路" * 100_000), DraftTooLarge, "一段文字有 100000 个字"),
    "many lines": ("a.txt", ("路\n" * 5_001).encode, DraftTooLarge, "超过 5000 段"),
    "long Word": (
        "a.docx",
        typed("路" * 200_001),
        DraftTooLarge,
        "文字超过 20 万字",
    ),
    "English": ("a.txt", lambda: b"Please repair the bridge.", DraftNotChinese, NOT_CHINESE),
    "digits": ("a.txt", lambda: b"123 456\n7890", DraftNotChinese, NOT_CHINESE),
    "emoji": ("a.txt", "😀😀👍🏽\n🎉".encode, DraftNotChinese, NOT_CHINESE),
    "Arabic": ("a.txt", "\u202bمرحبا\u202c".encode, DraftNotChinese, NOT_CHINESE),
    "hardly any Chinese": (
        "a.txt",
        ("repair the bridge 修桥 " * 9).encode,
        DraftNotChinese,
        NOT_CHINESE,
    ),
    "bytes": ("a.txt", lambda: bytes(range(256)), DraftError, "a.txt"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input(case: str) -> None:
    name, make, expected, words = BAD[case]
    content = make()
    begun = process_time()
    with pytest.raises(expected, match=words) as caught:
        read_bytes(name, content)
    assert process_time() - begun < 2
    assert str(caught.value).startswith(f"{name}：")
    assert caught.value.remedy


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(DraftNotFound, match=r"没有\.docx：没有这个文件。请检查文件名"):
        read_file(tmp_path / "没有.docx")
    with pytest.raises(DraftNotFound, match="没有这个文件"):
        read_file(tmp_path / "a\0.docx")
    (tmp_path / "a.txt").touch()
    with pytest.raises(DraftNotFound, match="没有这个文件"):
        read_file(tmp_path / "a.txt" / "b.txt")


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(DraftNotFound, match="这是一个文件夹"):
        read_file(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a Unix thing")
def test_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(DraftUnsupported, match="这不是普通文件"):
        read_file(tmp_path / "a.txt")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TITLE, "utf-8")
    path.chmod(0)
    with pytest.raises(DraftError, match="没有读取这个文件的权限"):
        read_file(path)


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "大.docx"
    with path.open("wb") as file:
        file.truncate(200 << 20)
    begun = process_time()
    with pytest.raises(DraftTooLarge, match=r"大\.docx：文件超过 20 MB"):
        read_file(path)
    assert process_time() - begun < 0.1


@pytest.mark.skipif(sys.platform != "linux", reason="the limit on memory is a Linux thing")
@pytest.mark.parametrize(
    "content",
    [
        bomb,
        lying_bomb,
        lambda: xml_bomb(b"<a/>", 1 << 20),
        lambda: many_parts(5, b"<a/>" * 50_000),
        lambda: many_parts(4, b'<a b="" c="" d="" e=""/>' * 55_000),
    ],
    ids=["bomb", "with a lying directory", "of elements", "most elements", "most attributes"],
)
def test_memory(content: Callable[[], bytes], tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(content())
    program = (
        "import re, sys; from pathlib import Path; from api.documents.reading import read_file\n"
        "from model.errors import DraftError\n"
        "try: read_file(Path(sys.argv[1]))\n"
        # getrusage would count the memory of pytest, from which this process was forked
        "except DraftError: pass\n"
        "status = Path('/proc/self/status').read_text()\n"
        "print(int(re.search(r'VmHWM:\\s+(\\d+)', status)[1]) // 1024)"
    )
    command = [sys.executable, "-c", program, str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    assert int(run.stdout) < 512


def test_the_other_kinds_of_stdin() -> None:
    assert read_bytes("-", form_bytes()).draft.title == TITLE
    assert read_bytes("-", pdf_bytes(TITLE, ASK)).draft.title == TITLE

"""The parsers of files: drafts, tables, archives, labels, units."""

import csv
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache, partial
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pyarrow
from pyarrow import parquet

from api.batch import inputs, stretches
from api.batch.archives import Member, members
from api.batch.objects import object_table
from api.batch.sources import File, Source
from api.batch.stretches import Stretch
from api.batch.tables import Table
from api.documents.reading import read_bytes
from api.labels import reading
from api.labels.checking import Checker
from api.labels.written import Unreadable
from api.units.checking import checked
from api.units.reading import read as read_units
from model.errors import LianshenError
from tests.api.batch.making import HEADER, ROW, TEXT, workbook
from tests.api.documents.samples import FORM, SITUATION, TITLE, form_bytes, pdf_bytes, repacked
from tests.fuzz.target import Target

_LABELS = Path(__file__).parent.parent / "api" / "labels" / "files"


def file_targets() -> list[Target]:
    """Return the parsers."""
    word, book = form_bytes(), _book()
    sheet, style = "xl/worksheets/sheet1.xml", "xl/styles.xml"
    return [
        Target("word", partial(read_bytes, "a.docx"), (word,)),
        Target(
            "word-xml",
            lambda content: read_bytes("a.docx", _with(word, "word/document.xml", content)),
            (_part(word, "word/document.xml"), _SMALL_XML),
        ),
        Target(
            "pdf",
            partial(read_bytes, "a.pdf"),
            (pdf_bytes(TITLE, SITUATION, table=FORM), _plain_pdf(b"BT /F 12 Tf (a) Tj ET")),
        ),
        Target(
            "pdf-page",
            lambda content: read_bytes("a.pdf", _plain_pdf(content)),
            (b"BT /F 12 Tf 9 9 Td (abc) Tj ET", b"0 0 m 9 9 l S 1 0 0 1 0 0 cm q Q"),
        ),
        Target("picture", partial(read_bytes, "a.png"), (b"\x89PNG\r\n\x1a\n" + bytes(40),)),
        Target("text", partial(read_bytes, "-"), _texts()),
        Target(
            "markdown", partial(read_bytes, "a.md"), (f"# {TITLE}\n**甲** [乙](丙)\n`{SITUATION}`".encode(),)
        ),
        Target("xlsx", _table("表.xlsx"), (book,)),
        Target(
            "xlsx-sheet",
            lambda content: _table("表.xlsx")(_with(book, sheet, content)),
            (_part(book, sheet),),
        ),
        Target(
            "xlsx-styles",
            lambda content: _table("表.xlsx")(_with(book, style, content)),
            (_part(book, style),),
        ),
        Target(
            "csv",
            _table("表.csv"),
            (_csv(",").encode(), _csv("\t").encode("utf-16"), _csv(";").encode("gb18030")),
        ),
        Target(
            "jsonl",
            _lines,
            (
                b'{"title":"\\u5173\\u4e8e","body":"\xe4\xbf\xae\xe8\xb7\xaf\xe3\x80\x82","\xe7\xbc\x96\xe5\x8f\xb7":1}\n[1]\n',
            ),
        ),
        Target("parquet", _table("表.parquet"), (_parquet(),)),
        Target("zip", _archive, (_packed(ZIP_DEFLATED), _packed(ZIP_STORED))),
        Target("labels", _labels("标注.jsonl"), _kept("jsonl", "json")),
        Target("labels-table", _labels("标注.csv"), (_LABEL_TABLE.encode(),)),
        Target(
            "units",
            _units("单位.jsonl"),
            (
                '{"名称":"教育局","别名":"教体局、县教育局","职责":"学校，幼儿园","原名":"教委","止":"2019年3月"}\n'.encode(),
            ),
        ),
        Target(
            "units-table",
            _units("单位.csv"),
            ("名称,别名,职责,原名,起,止\n教育局,教体局,学校、教师,教委,,2010-02-30\n".encode(),),
        ),
    ]


_LABEL_TABLE = (
    "标题,正文,本级,领域宽泛,内容模糊,原因代码,主办单位,会办单位,三分,标注人,时间,备注\n"
    "关于修路的建议,请修路。,县,否,是,V1、V2,交通运输局,公安局,小微事,甲,2026-03-02 14:30,无\n"
)
_SMALL_XML = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:tbl><w:tr><w:tc>'
    "<w:p><w:r><w:t>标题</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>关于修路的建议</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    "<w:p><w:r><w:t>请修路。</w:t><w:br/></w:r></w:p></w:body></w:document>"
).encode()


@cache
def _folder() -> Path:
    kept = TemporaryDirectory(prefix="lianshen-fuzz-")
    _FOLDERS.append(kept)
    return Path(kept.name)


_FOLDERS: list[TemporaryDirectory[str]] = []


def _written(name: str, content: bytes) -> File:
    path = _folder() / name
    path.write_bytes(content)
    return File(name, path)


def _with(package: bytes, part: str, content: bytes) -> bytes:
    return repacked(package, lambda name, old: content if name == part else old)


def _part(package: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(package)) as opened:
        return opened.read(name)


def _book() -> bytes:
    return workbook(_folder() / "好.xlsx", [HEADER, ROW]).read_bytes()


def _csv(separator: str) -> str:
    written = StringIO()
    csv.writer(written, delimiter=separator).writerows([HEADER, ROW])
    return written.getvalue()


def _texts() -> tuple[bytes, ...]:
    return (
        TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        (
            f"松涧县人民代表大会\n建议表\n标题：{TITLE}\n代表：张三　联系电话：13800000000\n"
            f"内容\n{SITUATION}\n2025年1月8日"
        ).encode(),
    )


_PDF = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length %d>>stream
%s
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%%%EOF"""


def _plain_pdf(page: bytes) -> bytes:
    return _PDF % (len(page), page)


class _Here:
    """Reads tables in this process, where a coverage-guided search can see what is reached."""

    def table(self, source: Source, kind: Literal["workbook", "parquet"]) -> Iterator[Stretch]:
        """See :class:`api.batch.apart.Apart`."""
        assert source.path
        read = stretches.of_parquet if kind == "parquet" else stretches._workbook
        return read(source.name, str(source.path))


def _table(name: str) -> Callable[[bytes], object]:
    def read(content: bytes) -> int:
        count = 0
        for part in inputs._tables(
            _Here(), _written(name, content), {}
        ):  # of_table forgives what nobody foresaw
            if isinstance(part, Table):
                count += sum(1 for _ in part.drafts)
        return count

    return read


def _lines(content: bytes) -> object:
    with _written("件.jsonl", content).stream() as stream:
        table = object_table("件.jsonl", stream, {})
        return table and list(table.drafts)


def _parquet() -> bytes:
    stream = BytesIO()
    parquet.write_table(pyarrow.table({"标题": [TITLE], "内容": [SITUATION], "编号": [1]}), stream)
    return stream.getvalue()


def _packed(how: int) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", how) as made:
        made.writestr("甲/乙.txt", TEXT)
        made.writestr("b.csv", _csv(","))
    return stream.getvalue()


def _archive(content: bytes) -> None:
    for member in members(_written("件.zip", content)):
        if isinstance(member, Member):
            with suppress(LianshenError):
                read_bytes(member.name, member.content())


def _kept(*endings: str) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted(_LABELS.rglob("*")) if path.suffix[1:] in endings)


def _labels(name: str) -> Callable[[bytes], object]:
    def read(content: bytes) -> None:
        checker = Checker(lambda name, _: name, "未署名", datetime(2026, 3, 2, tzinfo=UTC))
        file = _written(name, content)
        for found in reading.read(_folder() / file.name):
            if not isinstance(found, Unreadable):
                checker.check(found)

    return read


def _units(name: str) -> Callable[[bytes], object]:
    return lambda content: checked(read_units(_folder() / _written(name, content).name))

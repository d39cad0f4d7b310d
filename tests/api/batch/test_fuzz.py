"""Files that were damaged at random are read or refused, and never end the run."""

from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.batch.apart import Apart
from api.batch.archives import Member, members
from api.batch.cells import Row
from api.batch.objects import object_table
from api.batch.sources import File
from model.errors import LianshenError
from tests.api.batch.making import HEADER, ROW, TEXT, workbook

QUIET = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
CHANGES = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8)


def changed(content: bytes, changes: list[tuple[float, int]]) -> bytes:
    mutable = bytearray(content)
    for place, value in changes:
        mutable[int(place * len(mutable))] = value
    return bytes(mutable)


def packed() -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as made:
        made.writestr("甲.txt", TEXT)
        made.writestr("b.txt", b"")
        made.comment = b"comment"
    return stream.getvalue()


@QUIET
@given(CHANGES, st.floats(0.3, 1))
def test_archives(tmp_path: Path, changes: list[tuple[float, int]], kept: float) -> None:
    content = changed(packed(), changes)
    path = tmp_path / "件.zip"
    path.write_bytes(content[: int(len(content) * kept) + 1] if kept < 0.5 else content)
    for member in members(File("件.zip", path)):
        if isinstance(member, Member):
            with suppress(LianshenError):
                member.content()


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    with Apart(1) as started:
        yield started


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return workbook(tmp_path_factory.mktemp("fuzz") / "表.xlsx", [HEADER, ROW]).read_bytes()


@QUIET
@given(changes=CHANGES)
def test_workbooks(tmp_path: Path, apart: Apart, book: bytes, changes: list[tuple[float, int]]) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(changed(book, changes))
    with suppress(LianshenError):
        stretches = list(apart.table(File("表.xlsx", path), "workbook"))
        assert all(isinstance(row, Row) for stretch in stretches for row in stretch.rows)


@QUIET
@given(
    st.lists(st.one_of(st.binary(max_size=40), st.just(b'{"title":"\\u5173\\u4e8e","body":1}')), max_size=8)
)
def test_lines_of_json(tmp_path: Path, lines: list[bytes]) -> None:
    path = tmp_path / "件.jsonl"
    path.write_bytes(b"\n".join(lines))
    with suppress(LianshenError), File("件.jsonl", path).stream() as stream:
        table = object_table("件.jsonl", stream, {})
        assert table is None or list(table.drafts) is not None

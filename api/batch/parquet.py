"""Parquet files, read with pyarrow (extra ``cluster``), a group of rows at a time."""

from collections.abc import Iterator
from io import BufferedReader, BytesIO

from api.batch.cells import Row, Value
from api.batch.jsonl import plain
from api.batch.limits import MOST_ROWS
from api.batch.sources import too_many_rows
from model.errors import DraftDamaged, ExtraMissing

_ROWS = 500


def table(name: str, source: str | bytes | BufferedReader) -> tuple[tuple[str, ...], Iterator[Row]]:
    """Return the names of the columns, and the rows; they count from 1, as there is no row of headers.

    Args:
        name: of the file, for messages.
        source: its path, its content, or it open for reading.

    Raises:
        ExtraMissing: the extra is not installed.
        DraftDamaged: it is no Parquet file, or broken; the iterator raises it too.
        DraftTooLarge: it has more rows than are read.
    """
    try:
        import pyarrow as arrow  # noqa: PLC0415 - an extra
        from pyarrow.parquet import ParquetFile  # noqa: PLC0415 - as above
    except ImportError as error:
        raise ExtraMissing(
            "读 .parquet 文件要用 pyarrow，没有装",
            where=name,
            remedy="请先装扩展 cluster：pip install '.[cluster]'",
        ) from error
    # Its own allocators reserve address space by the gigabyte, which is counted here.
    arrow.set_memory_pool(arrow.system_memory_pool())
    arrow.set_cpu_count(1)
    try:
        file = ParquetFile(BytesIO(source) if isinstance(source, bytes) else source)
        names = tuple(file.schema_arrow.names)
    except (arrow.ArrowException, OSError, ValueError) as error:  # ValueError: a name that is no text
        raise _damaged(name) from error
    if file.metadata.num_rows > MOST_ROWS:  # one row that is repeated takes no room, however often
        raise too_many_rows(name)

    def rows() -> Iterator[Row]:
        number = 0
        try:
            for batch in file.iter_batches(_ROWS, use_threads=False):
                columns: list[list[Value]] = [
                    [plain(value) for value in each.to_pylist()] for each in batch.columns
                ]
                for cells in zip(*columns, strict=True):
                    number += 1
                    yield Row(number, cells)
        except (arrow.ArrowException, OSError, ValueError) as error:
            raise _damaged(name) from error

    return names, rows()


def _damaged(name: str) -> DraftDamaged:
    return DraftDamaged("不是完整的 Parquet 文件，打不开", where=name, remedy="请重新导出这份文件再试")

"""Parquet: the rows of the CSV with types, for programs that read columns."""

from collections.abc import Iterator
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from api.batch.outputs.results import Results
from api.batch.outputs.rows import NUMBER, Plain, headings, rows, shares
from api.batch.outputs.whole import whole
from model.errors import ExtraMissing

if TYPE_CHECKING:
    import pyarrow

_ROWS_AT_ONCE = 4096


def write_parquet(output: Path, results: Results) -> None:
    """Write all drafts and all that could not be read, in the order of the input.

    Raises:
        ExtraMissing: pyarrow is not installed.
        OutputRefused: it cannot be written.
    """
    require_pyarrow()
    with whole(output) as part:
        write_rows(part, rows(results))


def write_rows(file: Path, coming: Iterator[tuple[Plain, ...]]) -> None:
    """Write a file of rows as :func:`api.batch.outputs.rows.rows` gives them."""
    from pyarrow import parquet  # noqa: PLC0415 - it is of an extra

    schema = _schema()
    with parquet.ParquetWriter(file, schema, compression="zstd") as table:
        while some := list(islice(coming, _ROWS_AT_ONCE)):
            table.write_batch(_batch(some, schema))


def require_pyarrow() -> None:
    """Find out whether Parquet can be written here.

    Raises:
        ExtraMissing: it cannot.
    """
    if find_spec("pyarrow") is None:
        raise ExtraMissing(
            "没有装 pyarrow，写不了 .parquet",
            remedy="请先装扩展 cluster：pip install '.[cluster]'，或写成 .jsonl、.csv",
        )


def _schema() -> "pyarrow.Schema":
    import pyarrow as pa  # noqa: PLC0415 - it is of an extra

    types = {NUMBER: pa.int64()} | dict.fromkeys(shares(), pa.float64())
    return pa.schema([(name, types.get(name, pa.string())) for name in headings()])


def _batch(some: list[tuple[Plain, ...]], schema: "pyarrow.Schema") -> "pyarrow.RecordBatch":
    import pyarrow as pa  # noqa: PLC0415 - it is of an extra

    columns = [
        pa.array(column, kind) for column, kind in zip(zip(*some, strict=True), schema.types, strict=True)
    ]
    return pa.record_batch(columns, schema=schema)

"""The forms an output may have, by the ending of its name."""

from collections.abc import Callable
from pathlib import Path

from api.batch.outputs.results import Results
from api.batch.outputs.whole import part_of
from api.errors import OutputRefused

ENDINGS = (".xlsx", ".csv", ".jsonl", ".parquet")
GROUPED = frozenset({".xlsx", ".csv", ".parquet"})
"""Endings of the forms that tell which drafts are about the same matter."""

CHOSEN = frozenset({".xlsx"})
"""Endings of the forms that propose what to put first."""


def refuse_form(output: Path) -> None:
    """Find out whether the output can be written in the form that its name asks for.

    Raises:
        OutputRefused: it names none.
        ExtraMissing: the library for it is not installed.
    """
    if ending(output) not in ENDINGS:
        raise OutputRefused(
            "看不出要写成什么", where=str(output), remedy=f"文件名请以 {'、'.join(ENDINGS)} 结尾"
        )
    if ending(output) == ".parquet":
        from api.batch.outputs.parquet import require_pyarrow  # noqa: PLC0415 - only where asked for

        require_pyarrow()


def write(output: Path, results: Results) -> None:
    """Write the output in the form that its name asks for; it is there whole or not at all.

    Raises:
        OutputRefused: it cannot be written.
    """
    _writer(ending(output))(output, results)


def traces(output: Path) -> list[Path]:
    """Return the output and all that a process killed while it wrote it may leave beside it."""
    part = part_of(output)
    return [output, part, part.with_name(f"{part.name}.rows")]


def ending(output: Path) -> str:
    """Return the ending of a name as :data:`ENDINGS` spells it."""
    return output.suffix.lower()


def _writer(form: str) -> Callable[[Path, Results], None]:
    """Return what writes a form; each loads what only it needs."""
    if form == ".xlsx":
        from api.batch.outputs.xlsx import write_xlsx  # noqa: PLC0415 - as above

        return write_xlsx
    if form == ".csv":
        from api.batch.outputs.csv import write_csv  # noqa: PLC0415 - as above

        return write_csv
    if form == ".parquet":
        from api.batch.outputs.parquet import write_parquet  # noqa: PLC0415 - as above

        return write_parquet
    from api.batch.outputs.jsonl import write_jsonl  # noqa: PLC0415 - as above

    return write_jsonl

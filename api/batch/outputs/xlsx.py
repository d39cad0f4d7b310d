"""The workbook, put in its place like the other forms."""

from pathlib import Path

from api.batch.outputs.results import Results
from api.batch.outputs.whole import whole
from api.workbook.writing import write_workbook


def write_xlsx(output: Path, results: Results) -> None:
    """Write the workbook.

    Raises:
        OutputRefused: it cannot be written.
        LianshenError: it cannot be made.
    """
    with whole(output) as part:
        write_workbook(part, results.contents)

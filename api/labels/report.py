"""What was wrong with an import, as a table: one row for each problem."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api.labels.importing import Heard
from api.labels.problem import Problem
from api.labels.sheet import table
from api.safe import safe

HEADERS = ("文件", "工作表", "位置", "编号", "收下了吗", "问题", "说明", "怎么办")
_WIDTHS = {"文件": 22, "问题": 16, "说明": 70, "怎么办": 90}


@contextmanager
def report(output: Path) -> Iterator[Heard]:
    """Give a function that writes down problems as they are found.

    Raises:
        OutputRefused: it cannot be written.
    """
    with table(output, "问题", _WIDTHS) as add:
        add(HEADERS)
        yield lambda problem: add(_row(problem))


def _row(problem: Problem) -> tuple[str, ...]:
    place = problem.place
    where = f"第 {place.number} {place.counted}" if place.number else "整个文件"
    taken = "收下了" if problem.taken else "没有收"
    words = (problem.kind, problem.problem, problem.remedy)
    return tuple(map(safe, (place.file, place.sheet, where, problem.reference, taken, *words)))

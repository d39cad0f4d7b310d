"""What the sheet of groups proposes: which unit leads, which help, and whom the answer goes to."""

from dataclasses import replace
from pathlib import Path

import pytest

from api.batch.rows import Decision, Scored
from api.workbook.contents import Contents
from model.similar.groups import Group
from tests.api.reviews import CLEAN
from tests.api.workbook.sessions import DAY, rows_of, scored, written

DEPUTIES = ("王建国", "李秀英", "张伟", "赵敏")


def proposed(folder: Path, units: tuple[str, ...], first: int = 1, merged: int = 0) -> str:
    """Return what is proposed for a group of drafts that go to these units, some of which are merged."""
    numbers = tuple(range(1, len(units) + 1))
    drafts = tuple(_draft(number, unit, merged=number <= merged) for number, unit in enumerate(units, 1))
    group = Group(numbers, first, False, (1.0,) * len(units), ((),) * len(units))
    book = written(folder, Contents(lambda: drafts, tuple, DAY, (group,), decided=True))
    first_row, second_row, *_ = rows_of(book["重复与合并"])
    assert second_row["相同的字句（与代表件比）"] == "没有相同的字句"
    return str(first_row["并案建议"])


def _draft(number: int, unit: str, *, merged: bool) -> Scored:
    units = replace(CLEAN.units, main=replace(CLEAN.units.main, unit=unit))
    made = scored(number, replace(CLEAN, units=units), {"代表": DEPUTIES[number - 1]})
    return replace(made, decision=Decision("待处理", merged=merged))


@pytest.mark.parametrize(
    ("units", "first", "said"),
    [
        (("公安局", "教育局", "教育局"), 1, "由教育局牵头，公安局会办，一并答复领衔代表王建国、李秀英、张伟"),
        (("公安局", "教育局"), 2, "由教育局牵头，公安局会办，一并答复领衔代表李秀英、王建国"),
        (("公安局", "公安局"), 1, "由公安局牵头，一并答复领衔代表王建国、李秀英"),
    ],
)
def test_most_members_say_who_leads_and_the_representative_among_equals(
    tmp_path: Path, units: tuple[str, ...], first: int, said: str
) -> None:
    assert proposed(tmp_path, units, first) == f"核对后，建议 {len(units)} 件并案办理，{said}"


@pytest.mark.parametrize(("merged", "said"), [(2, "已定其中 2 件并案办理"), (3, "已定 3 件并案办理")])
def test_what_is_merged_already_is_said_so(tmp_path: Path, merged: int, said: str) -> None:
    assert proposed(tmp_path, ("公安局",) * 3, merged=merged).split("，")[0] == said

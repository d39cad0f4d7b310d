"""A small session by hand: four drafts, a group, candidates, and a file that could not be read."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from api.batch.rows import Entry, Origin, Scored, Unread
from api.priorities.candidates import CRITERIA, Candidate, Mark, SmallMatter
from api.workbook.contents import Contents
from api.workbook.counts import Earlier
from api.workbook.writing import write_workbook
from model.draft import Draft, quote
from model.review import Review
from model.similar.groups import Group
from model.similar.passages import Passage
from tests.api.reviews import CLEAN, DRAFT, FLAWED, UNSURE

DAY = date(2026, 10, 5)
UNFIT = replace(FLAWED, verdict="不宜作为建议")
_DEPUTIES = ("王建国", "李秀英", "张伟", "")
_DELEGATIONS = ("城关镇代表团", "青石镇代表团", "青石镇代表团", "")


def scored(
    number: int, review: Review, fields: Mapping[str, str], draft: Draft = DRAFT, file: str = "汇总.xlsx"
) -> Scored:
    return Scored(Entry(number, Origin(file, "Sheet1", number + 1), draft, fields), review)


def _fields(number: int) -> dict[str, str]:
    given = {
        "编号": f"{number:03d}",
        "代表": _DEPUTIES[number - 1],
        "代表团": _DELEGATIONS[number - 1],
    }
    return {name: value for name, value in given.items() if value}


DRAFTS = tuple(
    scored(number, review, _fields(number)) for number, review in enumerate((CLEAN, FLAWED, UNSURE, UNFIT), 1)
)
UNREAD = (Unread(5, Origin("件.zip/坏.docx"), "DraftDamaged", "文件已损坏", "请重新取得这份文件"),)
_SHARED = quote(DRAFT, "body", 0, 3)
GROUPS = (Group((1, 3), 1, False, (1.0, 0.93), ((), (Passage(_SHARED, _SHARED),))),)
KEY = (
    Candidate(
        3,
        CLEAN.title,
        "交通运输局",
        "急难事",
        "可提交",
        0.75,
        tuple(Mark(criterion, 0.75, "文中有依据", (_SHARED,)) for criterion in CRITERIA),
        (1, 3),
        "",
    ),
)
SMALL = (
    SmallMatter(2, CLEAN.title, "交通运输局", "修改后提交", 30_000.0, 0.6, "一个点位", (_SHARED,), (2,)),
    SmallMatter(1, CLEAN.title, "交通运输局", "可提交", None, 0.5, "一个点位", (), (1,)),
)
EARLIER = Earlier(
    "2025.xlsx",
    8,
    Counter({"可提交": 2, "修改后提交": 6}),
    Counter({"vague": 6}),
    0,
)
SESSION = Contents(lambda: DRAFTS, lambda: UNREAD, DAY, GROUPS, KEY, SMALL, earlier=EARLIER)


def session(*drafts: Scored) -> Contents:
    """Return a session of these drafts alone."""
    return Contents(lambda: drafts, tuple, DAY)


def written(folder: Path, contents: Contents, rows: int = 1_048_576) -> Workbook:
    """Write a workbook and read it back."""
    write_workbook(folder / "结果.xlsx", contents, rows=rows)
    return load_workbook(folder / "结果.xlsx")


def rows_of(sheet: Worksheet) -> list[dict[str, object]]:
    """Return the rows of a table as heading and value, empty cells left out."""
    head, *rows = sheet.iter_rows(values_only=True)
    return [
        {str(name): value for name, value in zip(head, row, strict=True) if value is not None} for row in rows
    ]

"""Telling the tables that this program wrote from tables of drafts.

They hold titles, and words that are headers of a body elsewhere: 原因 over codes, 理由 over grounds. Offices
leave last time's result among the drafts, and its rows are none.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from api.batch.columns import Columns, recognise
from api.batch.rows import Origin
from api.errors import OwnResult
from model.content import rubric

_SHEETS = (
    "代表建议联审情况总览",
    "第几条 要求（原文）",
    "在组里 为什么在一组",
    "主办（件） 会办（件） 主办会办合计",
    "名次 得分 同说件数",
    "什么问题 怎么办 类别",
    "最近到期 以后各次 办结",
)
"""What stands together in one row at the head of each sheet of the workbook but 明细."""
_LINE = frozenset({"number", "file", "sheet", "row"})
_LINES = tuple(_LINE | {what} for what in ("review", "error"))
_NO_BODY = frozenset({"原因", "理由"})


def is_own(rows: Iterable[Collection[str]]) -> bool:
    """Whether one of the rows is a header that only this program writes, whatever was added to it."""
    known = [frozenset(words.split()) for words in _SHEETS]
    known.append(frozenset({"结论", *(flag.name for flag in rubric().flags.values())}))
    return any(header <= texts for texts in map(frozenset, rows) for header in known)


def is_own_line(names: Collection[str]) -> bool:
    """Whether an object has the members of a line of JSON Lines that this program wrote."""
    return any(line <= frozenset(names) for line in _LINES)


def own_columns(origin: Origin, columns: Columns, mapping: Mapping[str, str]) -> Columns:
    """Return the columns of a table of ours to which somebody added the drafts.

    Args:
        origin: file and sheet.
        columns: as they were told.
        mapping: what the user said; letters are meant for another table.

    Raises:
        OwnResult: nobody did.
    """
    named = {name: column for name, column in mapping.items() if column in columns.headers}
    told = recognise(columns.headers, named)
    body = tuple(column for column in told.body if told.headers[column].strip() not in _NO_BODY)
    if not body:
        raise own_result(origin)
    return replace(told, body=body)


def own_result(origin: Origin) -> OwnResult:
    """Return the error for a table that this program wrote."""
    return OwnResult(
        "这是联审写出的结果，不是草稿",
        where=str(origin),
        remedy="请换成原来的草稿；要和它比较，请写 --previous；在里面加了草稿的，请把那一列的表头写成“内容”",
    )

"""重点候选 and 微实事候选: proposals for those who choose, each with marks and grounds."""

from collections.abc import Iterable, Mapping, Sequence

from api.brief import UNTITLED, quoted
from api.priorities.candidates import CRITERIA, Candidate, Mark, SmallMatter
from api.workbook.book import Book, Column, Marked, Table, Value
from api.workbook.looks import VERDICT_LOOKS
from api.workbook.told import Kept
from model.draft import Quote

KEY, SMALL = "重点候选", "微实事候选"
_HEAD = (
    Column("名次", 6, "centre"),
    Column("得分", 8, "score"),
    Column("序号", 6, "centre"),
    Column("编号", 10),
    Column("标题", 34),
    Column("代表", 10),
    Column("主办单位", 16),
)
_KEY_COLUMNS = (
    *_HEAD,
    Column("分流", 9, "centre"),
    Column("结论", 13, "centre"),
    Column("同说件数", 8, "centre"),
    *(Column(criterion, 9, "score") for criterion in CRITERIA),
    Column("理由和原文", 66),
    Column("说明", 24),
)
_SMALL_COLUMNS = (
    *_HEAD,
    Column("结论", 13, "centre"),
    Column("同说件数", 8, "centre"),
    Column("花费（元）", 13, "number"),
    Column("理由", 40),
    Column("原文", 44),
)
_QUOTE, _QUOTES = 40, 3


def write_key_matters(book: Book, candidates: Sequence[Candidate], known: Mapping[int, Kept]) -> None:
    """Write the sheet 重点候选.

    Args:
        book: to write it in.
        candidates: best first.
        known: what was kept of the drafts, by number.
    """
    table = Table(book, KEY, _KEY_COLUMNS, frozen=5)
    for rank, each in enumerate(candidates, 1):
        table.add(
            (
                *_head(rank, each, known),
                each.triage,
                Marked(each.verdict, VERDICT_LOOKS[each.verdict]),
                len(each.members),
                *(mark.score for mark in each.marks),
                "\n".join(map(_ground, each.marks)),
                each.remark,
            )
        )
    table.finish("没有合适的候选。")


def write_small_matters(book: Book, candidates: Sequence[SmallMatter], known: Mapping[int, Kept]) -> None:
    """Write the sheet 微实事候选; arguments as above."""
    table = Table(book, SMALL, _SMALL_COLUMNS, frozen=5)
    for rank, each in enumerate(candidates, 1):
        table.add(
            (
                *_head(rank, each, known),
                Marked(each.verdict, VERDICT_LOOKS[each.verdict]),
                len(each.members),
                Marked("没有写", "faint") if each.yuan is None else each.yuan,
                each.reason,
                _quoted(each.quotes),
            )
        )
    table.finish("没有合适的候选。")


def _head(rank: int, each: Candidate | SmallMatter, known: Mapping[int, Kept]) -> tuple[Value, ...]:
    draft = known.get(each.number)
    label, deputy = (draft.label, draft.deputy) if draft else ("", "")
    return rank, each.score, each.number, label, each.title or UNTITLED, deputy, each.unit


def _ground(mark: Mark) -> str:
    words = _quoted(mark.quotes, "，")
    return f"{mark.criterion}：{mark.reason}{f'（{words}）' if words else ''}"


def _quoted(quotes: Iterable[Quote], between: str = "\n") -> str:
    return between.join(quoted(quote, _QUOTE) for quote in list(quotes)[:_QUOTES])

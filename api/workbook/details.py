"""明细: one row a draft."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from api.batch.rows import Decision, Scored
from api.brief import UNTITLED
from api.screen.review import percent
from api.workbook import told
from api.workbook.book import Book, Column, Marked, Table, Value
from api.workbook.looks import STATE_LOOKS, VERDICT_LOOKS
from model.content import rubric
from model.review import Review
from model.rubric import FLAGS
from model.shown import shortened

if TYPE_CHECKING:
    from api.desk.earlier import EarlierDraft

NAME = "明细"
VERDICT, GROUPED, EARLIER = "结论", "相似组", "往届相似的建议及办理"
NOT_GROUPED = "件数太多，没有查"
"""In the place of the group where nobody looked for any."""
_WORDS = 60
"""Characters of how an earlier draft was handled."""
_NOT_SAID = Marked("—", "faint")
_TO_WRITE_IN = (Column("审核意见", 20, always=True),)
_DECIDED = (
    Column("处理", 9, "centre", always=True),
    Column("处理意见", 40),
    Column("审核人", 10, always=True),
    Column("处理时间", 16),
)


def columns(*, decided: bool = False) -> tuple[Column, ...]:
    """Return the columns; those no draft fills are hidden in the end.

    Args:
        decided: whether people decide about the drafts at the desk; otherwise there is room to write.
    """
    flags = [flag.name for flag in rubric().flags.values()]
    return (
        Column("序号", 6, "centre", always=True),
        Column("编号", 10),
        Column("标题", 34, always=True),
        Column("代表", 10),
        Column("代表团", 12),
        Column(VERDICT, 13, "centre", always=True),
        *(Column(name, 10, "centre", always=True) for name in flags),
        Column("原因", 17, always=True),
        Column("原文（最能说明问题的字句）", 36, always=True),
        Column("修改意见", 58, always=True),
        Column("主办单位", 16, always=True),
        Column("会办单位", 16, always=True),
        Column("分流", 9, "centre", always=True),
        Column(GROUPED, 13, "centre", always=True),
        Column(EARLIER, 48),
        *(_DECIDED if decided else _TO_WRITE_IN),
        Column("来源", 26, always=True),
        Column("届次", 12, printed=False),
        Column("日期", 12, printed=False),
        Column("原承办单位", 16, printed=False),
        Column("办理情况", 24, printed=False),
        Column("本级", 6, "centre", printed=False, always=True),
        *(Column(f"{name}的可能性", 10, "chance", printed=False, always=True) for name in flags),
        Column("读入提示", 30, printed=False),
    )


def values(scored: Scored, group: tuple[int, bool] | None, *, too_many: bool = False) -> tuple[Value, ...]:
    """Return the row of a draft, a value for each of :func:`columns`.

    Args:
        scored: the draft and its review.
        group: which group it is in, from 1, and whether it stands for it; ``None`` for none.
        too_many: whether there were too many drafts to look for groups.
    """
    entry, review = scored.entry, scored.review
    fields, said = entry.fields, told.remarks(review)
    return (
        entry.number,
        fields.get("编号"),
        told.title_of(review),
        fields.get("代表"),
        fields.get("代表团"),
        Marked(review.verdict, VERDICT_LOOKS[review.verdict]),
        *_flags(review),
        told.reasons(said),
        told.quotes(said),
        told.advice(said),
        *_handling(review),
        NOT_GROUPED if too_many else _grouped(group, scored.decision),
        "\n".join(_earlier(number, each) for number, each in enumerate(scored.earlier, 1)),
        *(_decision(scored.decision) if scored.decision else (None,)),
        str(entry.origin),
        fields.get("届次"),
        fields.get("日期"),
        fields.get("承办单位"),
        fields.get("办理情况"),
        review.level,
        *_chances(review),
        "\n".join(entry.notices),
    )


class Details:
    """The sheet 明细.

    Args:
        book: to write it in.
        group_of: for the number of a draft, which group it is in, from 1, and whether it stands for it.
        decided: as for :func:`columns`; then each draft has a decision.
        too_many: as for :func:`values`.
    """

    def __init__(
        self,
        book: Book,
        group_of: Mapping[int, tuple[int, bool]],
        *,
        decided: bool,
        too_many: bool = False,
    ) -> None:
        self._table = Table(book, NAME, columns(decided=decided), frozen=3, large=True)
        self._group_of = group_of
        self._too_many = too_many

    def add(self, scored: Scored) -> None:
        """Write the row of a draft."""
        group = self._group_of.get(scored.entry.number)
        self._table.add(values(scored, group, too_many=self._too_many))

    def finish(self) -> None:
        """Set up the sheet after its last row."""
        self._table.finish("没有读到草稿。")


def _earlier(number: int, earlier: "EarlierDraft") -> str:
    """Return one line: which draft, of which session, how likely on the same matter, how handled."""
    fields = earlier.fields
    label = f"第 {given} 号" if (given := fields.get("编号")) else ""
    known = "，".join(filter(None, (fields.get("届次"), label, f"{percent(earlier.likeness)}可能是同一件事")))
    handled = "：".join(filter(None, (fields.get("承办单位"), fields.get("办理情况")))) or "没有办理情况"
    return f"{number}. 《{earlier.title or UNTITLED}》（{known}）{shortened(handled, _WORDS)}"


def _grouped(group: tuple[int, bool] | None, decision: Decision | None) -> str | None:
    if group is None:
        return None
    number, first = group
    merged = "并案" if decision and decision.merged else ""
    about = "，".join(filter(None, (merged, "代表件" if first else "")))
    return f"第{number}组" + (f"\n（{about}）" if about else "")


def _decision(decision: Decision) -> tuple[Value, Value, Value, Value]:
    when = decision.when.astimezone().strftime("%Y-%m-%d %H:%M") if decision.when else None
    return decision.state, decision.opinion, decision.by, when


def _flags(review: Review) -> list[Value]:
    if review.verdict == "不宜作为建议":
        return [_NOT_SAID] * len(FLAGS)
    return [Marked(flag.state, STATE_LOOKS[flag.state]) for flag in review.flags]


def _chances(review: Review) -> list[Value]:
    if review.verdict == "不宜作为建议":
        return [None] * len(FLAGS)
    return [flag.probability for flag in review.flags]


def _handling(review: Review) -> tuple[Value, Value, Value]:
    if review.verdict == "不宜作为建议":
        return _NOT_SAID, _NOT_SAID, _NOT_SAID
    units = review.units
    main = units.main.unit
    if units.state == "拿不准":
        main = "拿不准，候选：\n" + "\n".join(each.unit for each in units.candidates)
    return main, "\n".join(each.unit for each in units.co), review.triage.value

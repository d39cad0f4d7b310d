"""Models on a terminal: which there are, how two compare, and what was switched."""

from collections.abc import Iterable, Mapping, Sequence

from rich.cells import cell_len

from api.models.listing import Listed
from api.models.switching import Switched
from api.screen.paper import Ink, Paper
from training.local.comparison import Changed, Compared, Comparison, Standing

STANDINGS: Mapping[Standing, str] = {
    "better": "↑ 明显变好",
    "same": "＝ 差不多",
    "worse": "↓ 明显变差",
    "unknown": "？ 无从比较",
}
_INKS: Mapping[Standing, Ink] = {"better": "good", "same": "plain", "worse": "bad", "unknown": "faint"}
_MOST_CHANGED = 20


def write_models(paper: Paper, models: Sequence[Listed]) -> None:
    """Write the models, the newest first."""
    for each in models:
        state = "正在用" if each.in_use else "上一个" if each.before else ""
        if not each.in_use and each.compared:
            state += "，" if state else ""
            state += "按规则不能启用" if each.objections else "按规则可以启用"
        learnt = f"，本地标注 {each.labels:,} 件" if each.labels else ""
        when = f"{each.written.astimezone():%Y-%m-%d %H:%M}"
        paper.write(
            f"{when}  自带 {each.drafts:,} 件草稿、{each.titles:,} 个标题{learnt}",
            *((("  " + state, "strong"),) if state else ()),
            label=(f"{each.version}  ", "strong" if each.in_use else "plain"),
        )


def write_compared(paper: Paper, comparison: Comparison) -> None:
    """Write a comparison: measures, units and codes, what changes, and whether it may be promoted."""
    paper.write((f"{comparison.new} 和 {comparison.old} 比", "strong"))
    paper.write(f"学了 {comparison.learnt:,} 件标注过的草稿；区间为 95%，按件配对", indent=2)
    for heading, rows in (
        ("总的", [row for row in comparison.measures if row.old is not None or row.new is not None]),
        ("各单位", _that_differ(comparison.units)),
        ("各原因代码", _that_differ(comparison.codes)),
    ):
        if rows:
            paper.gap()
            paper.write((heading, "strong"))
            _write_rows(paper, rows)
    _write_changed(paper, comparison.changed)
    paper.gap()
    if comparison.may_be_promoted:
        paper.write(("按规则可以启用。", "good"))
    else:
        paper.write(("按规则不能启用：", "bad"))
        for objection in comparison.objections:
            paper.write(objection, indent=2)


def write_switched(paper: Paper, switched: Switched, how: str) -> None:
    """Write what was switched to, and which units differ."""
    instead = f"，替换 {switched.before}" if switched.before else ""
    paper.write((f"{how} {switched.version}{instead}。", "good"))
    paper.write("开着的服务几秒之内换用它，不用重启。", indent=2)
    if switched.gone or switched.come:
        paper.write("两个模型认得的单位不一样，各用各的名单：", indent=2)
        for label, names in (("不再有：", switched.gone), ("新有：", switched.come)):
            if names:
                paper.write("、".join(names), label=label, indent=4)


def _that_differ(rows: Iterable[Compared]) -> list[Compared]:
    return [row for row in rows if row.standing in {"better", "worse"} or row.old != row.new]


def _write_rows(paper: Paper, rows: Sequence[Compared]) -> None:
    width = max(cell_len(row.name) for row in rows)
    for row in rows:
        blanks = " " * (width - cell_len(row.name))
        floor = "" if row.floor is None else f"，不得低于 {row.floor:.2f}"
        paper.write(
            f"{_number(row.old)} → {_number(row.new)}  {_interval(row)}  {row.count:>5,} 件{floor}  ",
            (STANDINGS[row.standing], _INKS[row.standing]),
            label=f"{row.name}{blanks}  ",
            indent=2,
        )


def _write_changed(paper: Paper, changed: Sequence[Changed]) -> None:
    paper.gap()
    if not changed:
        paper.write("没有哪一件的结论或单位变了。")
        return
    more = f"，列出 {_MOST_CHANGED} 件" if len(changed) > _MOST_CHANGED else ""
    paper.write((f"结论或单位变了的 {len(changed):,} 件{more}", "strong"))
    for each in changed[:_MOST_CHANGED]:
        paper.write(each.title or each.excerpt, indent=2)
        for label, lines in (("人说：", each.said), ("原来：", each.old), ("现在：", each.new)):
            if lines:
                paper.write("；".join(lines), label=label, indent=4)


def _number(value: float | None) -> str:
    return "  —  " if value is None else f"{value:.3f}"


def _interval(row: Compared) -> str:
    return " " * 17 if row.low is None or row.high is None else f"[{row.low:+.3f}, {row.high:+.3f}]"

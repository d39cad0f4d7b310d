"""How far the people who label agree, for people."""

from collections.abc import Iterable

from api.safe import safe
from api.screen.paper import Paper
from api.screen.table import write_table
from training.local.agreement import Agreement, Pair, Topic

_MOST_PAIRS = 40
"""Pairs of people shown for one topic; JSON has all."""


def write_agreement(paper: Paper, measured: Agreement) -> None:
    """Write who labelled, the measures by topic, and those of each two people."""
    paper.write((f"{measured.labels:,} 条标注，{len(measured.people)} 人。", "strong"))
    for person in measured.people:
        paper.write(f"{safe(person.name)}：{person.drafts:,} 件", indent=2)
    shared = [topic for topic in measured.topics if topic.drafts]
    if not shared:
        paper.write("没有两个人标过同一件，说不出有多一致。")
        return
    paper.gap()
    paper.write(("所有人一起（Krippendorff α）", "strong"))
    rows = [("", "α", "共同标的件数", "说的都一样", "人数")]
    rows += [_row(topic) for topic in measured.topics if topic.kind != "unit"]
    write_table(paper, rows, indent=2)
    units = [topic for topic in shared if topic.kind == "unit"]
    if units:
        paper.gap()
        paper.write(("每个单位，是不是它主办", "strong"))
        write_table(paper, [("", "α", "共同标的件数", "说的都一样", "人数"), *map(_row, units)], indent=2)
    for topic in shared:
        if topic.kind != "unit":
            _write_pairs(paper, topic.name, topic.pairs)


def _row(topic: Topic) -> tuple[str, str, str, str, str]:
    counts = (f"{topic.drafts:,}", f"{topic.agreed:,}", f"{topic.people}")
    return (safe(topic.name), _figure(topic.alpha), *counts)


def _write_pairs(paper: Paper, name: str, pairs: Iterable[Pair]) -> None:
    lot = sorted(pairs, key=lambda pair: -pair.drafts)
    paper.gap()
    paper.write((f"{safe(name)}：每两个人（Cohen κ）", "strong"))
    rows = [("", "κ", "共同标的件数", "说的一样")]
    rows += [
        (
            f"{safe(pair.first)} 与 {safe(pair.second)}",
            _figure(pair.kappa),
            f"{pair.drafts:,}",
            f"{pair.agreed:,}",
        )
        for pair in lot[:_MOST_PAIRS]
    ]
    write_table(paper, rows, indent=2)
    if len(lot) > _MOST_PAIRS:
        paper.write(f"还有 {len(lot) - _MOST_PAIRS} 对，--format json 里都有。", indent=2)


def _figure(value: float | None) -> str:
    return "无从算起" if value is None else f"{value:.2f}"

"""One review, for a person."""

from collections.abc import Sequence

from rich.cells import cell_len

from api.brief import UNTITLED
from api.documents.document import Document
from api.screen.paper import Ink, Paper, Piece
from api.screen.passage import passage
from model.draft import Draft, Quote
from model.review import (
    Assignment,
    Finding,
    FlagJudgement,
    Objection,
    Review,
    State,
    Triage,
    UnitAdvice,
    Verdict,
)

_VERDICT_INK: dict[Verdict, Ink] = {"可提交": "good", "修改后提交": "doubt", "不宜作为建议": "bad"}
_STATE_INK: dict[State, Ink] = {"不成立": "good", "拿不准": "doubt", "成立": "bad"}
_LIKELIHOOD = (
    (0.1, "可能性极小"),
    (0.3, "可能性较小"),
    (0.7, "可能性中等"),
    (0.9, "可能性较大"),
    (1.01, "可能性极大"),
)
FORMAL_FIRST = "形式审查的问题解决之后，再看题目、内容和可行性。"
_BAR = 20
_WORTH_NAMING = 0.05


def write_review(paper: Paper, file: str, document: Document, review: Review) -> None:
    """Write everything a review says, the verdict first.

    Args:
        paper: where to.
        file: as the user named it.
        document: what was read.
        review: of ``document.draft``.
    """
    paper.write((file, "strong"), label="文件：")
    paper.write(review.title or UNTITLED, f"（按{review.level}级审读）", label="标题：")
    for notice in document.notices:
        paper.write(notice, label=("提示：", "doubt"))
    paper.gap()
    paper.write((review.verdict, _VERDICT_INK[review.verdict]), label=("结论：", "strong"))
    paper.write(review.summary)
    if review.objections:
        _head(paper, "形式审查")
        for number, objection in enumerate(review.objections, 1):
            _objection(paper, number, objection, document.draft)
    if review.verdict == "不宜作为建议":
        paper.gap()
        paper.write(FORMAL_FIRST)
    else:
        _substance(paper, document.draft, review)
    paper.gap()
    paper.write((f"模型版本：{review.model}", "faint"))


def whole_percent(probability: float) -> int:
    """Return a probability as a whole percentage that is never rounded to certainty."""
    return min(max(round(probability * 100), 1), 99)


def percent(probability: float) -> str:
    """Return a probability as :func:`whole_percent` with its sign."""
    return f"{whole_percent(probability)}%"


def likelihood(probability: float) -> str:
    """Return a probability in words: below 10 %, 30 %, 70 %, 90 %, and above."""
    return next(words for limit, words in _LIKELIHOOD if probability < limit)


def _substance(paper: Paper, draft: Draft, review: Review) -> None:
    """Write what is said about the matter itself, idle where a draft may be no suggestion at all."""
    _head(paper, "三类问题")
    for flag in review.flags:
        _flag(paper, flag)
    if review.findings:
        _head(paper, "问题所在")
        for number, finding in enumerate(review.findings, 1):
            _finding(paper, number, finding, draft)
    _head(paper, "承办单位")
    _units(paper, review.units)
    if review.items:
        _head(paper, "逐条分解")
        for number, item in enumerate(review.items, 1):
            unit = item.assignment
            paper.write(
                item.quote.text,
                f" → {unit.unit}（{percent(unit.probability)}）",
                label=f"{number}. ",
                indent=2,
            )
    _head(paper, "分流")
    _triage(paper, review.triage)


def _head(paper: Paper, words: str) -> None:
    paper.gap()
    paper.write((words, "strong"))


def _flag(paper: Paper, flag: FlagJudgement) -> None:
    ink = _STATE_INK[flag.state]
    filled = round(flag.probability * _BAR)
    full, empty = ("█", "░") if paper.colour else ("#", "-")
    paper.write(
        (_padded(flag.state, 8), ink),
        f"{likelihood(flag.probability)} {percent(flag.probability):>3}  ",
        (full * filled, ink),
        (empty * (_BAR - filled), "faint"),
        label=_padded(flag.name, 12),
        indent=2,
    )


def _objection(paper: Paper, number: int, objection: Objection, draft: Draft) -> None:
    paper.write((f"{objection.code} {objection.name}", "bad"), label=f"{number}. ", indent=2)
    _quotes(paper, objection.quotes, draft)
    _labelled(paper, "问题", objection.message)
    _labelled(paper, "建议", objection.advice)
    _labelled(paper, "依据", objection.clause.section, "。", objection.clause.text)


def _finding(paper: Paper, number: int, finding: Finding, draft: Draft) -> None:
    paper.write(
        (f"{finding.code} {finding.name}", "strong"),
        "（",
        (finding.state, _STATE_INK[finding.state]),
        "）"
        if finding.state == "拿不准"
        else f"，{likelihood(finding.probability)} {percent(finding.probability)}）",
        label=f"{number}. ",
        indent=2,
    )
    _quotes(paper, finding.quotes, draft)
    _labelled(paper, "问题", finding.message)
    _labelled(paper, "建议", finding.advice)
    _labelled(paper, "例子改前", (finding.example.before, "faint"))
    _labelled(paper, "例子改后", (finding.example.after, "faint"))
    _labelled(paper, "依据", finding.clause.section, "。", finding.clause.text)


def _quotes(paper: Paper, quotes: Sequence[Quote], draft: Draft) -> None:
    for quote in quotes:
        _labelled(paper, "标题" if quote.part == "title" else "原文", *passage(draft, quote))


def _labelled(paper: Paper, label: str, *pieces: Piece) -> None:
    paper.write(*pieces, label=(f"{label}：", "faint"), indent=5)


def _units(paper: Paper, units: UnitAdvice) -> None:
    if units.state == "拿不准":
        paper.write(("主办单位拿不准", "doubt"), "，最可能的几个单位如下，请人工确定。", indent=2)
        for candidate in units.candidates:
            _unit(paper, candidate, "候选：")
    else:
        _unit(paper, units.main, "主办：")
    for unit in units.co:
        _unit(paper, unit, "会办：")
    others = worth_naming(units)
    if units.state == "成立" and others:
        names = "、".join(f"{each.unit}（{percent(each.probability)}）" for each in others)
        paper.write(names, label=("其他候选：", "faint"), indent=2)


def worth_naming(units: UnitAdvice) -> tuple[Assignment, ...]:
    """Return the candidates beside main and co that are not too unlikely to be named."""
    named = {units.main.unit, *(unit.unit for unit in units.co)}
    return tuple(
        each for each in units.candidates if each.unit not in named and each.probability >= _WORTH_NAMING
    )


def _unit(paper: Paper, unit: Assignment, label: str) -> None:
    paper.write(
        (unit.unit, "strong"),
        f"（{likelihood(unit.probability)} {percent(unit.probability)}）",
        label=label,
        indent=2,
    )
    if unit.duty:
        paper.write(unit.duty, label=("职责：", "faint"), indent=8)


def _triage(paper: Paper, triage: Triage) -> None:
    words = f"（{triage.rhythm}），{likelihood(triage.probability)} {percent(triage.probability)}"
    paper.write((triage.value, "strong"), words, indent=2)


def _padded(words: str, columns: int) -> str:
    return words + " " * (columns - cell_len(words))

"""What a review says, in the rows of an opinion sheet: every text short, and what is left out counted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.brief import UNTITLED, brief, quoted
from api.screen.review import FORMAL_FIRST, likelihood
from api.sheet.sheet import Kind, Line, Piece, Row
from model.draft import Quote
from model.review import Finding, FlagJudgement, Item, Objection, Review, UnitAdvice

_TITLE, _SUMMARY, _QUOTE, _ASK, _DUTY, _NAME = 80, 180, 22, 34, 20, 16
_UNITS = 4


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a review is shown.

    Attributes:
        remarks: most objections and findings together.
        asks: most asks.
        advice: most characters of each advice.
    """

    remarks: int
    asks: int
    advice: int


def title_of(review: Review) -> str:
    """Return the title of the draft, or that it has none."""
    return brief(review.title, _TITLE) or UNTITLED


def rows(review: Review, bounds: Bounds) -> Iterator[Row]:
    """Yield the rows from top to bottom.

    Args:
        review: of one draft.
        bounds: what is left out is counted.
    """
    unfit = review.verdict == "不宜作为建议"
    yield Row("建议标题", (_line("subject", title_of(review)),))
    yield Row("结论", (_line("verdict", review.verdict), _line("text", brief(review.summary, _SUMMARY))))
    if not unfit:
        yield Row("三类问题", tuple(_flags(review.flags)))
    yield from _remarks(review.objections, () if unfit else review.findings, bounds, unfit)
    if not unfit:
        yield Row("承办单位", tuple(_units(review.units)))
        if review.items:
            yield Row("逐条要求", tuple(_asks(review.items, bounds.asks)))
        triage = review.triage
        certainty = likelihood(triage.probability)
        yield Row("分流", (_line("text", f"{triage.value}（{triage.rhythm}），{certainty}"),))
    yield Row("审核意见", (_line("signature", "签名：　　　　　　　　　　　", "年　　月　　日"),))


def _flags(flags: tuple[FlagJudgement, ...]) -> Iterator[Line]:
    for flag in flags:
        state = Piece(flag.state, "plain" if flag.state == "不成立" else "strong")
        yield _line("text", f"{flag.name}：", state, f"（{likelihood(flag.probability)}）")


def _remarks(
    objections: tuple[Objection, ...], findings: tuple[Finding, ...], bounds: Bounds, unfit: bool
) -> Iterator[Row]:
    """Yield what is to be mended; that something is left out stands at the end of it."""
    formal = objections[: bounds.remarks]
    own = findings[: bounds.remarks - len(formal)]
    left_out = len(objections) + len(findings) - len(formal) - len(own)
    last = [_line("text", f"另有 {left_out} 个问题，见批注。")] if left_out else []
    if unfit:
        last.append(_line("text", FORMAL_FIRST))
    if formal:
        lines = _listed(formal, bounds.advice)
        yield Row("形式审查", (*lines, *(() if own else last)))
    if own:
        yield Row("修改建议", (*_listed(own, bounds.advice), *last))
    if not objections and not findings:
        yield Row("修改建议", (_line("text", "没有发现要改的地方。"),))


def _listed(remarks: Sequence[Objection | Finding], advice: int) -> Iterator[Line]:
    for number, remark in enumerate(remarks, 1):
        certainty = f"（{_certainty(remark)}）" if isinstance(remark, Finding) else ""
        yield _line("item", f"{number}. ", Piece(f"{remark.code} {remark.name}{certainty}", "strong"))
        if remark.quotes:
            yield _line("detail", _place(remark.quotes))
        yield _line("detail", f"改法：{brief(remark.advice, advice)}")


def _certainty(finding: Finding) -> str:
    return "拿不准" if finding.state == "拿不准" else likelihood(finding.probability)


def _place(quotes: tuple[Quote, ...]) -> str:
    where = "标题" if quotes[0].part == "title" else "原文"
    more = f"，另有 {len(quotes) - 1} 处，见批注" if len(quotes) > 1 else ""
    return f"{where}：{quoted(quotes[0], _QUOTE)}{more}"


def _units(units: UnitAdvice) -> Iterator[Line]:
    leading = [("主办", units.main)]
    if units.state == "拿不准":
        yield _line("text", "主办单位拿不准，请从下面的候选里确定。")
        leading = [("候选", each) for each in units.candidates]
    for role, each in [*leading, *(("会办", co) for co in units.co)][:_UNITS]:
        duty = f"　职责：{brief(each.duty, _DUTY)}" if each.duty else ""
        unit = Piece(brief(each.unit, _NAME), "strong")
        certainty = f"（{likelihood(each.probability)}）"
        yield _line("text", f"{role}：", unit, certainty, Piece(duty, "faint"))


def _asks(items: tuple[Item, ...], most: int) -> Iterator[Line]:
    for number, item in enumerate(items[:most], 1):
        unit = brief(item.assignment.unit, _NAME)
        yield _line("item", f"{number}. {quoted(item.quote, _ASK)} → {unit}")
    if len(items) > most:
        yield _line("text", f"另有 {len(items) - most} 条，见原稿。")


def _line(kind: Kind, *pieces: Piece | str) -> Line:
    return Line(kind, tuple(Piece(piece) if isinstance(piece, str) else piece for piece in pieces))

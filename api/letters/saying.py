"""What a letter can say of a draft: the fields of a template, by their Chinese names."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from api.batch.rows import Scored
from api.brief import UNTITLED, brief, quoted
from api.safe import safe
from model.content import rubric
from model.review import Finding, Objection, Review, UnitAdvice
from model.rubric import FlagName
from model.summary import in_order

Value = str | bool | list[str] | list[dict[str, str]]

TEXTS = frozenset(
    ["称呼", "代表", "代表团", "编号", "届次", "标题", "本级", "结论", "概述", "承办", "日期", "年", "模型"]
)
TRUTHS = frozenset(["不宜"])
LISTS = frozenset(["审核意见", "修改意见", "商榷意见", "可取之处", "逐条要求"])
PARTS = frozenset(["序号", "代码", "名称", "类别", "问题", "原文", "另处", "改法", "要求", "单位"])
"""What an item of a list has; those of 审核意见 and 可取之处 are texts."""

_TITLE, _NAME, _WORDS, _ADVICE, _QUOTE, _ASK = 120, 60, 300, 500, 60, 80
_REMARKS, _ASKS, _ELSEWHERE = 12, 12, 3
_GREETS = "您好！"
_DIGITS = "零一二三四五六七八九十"
_GOOD: dict[FlagName, str] = {
    "too_broad": "题目大小合适，说的是一件事",
    "vague": "情况和要求写得清楚",
    "infeasible": "没有看到本级办不成的要求",
}


def is_returned(review: Review) -> bool:
    """Whether the draft goes back to the deputy, with a letter."""
    return review.verdict != "可提交"


def said(scored: Scored, when: date) -> dict[str, Value]:
    """Return the fields of a letter; all of them, empty where there is nothing to say.

    Where a reviewer has edited the opinion, 审核意见 holds its paragraphs, and no remark of the program
    stands beside them: a template that does not know the field finds the same words in 修改意见.

    Args:
        scored: a draft that is returned.
        when: the day to put on the letter.
    """
    review, fields = scored.review, scored.entry.fields
    unfit = review.verdict == "不宜作为建议"
    findings = () if unfit else review.findings
    sure = [finding for finding in findings if finding.state == "成立"]
    doubts = [finding for finding in findings if finding.state == "拿不准"]
    title = brief(review.title, _TITLE) or UNTITLED
    salutation, edited = _edited(scored, title)
    return {
        "称呼": salutation or _salutation(fields.get("代表", "")),
        **{name: brief(fields.get(name, ""), _NAME) for name in ("代表", "代表团", "编号", "届次")},
        "标题": title,
        "本级": review.level,
        "结论": review.verdict,
        "不宜": unfit,
        "概述": brief(review.summary, _ADVICE),
        "审核意见": edited,
        "修改意见": [_told(edited)] if edited else list(_remarks([*review.objections, *sure])),
        "商榷意见": [] if edited else list(_remarks(doubts)),
        "可取之处": [] if unfit or edited else list(_good(review)),
        "承办": "" if unfit else _handling(review.units),
        "逐条要求": [] if unfit else list(_asks(review)),
        "日期": f"{when.year}年{when.month}月{when.day}日",
        "年": str(when.year),
        "模型": review.model,
    }


def _edited(scored: Scored, title: str) -> tuple[str, list[str]]:
    """Return the salutation and the paragraphs of the opinion as a reviewer edited it.

    Returns:
        An empty salutation where the reviewer wrote none; no paragraphs where nobody edited the opinion.
    """
    words = scored.decision.opinion if scored.decision else ""
    paragraphs = [line for line in map(str.strip, words.splitlines()) if line]
    salutation = ""
    if paragraphs and paragraphs[0].startswith("尊敬的") and paragraphs[0].endswith(("：", ":")):
        salutation = paragraphs.pop(0)[:-1]
    if paragraphs and not any(paragraph.startswith(_GREETS) for paragraph in paragraphs):
        paragraphs.insert(0, f"{_GREETS}您提交的建议草稿《{title}》已经收到，现将审读意见函告如下。")
    return salutation, paragraphs


def _told(paragraphs: Sequence[str]) -> dict[str, str]:
    """Return an edited opinion as one remark, for templates made before there was a field for it.

    Such a template greets by itself.
    """
    paragraphs = [paragraph for paragraph in paragraphs if not paragraph.startswith(_GREETS)]
    return dict.fromkeys(PARTS, "") | {
        "序号": f"（{chinese(1)}）",
        "名称": "审核意见",
        "问题": "审核人员读了全文，意见如下。",
        "改法": safe("　".join(paragraphs)),
    }


def _salutation(deputy: str) -> str:
    name = brief(deputy, _NAME)
    if not name:
        return "尊敬的代表"
    return f"尊敬的{name}" if name.endswith("代表") else f"尊敬的{name}代表"


def _remarks(remarks: Sequence[Objection | Finding]) -> Iterator[dict[str, str]]:
    flags = rubric().flags
    for number, remark in enumerate(remarks[:_REMARKS], 1):
        others = [quoted(quote, _QUOTE) for quote in remark.quotes[1 : _ELSEWHERE + 1]]
        yield {
            "序号": f"（{chinese(number)}）",
            "代码": remark.code,
            "名称": remark.name,
            "类别": flags[remark.flag].name if isinstance(remark, Finding) else "形式审查",
            "问题": brief(remark.message, _WORDS),
            "原文": quoted(remark.quotes[0], _QUOTE) if remark.quotes else "",
            "另处": "、".join(others),
            "改法": brief(remark.advice, _ADVICE),
        }


def _good(review: Review) -> Iterator[str]:
    """Return what is in order; that nothing is wrong is no praise by itself."""
    found = tuple(in_order(review.flags, review.items))
    if found != ("infeasible",):
        yield from (_GOOD[flag] for flag in found)


def _handling(units: UnitAdvice) -> str:
    if units.state == "拿不准":
        return f"主办单位还要商量，初步考虑在{_names(each.unit for each in units.candidates)}当中确定"
    with_ = f"、{_names(each.unit for each in units.co)}会办" if units.co else ""
    return f"初步考虑由{units.main.unit}主办{with_}"


def _asks(review: Review) -> Iterator[dict[str, str]]:
    for number, item in enumerate(review.items[:_ASKS], 1):
        yield {
            "序号": str(number),
            "要求": quoted(item.quote, _ASK),
            "单位": item.assignment.unit,
        }


def _names(names: Iterable[str]) -> str:
    return "、".join(names)


def chinese(number: int) -> str:
    """Return a number from 1 to 99 as Chinese headings count."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones] if ones else ''}"

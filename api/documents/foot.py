"""Dates and signatures (落款): lines at the head or foot of a draft that say who and when, not what."""

import re

from api.documents.labels import split_labelled
from api.documents.signature import DATED, is_name, signer
from api.documents.source import Line
from model.canonical import canonical

_DATE = re.compile(
    r"(?:提交)?(?:\d{4}年\d{0,2}月(?:\d{0,2}日)?|[〇○零一二三四五六七八九十]{4}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?"
    r"|\d{4}[-./]\d{1,2}[-./]\d{1,2}|年月日)"
)
_WITH_DATE = re.compile(rf"(?P<signed>.+?)[ ，]+(?P<date>{DATED})")
_HAN = r"[\u4e00-\u9fff·]"
_NAMES = rf"{_HAN}{{1,6}}(?:[ 、，]+{_HAN}{{1,6}}){{0,30}}"
_ROLE = r"(?:代表团?|小组|提案人|建议人|代表姓名)"
_SIGNED = re.compile(
    rf"[^ ，。；：！？]{{0,25}}{_ROLE}(?: ?： ?| +){_NAMES}"
    rf"|[^ ，。；：！？]{{0,25}}人大代表(?!团){_HAN}{{2,3}}"
    rf"|[^ ，。；：！？]{{2,20}}代表团|{_HAN}{{2,4}}代表"
)
_SENTENCE_END = re.compile(r"[。！？]")
_LONGEST_VALUE = 200
_LONGEST_WITHOUT_COLON = 40


def personal(line: Line, *, loose: bool) -> dict[str, str]:
    """Return what a line says about the person or the paper, by label; empty if it is part of the draft.

    Args:
        line: one line of the file.
        loose: whether it stands at the head, at the foot or in a form, where common words (地址), a bare
            date and a signature count too.
    """
    found = _labelled_fields(line, loose)
    return found or (_unlabelled(line) if loose else {})


def _labelled_fields(line: Line, loose: bool) -> dict[str, str]:
    fields: dict[str, str] = {}
    kinds = ("field", "loose") if loose else ("field",)
    for number, part in enumerate(split_labelled(line)):
        value = part.value.stripped("；，、").text
        bare = value.rstrip("。")
        limit = _LONGEST_VALUE if part.colon else _LONGEST_WITHOUT_COLON
        if number == 0 and (
            part.kind not in kinds or _SENTENCE_END.search(canonical(bare)) or len(bare) > limit
        ):
            return {}
        fields[part.label] = value
    return fields


def _unlabelled(line: Line) -> dict[str, str]:
    text = canonical(line.stripped("（）—-·").text)
    if is_date(line):
        return {"日期": line.stripped().text}
    if len(text) > _LONGEST_VALUE:
        return {}
    if _SIGNED.fullmatch(text):
        return {"署名": line.stripped().text, **signer(text)}
    both = _WITH_DATE.fullmatch(text)
    return _with_date(both["signed"], both["date"]) if both else {}


def _with_date(signed: str, date: str) -> dict[str, str]:
    """Return what a name or a signature says that stands in one line with a date."""
    if is_name(signed):
        return {"署名": signed, "代表": signed.replace(" ", ""), "日期": date}
    if _SIGNED.fullmatch(signed):
        return {"署名": signed, **signer(signed), "日期": date}
    return {}


def is_date(line: Line) -> bool:
    """Whether a line is nothing but a date, or the place for one."""
    return _DATE.fullmatch(canonical(line.stripped("（）—-·").text).replace(" ", "")) is not None

"""本级 as the letterhead or the form states it, where it does so beyond doubt."""

import re
from collections.abc import Iterable

from model.canonical import canonical
from model.draft import LEVELS, Level

_CONGRESS = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{1,15}?)(?:第[\d一二三四五六七八九十]{1,3}届)?(?:人民代表大会|人大(?=(?:常委会)?第?[\d一二三四五六七八九十]{1,3}[届次]))"
)
_STATED = ("本级", "层级", "级别", "提交层级", "建议层级")
_PROVINCES = ("北京市", "天津市", "上海市", "重庆市")
_ENDINGS: tuple[tuple[tuple[str, ...], Level], ...] = (
    (("省", "自治区", *_PROVINCES), "省"),
    (("自治州",), "市"),
    (("镇", "乡"), "乡镇"),
    (("县", "区", "旗"), "县"),
)


def stated_level(letterhead: Iterable[str], fields: dict[str, str]) -> Level | None:
    """Return the level of the congress, ``None`` unless it is clear.

    A 市 may be above a county or be one. It counts as 县 where its deputies come in delegations of towns
    (××镇代表团), as 市 where they come in delegations of counties.

    Args:
        letterhead: lines above the title.
        fields: of the form.
    """
    for label in _STATED:
        value = canonical(fields.get(label, "")).replace(" ", "").removesuffix("级")
        for level in LEVELS:
            if value and value in level:
                return level
    texts = [*letterhead, fields.get("届次", ""), fields.get("会议", "")]
    for text in texts:
        match = _CONGRESS.search(canonical(text[:200]).replace(" ", ""))
        if match:
            return _level_of(match["place"], fields)
    return None


def _level_of(place: str, fields: dict[str, str]) -> Level | None:
    for endings, level in _ENDINGS:
        if place.endswith(endings):
            return level
    if place.endswith("市"):
        delegation = canonical(fields.get("代表团", "")).replace(" ", "").removesuffix("代表团")
        if delegation.endswith(("镇", "乡", "街道")):
            return "县"
        if delegation.endswith(("县", "区", "市")):
            return "市"
    return None

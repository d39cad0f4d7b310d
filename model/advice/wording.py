"""How the advice quotes the draft and names its units."""

import re

from model.canonical import canonical
from model.draft import Draft, Level, Quote
from model.shown import shown

_HOME: dict[Level, re.Pattern[str]] = {
    "乡镇": re.compile("[我全本](镇|乡|街道)|(镇|乡)(?:政府|人民政府|党委)|(街道)办"),
    # 全市 and 市政府 in a draft to a county may mean the city above it.
    "县": re.compile("[我本](县|区|市|旗)|全(县|区|旗)|(县|区|旗)(?:政府|人民政府|委、)"),
    "市": re.compile("[我本](市|区|州)|全(市|区|州)|(市|区|州)(?:政府|人民政府|委、)"),
    "省": re.compile("[我全本](省)"),
}
_PARTY = {"组织部": "组织部", "宣传部": "宣传部", "政法委": "政法委", "机构编制委员会办公室": "编办"}
_LEVELLESS = {"群团组织", "通信运营企业", "乡镇人民政府", "园区管理委员会", "供电公司"}
_PLACED = re.compile("省|自治区|(?<!城)市(?![场政容])|县(?!域)|(?<![社发园新])区(?![域划])|州|盟|旗")
"""The level in a name, as an office's own list may have it (祁阳市教育局); no bundled unit has one."""
_COMMISSIONS = {"发展和改革局": "发展和改革委员会", "卫生健康局": "卫生健康委员会"}
_PROVINCIAL_BUREAUS = {
    "林业局",
    "市场监督管理局",
    "医疗保障局",
    "统计局",
    "信访局",
    "税务局",
    "气象局",
    "烟草专卖局",
    "城市管理和综合执法局",
    "政务服务和数据局",
}
_LONGEST_TITLE = 120
_TITLE_FRAME = re.compile(
    "^关于|的?(?:(?:建议|提案|议案|意见|思考|对策|报告|请示|调查|反映|问题)[和与、]?){0,3}$"
)
_SLOGAN = re.compile(
    "^(?:全面|大力|进一步|加快|加强|推进|推动|促进|提升|提高|深化|积极|切实|着力|坚持|持续|不断|深入|扎实|优先|统筹|构建|打造|建设|完善|健全|优化|做大做强|发展|实现|强化|巩固|努力|抓好|做好|我[县市区省镇乡]|全[县市区省镇乡])+"
)


def shown_quotes(quotes: tuple[Quote, ...], most: int = 2, limit: int = 30) -> str:
    """Return the first quotes one after the other; a quote that lies within another says nothing new."""
    kept: list[str] = []
    for quote in quotes:
        if len(kept) < most and not any(quote.text in other or other in quote.text for other in kept):
            kept.append(quote.text)
    return "".join(shown(text, limit) for text in kept)


def quoted(quotes: tuple[Quote, ...]) -> str:
    """Return the canonical words of all quotes, for looking something up in them."""
    return "\n".join(canonical(quote.text) for quote in quotes)


def home(draft: Draft) -> str:
    """Return the draft's own word for 本级, such as 县, 区 or 镇; the level itself where it has none."""
    for text in (draft.canonical_title, draft.canonical_body):
        if found := _HOME[draft.level].search(text):
            return next(group for group in found.groups() if group)
    return draft.level


def government(draft: Draft) -> str:
    """Return the people's government of 本级, such as 县人民政府; a street is run by an office."""
    level = home(draft)
    return "街道办事处" if level == "街道" else f"{level}人民政府"


def office(draft: Draft, unit: str) -> str:
    """Return the unit with its level, as a deputy would write it: 县交通运输局, 省水利厅.

    No unit gives a blank.
    """
    if not unit:
        return "____（哪个单位）"
    if unit in _LEVELLESS or _PLACED.search(unit):
        return government(draft) if unit == "乡镇人民政府" and draft.level == "乡镇" else unit
    level = home(draft) if draft.level != "乡镇" else "县"
    if unit in _PARTY:
        return f"{level}委{_PARTY[unit]}"
    if level == "省":
        unit = _COMMISSIONS.get(unit, unit)
        if unit.endswith("局") and unit not in _PROVINCIAL_BUREAUS:
            unit = unit[:-1] + "厅"
    return f"{level}{unit}"


def address(draft: Draft, unit: str) -> str:
    """Return how an ask begins: 建议县教育局, or 请____（哪个单位） where the unit is not known."""
    return f"{'建议' if unit else '请'}{office(draft, unit)}"


def topic(draft: Draft) -> str:
    """Return what the title is about, without 关于 and 的建议; empty for an empty title."""
    title = draft.canonical_title[:_LONGEST_TITLE].strip(" 。《》\n")
    return _TITLE_FRAME.sub("", title).strip(' “”"')


def field(draft: Draft) -> str:
    """Return the topic without the slogans before it: 全面推进乡村振兴 gives 乡村振兴."""
    return _SLOGAN.sub("", topic(draft))

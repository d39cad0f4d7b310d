"""Which column of a table of units holds what, told by its header."""

from collections.abc import Sequence

from model.canonical import canonical

NAME, ALIASES, DUTIES, FORMER, SINCE, UNTIL = "名称", "别名", "职责", "原名", "起", "止"
COLUMNS = (NAME, ALIASES, DUTIES, FORMER, SINCE, UNTIL)
"""What a column may hold, as an export heads it."""

_WORDS = {
    NAME: "名称 单位 单位名称 承办单位 部门 部门名称 今名 现名 现单位 name unit",
    ALIASES: "别名 简称 别称 其他名称 又名 aliases alias",
    DUTIES: "职责 主要职责 工作职责 职能 主要职能 职责范围 duties",
    FORMER: "原名 曾用名 旧名 原单位 原单位名称 former",
    SINCE: "起 自 起始 开始 启用 起始日期 开始日期 启用日期 since",
    UNTIL: "止 至 截止 结束 停用 截止日期 结束日期 停用日期 until",
}
_MEANINGS = {word: column for column, words in _WORDS.items() for word in words.split()}

Columns = dict[str, int]
"""The place of each of :data:`COLUMNS` that is there, from 0."""


def columns_of(headers: Sequence[str]) -> Columns | None:
    """Return which column holds what; ``None`` where the headers are not those of a table of units."""
    found: Columns = {}
    for place, header in enumerate(headers):
        meaning = _MEANINGS.get("".join(canonical(header).lower().split()))
        if meaning is not None:
            found.setdefault(meaning, place)
    return found if NAME in found and (DUTIES in found or FORMER in found) else None

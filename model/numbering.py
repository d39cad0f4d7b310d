"""The ways people number their points: 一、 （一） 1. ① 第一， 一是 其一 首先， 问题一：."""

import re
from functools import lru_cache

_CHINESE = "一二三四五六七八九十"

_MARK = (
    rf"（(?:[{_CHINESE}]{{1,3}}|\d{{1,2}})） ?[、.：]?"
    rf"|[{_CHINESE}]{{1,3}}(?: ?[、.：](?! ?[{_CHINESE}])|，|(?:是|要(?![素点求务塞]))[要：，]?)"
    r"|\d{1,2}(?: ?[、）：](?!\d)|\.(?!\d)|\.(?=(?:19|20)\d\d年)|，(?!\d)|是)"
    r"|[①-⑳⑴-⒛㈠-㈩❶-❿](?![号①-⑳])[、.]?"
    rf"|第[{_CHINESE}]{{1,2}}(?:[，、：]|是)"
    rf"|其[{_CHINESE}][，、：是]"
    r"|(?:首先|其次|再次|再者|最后)，"
    rf"|(?:建议|措施|对策|诉求|问题|事项|情况|现状)(?:[{_CHINESE}]{{1,2}}|\d{{1,2}})[：、，]"
)

LEADING_MARK = re.compile(rf" *(?:{_MARK}) *")
"""Numbering at the start of a stretch of canonical text, blanks around it included."""

MARK_AHEAD = rf"(?= *(?:{_MARK}))"
"""Pattern that looks for numbering, blanks before it allowed."""

_KIND = str.maketrans(_CHINESE + "0123456789①②③④⑤⑥⑦⑧⑨", "一" * 10 + "1" * 10 + "①" * 9)


@lru_cache(maxsize=256)
def style(mark: str) -> str:
    """Return what numbering of one list has in common: ``一、`` and ``十二、`` are of one style."""
    kinds = mark.strip().translate(_KIND)
    return "".join(
        character for index, character in enumerate(kinds) if kinds[index - 1 : index] != character
    )

"""What in the asks speaks against a reason code: the rubric's own 不成立 cases, where words can show them.

A learned head weighs words; the rubric says that some of them settle the matter: 向省里争取 is not F1, a
staged or financed project is not F2, a stopgap before the flood season is not F3. Where such words stand in
an ask, the program does not assert the code, it only doubts. In ``data/corpus`` they stand in the asks of
none of the 185 drafts labelled F1, 9 of 124 labelled F2 and 4 of 93 labelled F3.
"""

import re
from collections.abc import Sequence

_STAGED = (
    r"分(?:[两二三四五六几][期批年步]"
    r"|[期批年步](?:建|实施|投|付|到位|安排|拨|解决|改造|偿|修|进行|完成|更换))"
)
"""Stages that say how many or of what: 分期推进 alone is a stock phrase."""
_SPEAKS_AGAINST = {
    "F1": re.compile(
        r"向[^，。；]{0,14}(?:反映|争取|申报|呼吁|汇报|上报|申请)"
        r"|争取[^，。；]{0,12}(?:支持|资金|项目|政策|试点)|(?:本级|县里|县内)[^，。；]{0,6}权限"
    ),
    "F2": re.compile(
        _STAGED + r"|逐年|申请[^，。；]{0,10}(?:资金|补助)"
        r"|(?:上级|省级|中央|专项|省市)[^，。；]{0,8}(?:资金|补助|专款)|专项债|贷款|社会资本|自筹|众筹|捐"
    ),
    "F3": re.compile(rf"先(?:围|行|设|在|把|对|将|摆|装|封)|{_STAGED}|逐步"),
}
_SEVERAL = 3
"""Matters a draft must hold for B2 (一事多提); with fewer asks that were found it is doubted."""


def reservations(asked: Sequence[str]) -> frozenset[str]:
    """Return the codes that something in the asks speaks against.

    Args:
        asked: the canonical words of each ask. Without any, nothing is known of how many matters there are.
    """
    against = {code for code, words in _SPEAKS_AGAINST.items() if any(map(words.search, asked))}
    if 0 < len(asked) < _SEVERAL:
        against.add("B2")
    return frozenset(against)

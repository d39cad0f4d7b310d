"""Numbers as people write them: 1.2万, 3,200, 三千二百多, 上百, 十几.

Chinese numerals are read by cn2an; what it does not know (多, 几, 上百, mixtures) is taken off before. A
number that is only roughly stated is read as the least it can mean: nothing is made larger than it is.
"""

import re
from functools import lru_cache

_CHINESE = "〇零一二两三四五六七八九十百千"
NUMERAL = (
    rf"(?<![\d.,{_CHINESE}万亿])"
    rf"(?:\d[\d,]{{0,11}}(?:\.\d{{1,4}})?[十百千]?|[数几上近]?[{_CHINESE}万亿]{{0,16}}(?<=[{_CHINESE}万亿])几?)"
    r"[多余来]?[万亿]?[多余来]?"
)
"""Pattern of one number in canonical text; bounded, and beginning only where no number goes on."""

THOUSANDS = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")
"""A comma within a number, which canonical spelling took for one between clauses."""

_SOFT = str.maketrans("", "", "多余来,上近")
_ARABIC = re.compile(r"(\d{1,12}(?:\.\d{1,4})?)([十百千]?)([万亿]?)")
_FEW = re.compile(r"[数几](?=[十百千万亿])")
_EITHER = re.compile(r"([一二两三四五六七八九])[二三四五六七八九](?=[十百千万亿]|$)")
_NO_ONE = re.compile(r"^(?=[百千万亿])")
_TIMES = {"": 1, "十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_YEAR = re.compile(r"[〇零一二三四五六七八九]{3,}")


@lru_cache(maxsize=4096)
def value(numeral: str) -> float | None:
    """Return the number, the least it can mean; ``None`` for what is none.

    Args:
        numeral: what :data:`NUMERAL` matches.
    """
    bare = numeral.translate(_SOFT)
    arabic = _ARABIC.fullmatch(bare)
    if arabic:
        return round(float(arabic[1]) * _TIMES[arabic[2]] * _TIMES[arabic[3]], 4)
    if not bare or _YEAR.fullmatch(bare):
        return None
    # 几百: two hundred at least; 十几: ten at least; 三五百, 两三千: the lower of the two.
    bare = _FEW.sub("二", bare).removesuffix("几")
    bare = _NO_ONE.sub("一", _EITHER.sub(r"\1", bare))
    import cn2an  # noqa: PLC0415 - takes half a second, and many drafts have digits only

    try:
        return float(cn2an.cn2an(bare, "normal"))
    except (ValueError, KeyError):  # a heap of numerals that is no number
        return None

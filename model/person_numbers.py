"""Numbers that point at one person: identity cards, bank cards, telephones.

A number that the words just before it name (身份证号, 银行卡号) counts even when its check digit is wrong:
people mistype, and a number with one wrong digit still points at somebody. A number that those words name as
something else (合同编号, 统一社会信用代码), or that a measure follows (元, 公里), does not count.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from model.check_digits import is_bank_card, is_id_card, is_landline, is_mobile
from model.digit_runs import Run, digit_runs
from model.identifier import Identifier, Kind

_WRITTEN: dict[Kind, str] = {
    "id_card": "18, 15, 6 8 4, 6 4 4 4, 6 4 2 2 4, 6 12, 14 4, 17 1, 6 6 3, 6 9, 4 4 4 4 2, 3 4 4 4 3, 6 6 6",
    "mobile": "11, 13, 15, 3 4 4, 3 8, 7 4, 3 3 5, 4 4 3, 4 3 4, 3 5 3, 5 6",
    "landline": "10, 11, 12, 3 7, 3 8, 4 7, 4 8, 3 3 4, 3 4 4, 4 3 4, 4 4 4, 4 4 3",
    "bank_card": "15, 16, 17, 18, 19, 4 4 4 4, 4 4 4 4 1, 4 4 4 4 2, 4 4 4 4 3, 8 8, 4 6 5, 6 10, 6 13",
}
"""How many digits stand together where people write each kind with gaps; tried in this order."""

_SHAPES: dict[tuple[int, ...], tuple[Kind, ...]] = {
    tuple(map(int, shape.split())): tuple(
        kind for kind, shapes in _WRITTEN.items() if shape in shapes.split(", ")
    )
    for shape in ", ".join(_WRITTEN.values()).split(", ")
}
_MOST_GROUPS = max(map(len, _SHAPES))
_FIRST_DIGITS: dict[Kind, str] = {
    "id_card": "123456789",
    "mobile": "180",
    "landline": "0",
    "bank_card": "234569",
}
_HOLDS: dict[Kind, Callable[[str], bool]] = {
    "id_card": is_id_card,
    "mobile": is_mobile,
    "landline": is_landline,
    "bank_card": is_bank_card,
}

_SHORTEST = 7
_LOCAL_NUMBER = re.compile(r"[2-9]\d{6,7}")
_NAMED_LENGTHS: dict[Kind, tuple[range, int]] = {
    "id_card": (range(14, 21), 18),
    "bank_card": (range(12, 26), 19),
}
"""The lengths a named number may have, mistyped or not, and the length it should have."""

_NAMES: dict[Kind, str] = {
    "id_card": "身份证|身份号|公民身份|证件号|社会保障号|社保号|残疾证|残疾人证|驾驶证|驾照",
    "bank_card": "卡号|账号|帐号|银行卡|储蓄卡|借记卡|信用卡|存折|账户|帐户|一卡通",
    "landline": "电话|手机|热线|联系人|联系方式|致电|拨打|座机|微信|传真|tel|Tel|TEL|phone|Phone",
}
_KIND_NAMED: dict[str, Kind] = {name: kind for kind, names in _NAMES.items() for name in names.split("|")}
_BEFORE = 20
# Flat alternations of plain words: the search then skips to their first characters.
_NAME = re.compile("|".join(_NAMES.values()))
_AFTER_NAME = re.compile(r"[^\d＊\n。；]{0,8}(?:\+?86[ -]?)?")
_NAMED_OTHERWISE = re.compile(
    r"(?:编号|编码|代码|文号|案号|单号|批号|批准号|证号|登记号|注册号|税号|识别号|合同|协议|项目|发票|流水号|订单|宗地|地块"
    r"|图号|批文|序列号|条码|条形码|档号|设备号|户号|表号|第|字|￥|¥|\$|人民币)[^\d＊\n。；，、]{0,4}$"
)
_PART_OF_A_WORD = re.compile(r"[A-Za-z_#№]-?$")
_MEASURE = re.compile(
    r" ?[)）]? ?(?:多|余)?(?:[万亿元吨亩度兆]|块钱|公斤|千克|米|公里|千米|平方|立方|公顷|千瓦|人次"
    r"|[%％‰A-WYZa-wyz]|[.．][0-9０-９])"
)
_AND = re.compile(r"[\s、，,/／;；和及与或跟]{1,4}(?:\+?86[ -]?)?")


def find_numbers(text: str) -> list[Identifier]:
    """Find identity cards, bank cards, mobile numbers and landlines, in time linear in the text.

    Args:
        text: as given or canonical; digits may be full-width, with blanks, dashes or brackets inside.

    Returns:
        The numbers in order; they do not overlap.
    """
    found: list[Identifier] = []
    for run in digit_runs(text):
        position = 0
        while position < len(run.groups):
            size, kind = _match(run, position, found[-1] if found else None)
            if kind is not None:
                last = run.groups[position + size - 1]
                found.append(Identifier(kind, run.groups[position].start, last.end))
            position += size
    return found


def _match(run: Run, position: int, last: Identifier | None) -> tuple[int, Kind | None]:
    """Return how many groups from ``position`` belong together, and what they are."""
    lengths = run.lengths[position : position + _MOST_GROUPS]
    likely = _likely(lengths, run.groups[position].written[0])
    if not likely and sum(lengths) < _SHORTEST:
        return 1, None
    start = run.groups[position].start
    named = _named(run.text, start, last, inside=position > 0)
    if named is None and position == 0 and _is_named_otherwise(run.text, start):
        return run.tied(position), None
    for size, kind in likely:
        if _HOLDS[kind](run.digits(position, size)) and (named or _stands_alone(run, position, size, kind)):
            return size, kind
    return _match_by_name(run, position, named) if named else (1, None)


@lru_cache(maxsize=1024)
def _likely(lengths: tuple[int, ...], first_digit: str) -> tuple[tuple[int, Kind], ...]:
    """What groups of these lengths may be: how many of them, and which kind; the most groups first."""
    return tuple(
        (size, kind)
        for size in range(len(lengths), 0, -1)
        for kind in _SHAPES.get(lengths[:size], ())
        if first_digit in _FIRST_DIGITS[kind]
    )


def _named(text: str, start: int, last: Identifier | None, *, inside: bool) -> Kind | None:
    """Return what the words before ``start`` call the number; ``甲、乙`` share the words before 甲."""
    names = () if inside else tuple(_NAME.finditer(text, max(0, start - _BEFORE), start))
    if names and _AFTER_NAME.fullmatch(text, names[-1].end(), start):
        return _KIND_NAMED[names[-1].group()]
    if last and 0 < start - last.end <= 6 and _AND.fullmatch(text, last.end, start):
        return "landline" if last.kind == "mobile" else last.kind
    return None


def _is_named_otherwise(text: str, start: int) -> bool:
    if _PART_OF_A_WORD.search(text, max(0, start - 2), start):
        return True
    return _NAMED_OTHERWISE.search(text, max(0, start - _BEFORE), start) is not None


def _match_by_name(run: Run, position: int, named: Kind) -> tuple[int, Kind | None]:
    """Return the groups whose length alone fits the name: a mistyped card, a landline without area code."""
    lengths = run.lengths[position : position + _MOST_GROUPS]
    if named in _NAMED_LENGTHS:
        allowed, ideal = _NAMED_LENGTHS[named]
        fitting = [size for size in range(1, len(lengths) + 1) if sum(lengths[:size]) in allowed]
        if fitting:
            return min(fitting, key=lambda size: abs(sum(lengths[:size]) - ideal)), named
    if named == "landline":
        for size in range(min(2, len(lengths)), 0, -1):
            if _LOCAL_NUMBER.fullmatch(run.digits(position, size)):
                return size, named
    return 1, None


def _stands_alone(run: Run, position: int, size: int, kind: Kind) -> bool:
    """Whether the groups are a number of their own: no measure behind them, no further group tied on."""
    end = position + size
    if _MEASURE.match(run.text, run.groups[end - 1].end):
        return False
    if size == 1:
        return True
    country_code = position > 0 and run.groups[position - 1].written in {"86", "0086"}
    if run.is_tied(end) or (run.is_tied(position) and not country_code):
        return False
    # Figures side by side in a row of a table: tabs never stand inside a number, and of the cards written in
    # fours with blanks only UnionPay's are rare enough among figures to be taken for one.
    if any("\t" in run.gap(right) for right in range(position + 1, end)):
        return False
    return kind != "bank_card" or run.is_tied(position + 1) or run.groups[position].written.startswith("62")

"""Number plates of vehicles (车牌): 湘A·12345, eight characters for new energy, 挂, 学, 警, 港, 澳, 使, 领.

A plate is a province, a letter and five characters, or six for new energy, as GA 36-2018 lays them out;
the dot may be missing or another mark, letters small, everything full-width. What those words before it name
otherwise (合同编号) is none. Where the words say that a plate follows (车牌号, 牌照), it may be typed
loosely, with a wrong length or of a kind that looks like other numbers: of the forces, of tractors.
"""

import re

from model.identifier import Identifier

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_FORCES = "军空海北沈兰济南广成"
_BLANK = r"[ \t\xa0\u3000]"
_DOT = r"[·•・‧∙⋅●.．,，、_\-‐‑–—―－]"
_LETTER = "[A-HJ-Za-hj-zＡ-ＨＪ-Ｚａ-ｈｊ-ｚ]"
_SIGN = "[A-Za-z0-9Ａ-Ｚａ-ｚ０-９]"
_DIGIT = "[0-9０-９]"
_SERIAL_LETTER = "[A-HJ-NP-Za-hj-np-zＡ-ＨＪ-ＮＰ-Ｚａ-ｈｊ-ｎｐ-ｚ]"
_SERIAL = "[A-HJ-NP-Za-hj-np-z0-9Ａ-ＨＪ-ＮＰ-Ｚａ-ｈｊ-ｎｐ-ｚ０-９]"
_GAP = rf"{_BLANK}?{_DOT}?{_BLANK}?"
_KINDS = "[挂学警港澳试超领临]"

_PLATE = re.compile(
    rf"[{_PROVINCES}]{_BLANK}?{_LETTER}{_GAP}(?:"
    rf"{_SERIAL_LETTER}{_SERIAL}{_DIGIT}{{4}}|{_DIGIT}{{5}}{_SERIAL_LETTER}"
    rf"|{_SERIAL}{{4}}{_BLANK}?{_KINDS}|{_SERIAL}{{4,5}}{_BLANK}?应急|临{_BLANK}?{_SERIAL}{{4,5}}"
    rf"|{_SERIAL}{{5}}|{_SERIAL}{{1,4}}{_BLANK}{_SERIAL}{{1,5}}"
    rf")(?!{_SIGN})"
)
_STATELY = re.compile(
    rf"[使领WＷ民{_FORCES}](?:"
    rf"(?<=[使领]){_BLANK}?{_DIGIT}{{3}}{_BLANK}?[·•・‧∙.．\-－]{_BLANK}?{_DIGIT}{{3}}"
    rf"|(?<=[WＷ])[JＪ]{_BLANK}?(?:[{_PROVINCES}]|{_DIGIT}{{2}}){_GAP}{_DIGIT}{{4,5}}[A-Za-z]?"
    rf"|(?<=民)航{_GAP}{_LETTER}{_DIGIT}{{4}}"
    rf"|(?<=[{_FORCES}]){_LETTER}{_BLANK}?[·•・‧∙]{_BLANK}?{_DIGIT}{{5}}"
    rf")(?!{_SIGN})"
)
_NAME = re.compile(r"车牌|牌照|号牌|车号|挂牌号")
_LOOSE = re.compile(
    rf"(?:号码|号)?[^A-Za-z0-9Ａ-Ｚａ-ｚ０-９＊\n。；，]{{0,8}}?"
    rf"(?P<plate>(?:[{_PROVINCES}]{_BLANK}?)?{_SIGN}(?:{_BLANK}?{_DOT}?{_SIGN}){{4,8}}{_KINDS}?)(?!{_SIGN})"
)
_NAMED_OTHERWISE = re.compile(
    r"(?:编号|编码|代码|文号|案号|单号|批号|批准号|合同|协议|项目|型号|序列号|档号|设备号|宗地|地块|图号|订单|标段|许可证|备案)"
    r"[^\d＊\n。；，、]{0,4}$"
)
_OTHER_WORD = re.compile(r"(?:[更创全最高重翻刷革出推]新|里云|[A-Za-z0-9Ａ-Ｚａ-ｚ０-９].)$")
_OTHER_THING = re.compile(r"号?(?:地块|宗地|标段|合同|文件|型|系列|公路|线路|元|万)")
_BEFORE = 16


def find_plates(text: str) -> list[Identifier]:
    """Find number plates, in time linear in the text; they come in order and do not overlap."""
    found = [*_PLATE.finditer(text), *_STATELY.finditer(text)]
    spans = {match.span() for match in found if _is_plate(match)}
    for name in _NAME.finditer(text):
        loose = _LOOSE.match(text, name.end())
        if loose and _is_loose(loose["plate"]):
            spans.add(loose.span("plate"))
    plates: list[Identifier] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not plates or start >= plates[-1].end:
            plates.append(Identifier("plate", start, end))
    return plates


def is_official(plate: str) -> bool:
    """Whether a plate is of an office, not of a person: police, embassies, the forces, emergency vehicles."""
    return plate.endswith(("警", "使", "领", "应急")) or plate[0] in "使领WＷ民" or plate[0] in _FORCES


def _is_plate(match: re.Match[str]) -> bool:
    text, start = match.string, match.start()
    if _OTHER_WORD.search(text, max(0, start - 1), start + 1) or _OTHER_THING.match(text, match.end()):
        return False
    if _NAMED_OTHERWISE.search(text, max(0, start - _BEFORE), start):
        return False
    digits = sum(character.isdecimal() for character in match.group())
    return digits >= 2 and 7 <= _length(match.group()) <= 9


def _length(plate: str) -> int:
    return sum(character.isalnum() for character in plate)


def _is_loose(plate: str) -> bool:
    """Whether what stands behind 车牌号 is one: as many letters and digits as one may have by mistake."""
    digits = sum(character.isdecimal() for character in plate)
    letters = any("A" <= character.upper() <= "Z" or "Ａ" <= character.upper() <= "Ｚ" for character in plate)
    return digits >= 3 and letters and 5 <= _length(plate) <= 10

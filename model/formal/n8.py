"""N8 含身份证号、银行卡号等个人信息: what points at one person.

Identity cards, bank cards, mobile numbers, the doors of homes and plates count; a landline is most often an
office, a plate of the police or an embassy always is, and may stay. So may the door of a flat of which only
an incident is told (5栋402室起火): who lives there cannot be seen. All kinds are masked wherever the program
shows the words.
"""

import re
from collections import Counter

from model.draft import Draft, Part
from model.formal.hit import Hit, Span, cut, words
from model.identifiers import Identifier, Kind
from model.plates import is_official

_NAMES: dict[Kind, str] = {
    "id_card": "身份证号",
    "bank_card": "银行卡号",
    "mobile": "手机号",
    "plate": "车牌号",
    "address": "详细住址",
}

_INCIDENT = re.compile(r"[^，。；！？\n]{0,8}?(?:起火|失火|着火|爆炸|漏水|渗水|返水|漏电|泄漏|坠物)")
"""What happened in a flat, told of the flat and of nobody in it."""


def check(draft: Draft) -> Hit | None:
    """Return the personal numbers in title and body, masked."""
    parts: tuple[tuple[Part, tuple[Identifier, ...]], ...] = (
        ("title", draft.title_identifiers),
        ("body", draft.body_identifiers),
    )
    found = [
        (identifier.kind, Span(part, identifier.start, identifier.end))
        for part, identifiers in parts
        for identifier in identifiers
        if identifier.kind in _NAMES and not _may_stay(draft.text_of(part), identifier)
    ]
    if not found:
        return None
    quotes = cut(draft, [span for _, span in found])
    counts = Counter(kind for kind, _ in found)
    kinds = "、".join(name for kind, name in _NAMES.items() if counts[kind])
    counted = "、".join(f"{name}{counts[kind]}处" for kind, name in _NAMES.items() if counts[kind])
    return Hit(
        quotes,
        f"文中写有{counted}（{words(quotes[0])}），建议公开后会泄露个人信息。",
        f"请删去{kinds}；承办单位需要核实身份或联系当事人的，请另行告知，不写在建议里。",
    )


def _may_stay(text: str, identifier: Identifier) -> bool:
    if identifier.kind == "plate":
        return is_official(text[identifier.start : identifier.end])
    return identifier.kind == "address" and _INCIDENT.match(text, identifier.end) is not None

"""N8 含身份证号、银行卡号等个人信息: a number that points at one person.

Identity cards, bank cards and mobile numbers count; a landline is most often an office and may stay. All
kinds are masked wherever the program shows the words.
"""

from collections import Counter

from model.draft import Draft, Part
from model.formal.hit import Hit, Span, cut, words
from model.identifiers import Identifier, Kind

_NAMES: dict[Kind, str] = {"id_card": "身份证号", "bank_card": "银行卡号", "mobile": "手机号"}


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
        if identifier.kind in _NAMES
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

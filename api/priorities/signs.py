"""Signs: facts that a draft tells in its own words, found clause by clause and weighed together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.priorities.clauses import Clause, quoted
from model.draft import Draft, Quote

CRACKED = "[墙楼房屋桥坝堤崖坡路地管梁柱板台顶岩塘渠体座土山][^，]{0,10}(?<!冻)裂[缝开了出]|开裂"
NEARLY = "(?:险些|差点)(?=[^，]{0,8}(?:撞|砸|摔|掉|淹|出|压|烧|打着|命|翻|塌))"
PERILOUS_GRADE = "(?<![0-9A-Za-z])[CD]级"

_WHOLE = re.compile("全[县市区省国]|[我本][县市省]|我国|外地|邻[县市]|外[县市省]")
_ELSEWHERE = 0.5
"""What is told of a whole county, or of another, is a statistic and not this matter."""
_NEAR = 12
"""Code points around a sign in which it is taken back."""
_PAST = re.compile(r"去年|前年|今年|上个?月|已经?|曾|先后|近[几两三]?年|(?:19|20)\d\d年(?!底|前)")
_MOST_QUOTES = 2


@dataclass(frozen=True, slots=True)
class Sign:
    """One family of facts.

    Attributes:
        family: as it is told to the reader.
        weight: 0 to 1, of the strongest fact of the family.
        words: that tell it, in canonical text.
        unless: words nearby that take it back, as 防止 does.
        asked: whether it counts in the words that ask, even where they tell nothing past.
    """

    family: str
    weight: float
    words: re.Pattern[str]
    unless: re.Pattern[str]
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one family.

    Attributes:
        family: of the sign.
        weight: of this fact.
        quote: the words that tell it.
    """

    family: str
    weight: float
    quote: Quote


def either(signs: Sequence[Sign]) -> re.Pattern[str]:
    """Return a pattern that finds out fast whether a clause has any of the signs."""
    return re.compile("|".join(f"(?:{sign.words.pattern})" for sign in signs))


def find(
    draft: Draft, clauses: Iterable[Clause], signs: Sequence[Sign], any_of: re.Pattern[str]
) -> list[Found]:
    """Return the strongest fact of each family, strongest family first."""
    best: dict[str, tuple[float, Clause, tuple[int, int]]] = {}
    for clause in clauses:
        if not any_of.search(clause.text):
            continue
        telling = clause.zone != "ask" or _PAST.search(clause.text) is not None
        share = _ELSEWHERE if _WHOLE.search(clause.text) else 1.0
        for sign in signs:
            if not (telling or sign.asked):
                continue
            found = sign.words.search(clause.text)
            if found is None or sign.weight * share <= best.get(sign.family, (0.0,))[0]:
                continue
            if not sign.unless.search(clause.text, max(0, found.start() - _NEAR), found.end() + _NEAR):
                best[sign.family] = (sign.weight * share, clause, found.span())
    return [
        Found(family, weight, quoted(draft, clause, *span))
        for family, (weight, clause, span) in sorted(best.items(), key=lambda item: -item[1][0])
    ]


def together(weights: Iterable[float]) -> float:
    """Combine independent signs: 1 - product of (1 - weight)."""
    left = 1.0
    for weight in weights:
        left *= 1 - weight
    return round(1 - left, 3)


def quotes_of(found: Sequence[Found]) -> tuple[Quote, ...]:
    """Return the quotes of the strongest families, each once."""
    return tuple(dict.fromkeys(each.quote for each in found[:_MOST_QUOTES]))

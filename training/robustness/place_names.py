"""Other names for towns, villages, schools and the like; the same name wherever the old one stood.

What is a name is found by rule: a word of two or three characters in front of 镇, 村 and so on that jieba
takes for a noun or a name and that stands in hardly any draft of the corpus. 农村, 乡镇, 我县 stand in many.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from random import Random

import rjieba

from model.draft import Draft
from training.labels import read_corpus

NAMES = {
    2: (
        *("漆岭", "檀洲", "鹭浦", "枫垭", "槐陂", "砚浦", "杏埠", "柘冲", "蒿坪", "荻湾"),
        *("樨岭", "苎溪", "梧垸", "橡坡", "蓼洲", "鹳山", "雁垴", "菖溪", "棠圩", "楝坝"),
        *("甑山", "箬岭", "磬石", "椿垣", "芡塘", "茭浦", "葭洲", "鸬滩", "榧坑", "桤坪"),
    ),
    3: (
        *("漆树垭", "檀香洲", "白鹳滩", "枫杨坳", "砚台岭", "杏花埠", "柘木冲", "蒿草坪", "荻花湾", "苎麻溪"),
        *("橡子坡", "雁落垴", "菖蒲溪", "棠梨圩", "楝树坝"),
    ),
}
"""Names that no place in the corpus has, by the number of their characters."""

_SUFFIX = re.compile(
    "(?:镇|乡|街道|社区|村|小学|中学|水库|大桥|小区)(?!长|村|镇|亲|音|愁|下|民|庄|级|口|里|干|生|官)"
)
_WIDE_SUFFIX = re.compile("[县市区](?!场|域|政|委|划|里|级|容|直|民|间|别)")
_WHOLE = re.compile(
    "(?!.*(?:地区|开区|发区|城区|城市|都市|超市|城镇)$)([一-鿿]{2,3})(镇|乡|街道|社区|村|水库|大桥|县|市|区)"
)
_NOUNS = {"g", "n", "ng", "nr", "nrfg", "nrt", "ns", "nz"}
_PROPER = {"nr", "ns", "nz"}
_NO_NAME = re.compile(
    "[是了的我本该全各每某两几多一二三四五六七八九十百千万个条所座处从为请给对与和及到往按报在旁前后内外里离"
    "县市镇乡村区省路校厂户级族]"
)
_RARE = 12
"""A word in front of 村 that stands in more drafts of the corpus may be none: 边远, 美丽, 高层."""


def place_names(draft: Draft, chance: Random) -> Draft:
    """Give every place that is found another name, of as many characters, through title and body."""
    old = sorted(name for name in _found(draft) if _count(name) <= _RARE)
    other: dict[str, str] = {}
    for length, names in NAMES.items():
        own = [name for name in old if len(name) == length]
        new = [name for name in names if name not in draft.title + draft.body]
        other |= dict(zip(own, chance.sample(new, min(len(own), len(new))), strict=False))
    if not other:
        return draft
    pattern = re.compile("|".join(sorted(other, key=len, reverse=True)))

    def renamed(text: str) -> str:
        return pattern.sub(lambda found: other[found.group()], text)

    return replace(draft, title=renamed(draft.title), body=renamed(draft.body))


def _found(draft: Draft) -> set[str]:
    return {
        name
        for text in (draft.canonical_title, draft.canonical_body)
        for name in _names(text)
        if not _NO_NAME.search(name)
    }


def _names(text: str) -> Iterator[str]:
    words: list[tuple[str, str]] = rjieba.tag(text)
    for (word, kind), (following, _) in zip(words, [*words[1:], ("", "")], strict=False):
        whole = _WHOLE.fullmatch(word)
        if whole and kind in _PROPER:  # 青石镇 as one word
            yield whole[1]
        if re.fullmatch("[一-鿿]{2,3}", word) and (
            (kind in _NOUNS and _SUFFIX.match(following))
            or (kind in _PROPER and _WIDE_SUFFIX.match(following))
        ):
            yield word


@cache
def _count(name: str) -> int:
    """Return in how many drafts of the bundled corpus a word stands."""
    return sum(name in text for text in _corpus())


@cache
def _corpus() -> tuple[str, ...]:
    return tuple(f"{row.draft.title}\n{row.draft.body}" for row in read_corpus().drafts)

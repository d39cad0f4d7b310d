"""Drafts without number, to measure with: those of the corpus with other names and numbers, put together.

One in ten is a copy of an earlier one with a sentence left out. Of the others each has the title and body of
one draft and a sentence of another; the two characters before 村, 镇, 乡, 小区, 社区, 街道, 小学, 中学 and
水库 are drawn anew for each draft, and so are its numbers.
"""

import random
import re
from collections.abc import Iterator, Sequence

from model.draft import Draft

_COPY_EVERY = 10
_REMEMBERED = 20_000
"""Drafts that copies are made of."""
_NAME = re.compile("[\u4e00-\u9fff]{2}(?=村|镇|乡|小区|社区|街道|小学|中学|水库)")
_NUMBER = re.compile("[0-9]{1,5}")
_SENTENCE = re.compile("(?<=。)")
_LETTERS = "云龙石青白马金河山花林水南北东西新大桥坪坡湾沟岭溪泉塘柳杨槐松竹梅兰桂高长平安永和兴盛"


def made_up(drafts: Sequence[Draft], count: int, seed: int = 0) -> Iterator[Draft]:
    """Yield drafts.

    Args:
        drafts: to make them of, one at least.
        count: how many.
        seed: of all that is drawn.
    """
    drawn = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
    earlier: list[Draft] = []
    for number in range(count):
        if earlier and number % _COPY_EVERY == _COPY_EVERY - 1:
            yield _copy(drawn.choice(earlier), drawn)
            continue
        made = _other(drawn.choice(drafts), drawn.choice(drafts), drawn)
        if len(earlier) < _REMEMBERED:
            earlier.append(made)
        yield made


def _copy(draft: Draft, drawn: random.Random) -> Draft:
    sentences = _SENTENCE.split(draft.body)
    sentences.pop(drawn.randrange(len(sentences)))
    return Draft(draft.title, "".join(sentences) or draft.body, draft.level)


def _other(draft: Draft, beside: Draft, drawn: random.Random) -> Draft:
    names: dict[str, str] = {}

    def name(found: re.Match[str]) -> str:
        return names.setdefault(found.group(), drawn.choice(_LETTERS) + drawn.choice(_LETTERS))

    def digits(found: re.Match[str]) -> str:
        return str(drawn.randrange(1, int(10 ** len(found.group()))))

    more = drawn.choice(_SENTENCE.split(beside.body))
    return Draft(
        _NAME.sub(name, draft.title), _NUMBER.sub(digits, _NAME.sub(name, draft.body + more)), draft.level
    )

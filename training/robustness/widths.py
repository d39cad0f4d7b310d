"""Half-width marks for full-width ones and the reverse, as another keyboard writes them."""

import re
from dataclasses import replace
from random import Random

from model.draft import Draft

FULL, HALF = "，：；？！（）。", ",:;?!()."

_OTHER = dict(zip(FULL + HALF, HALF + FULL, strict=True))
_MARK = re.compile(
    f"[{FULL}]"
    "|[,:;?!()](?![0-9A-Za-z])"  # 10,000 and 8:30 are no Chinese punctuation
    r"|(?<=[一-鿿])\.(?![0-9A-Za-z.])"  # nor are 4.5 and the mark of a list
)


def widths(draft: Draft, _chance: Random) -> Draft:
    """Turn every mark of punctuation into the other width; chance has no part in it."""

    def turned(text: str) -> str:
        return _MARK.sub(lambda found: _OTHER[found.group()], text)

    return replace(draft, title=turned(draft.title), body=turned(draft.body))

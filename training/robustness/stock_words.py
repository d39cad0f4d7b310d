"""Five stock phrases more, as they are thrown in to sound thorough or definite.

None names a place, a thing or an amount, and none says who does what, to what and how far: by the rubric no
verdict hangs on them (``V3``, ``F2``: 分期、争取 count only where one sees that they carry the cost).
"""

import re
from dataclasses import replace
from random import Random

from model.draft import Draft

STOCK_WORDS = (
    "试点先行",
    "试点推开",
    "积极争取",
    "多方争取",
    "分期实施",
    "分期推进",
    "全面铺开",
    "全面覆盖",
    "强化统筹",
    "强化保障",
    "健全机制",
    "机制先行",
    "加大力度",
    "力度不减",
    "可检查可考核",
    "台账管理",
    "专班推进",
    "清单销号",
    "闭环管理",
    "挂图作战",
    "倒排工期",
    "量化到位",
)
COUNT = 5

_END = re.compile("[。！？；]$")


def stock_words(draft: Draft, chance: Random) -> Draft:
    """Put five phrases at ends of sentences: before the mark as a clause, or after it by themselves.

    A draft without a sentence that ends in a mark stays as it is.
    """
    ends = [sentence.end for sentence in draft.sentences if _END.search(sentence.text)]
    if not ends:
        return draft
    pieces: dict[int, str] = {}
    for words in chance.sample(STOCK_WORDS, COUNT):
        end = chance.choice(ends)
        at, piece = (end - 1, f"，{words}") if chance.random() < 0.5 else (end, f"{words}。")
        pieces[at] = pieces.get(at, "") + piece
    body = draft.body
    for at in sorted(pieces, reverse=True):
        body = body[:at] + pieces[at] + body[at:]
    return replace(draft, body=body)

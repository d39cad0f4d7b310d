"""How a passage of a draft is shown inside a Chinese sentence."""

import re

import rjieba

_TRIMMED = " 。，；：、！？,.;:!?"
_BREAKS = "，；：。、, "
_NUMBER_CUT = re.compile(r"(?<=\D)[\d.]{1,12}$")
_LONGEST_WORD = 8
_LEANS_ON_THE_NEXT = "全把对在的和与及为将从向给被让由各每该这那等"


def shown(text: str, limit: int = 30) -> str:
    """Return a passage between quotation marks, short enough to read at a glance.

    Args:
        text: the passage; quotation marks in it become inner ones.
        limit: code points after which it is cut, at a mark of punctuation or else at the end of a word.
    """
    text = shortened(re.sub(r"\s+", " ", text).strip(_TRIMMED), limit)
    return "“" + text.replace("“", "‘").replace("”", "’") + "”"


def shortened(text: str, limit: int) -> str:
    """Return a text whole, or its beginning and ``……``.

    Args:
        text: one line.
        limit: code points after which it is cut, at a mark of punctuation or else at the end of a word.
    """
    if len(text) <= limit:
        return text
    cut = max(text.rfind(mark, limit // 2, limit) for mark in _BREAKS)
    # A number that is cut would be another number.
    return _NUMBER_CUT.sub("", text[: cut if cut > 0 else _word_end(text, limit)]).rstrip(_TRIMMED) + "……"


def _word_end(text: str, limit: int) -> int:
    """The last place up to ``limit`` where a word ends that can stand last."""
    best, end = 0, 0
    front = text[: limit + _LONGEST_WORD].encode("utf-8", "replace").decode()  # half a pair would not pass
    for word in rjieba.cut(front):
        end += len(word)
        if end > limit:
            break
        if word not in _LEANS_ON_THE_NEXT:
            best = end
    return best if best >= limit // 2 else limit

"""How a passage of a draft is shown inside a Chinese sentence."""

import re

_TRIMMED = " 。，；：、！？,.;:!?"
_BREAKS = "，；：。、, "
_NUMBER_CUT = re.compile(r"(?<=\D)[\d.]{1,12}$")


def shown(text: str, limit: int = 30) -> str:
    """Return a passage between quotation marks, short enough to read at a glance.

    Args:
        text: the passage; quotation marks in it become inner ones.
        limit: code points after which it is cut, at a mark of punctuation where there is one.
    """
    text = re.sub(r"\s+", " ", text).strip(_TRIMMED)
    if len(text) > limit:
        cut = max(text.rfind(mark, limit // 2, limit) for mark in _BREAKS)
        # A number that is cut would be another number.
        text = _NUMBER_CUT.sub("", text[: cut if cut > 0 else limit]).rstrip(_TRIMMED) + "……"
    return "“" + text.replace("“", "‘").replace("”", "’") + "”"

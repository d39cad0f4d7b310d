"""Words of a draft or a review cut to what a line of a sheet, a letter or a table holds."""

from api.safe import safe
from model.draft import Quote
from model.shown import shortened, shown

UNTITLED = "（没有标题）"


def brief(text: str, limit: int) -> str:
    """Return a text without characters that act, whole or cut as :func:`model.shown.shortened` cuts.

    Args:
        text: anything a draft or a file may hold.
        limit: code points.
    """
    return shortened(safe(text).strip(), limit)


def quoted(quote: Quote, limit: int) -> str:
    """Return the words of a quote between quotation marks, as :func:`model.shown.shown` shows them.

    Args:
        quote: of a draft.
        limit: code points.
    """
    return shown(safe(quote.text), limit)

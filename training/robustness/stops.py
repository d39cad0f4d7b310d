"""Semicolons for full stops and the reverse, within a paragraph."""

import re
from dataclasses import replace
from random import Random

from model.draft import Draft

_OTHER = {"。": "；", "；": "。", ";": "。"}
_STOP = re.compile(r"[。；;](?!\s*(?:\n|$)|[”’」』）》])")


def stops(draft: Draft, _chance: Random) -> Draft:
    """Turn every 。 into ； and every ； into 。, but for the end of a paragraph or a quotation.

    Chance has no part in it.
    """
    return replace(draft, body=_STOP.sub(lambda found: _OTHER[found.group()], draft.body))

"""Whether a draft is about the countryside.

Many places divide their work by it: the refuse of villages is one unit's, that of the town another's.
"""

import re

from model.draft import Draft

_RURAL = re.compile("村|乡|(?<!城)镇")


def rural(draft: Draft) -> bool:
    """Return whether the title of a draft names a village or a township (村、乡、镇)."""
    return _RURAL.search(draft.canonical_title) is not None

"""Weights as a user writes them: 反映强烈=2,迫切=1.5."""

import re

from api.errors import BatchError
from api.priorities.candidates import CRITERIA, Weights

_PART = re.compile(r"([^=＝]+)[=＝]\s*(\d{1,4}(?:\.\d{1,4})?)\s*")


def read_weights(text: str) -> Weights:
    """Read weights; a criterion that is not named keeps the weight 1.

    Args:
        text: pairs such as ``反映强烈=2``, separated by commas; full-width marks are taken, too.

    Raises:
        BatchError: naming what is wrong.
    """
    weights = dict.fromkeys(CRITERIA, 1.0)
    for part in re.split("[,，、;；]", text):
        found = _PART.fullmatch(part)
        name = found[1].strip() if found else ""
        criterion = next((each for each in CRITERIA if each == name), None)
        if found is None or criterion is None:
            raise BatchError(
                f"看不懂权重“{part.strip()}”",
                remedy=f"请写成 {CRITERIA[0]}=2,{CRITERIA[2]}=1.5；可用的是{'、'.join(CRITERIA)}",
            )
        weights[criterion] = float(found[2])
    if not any(weights.values()):
        raise BatchError("四项权重不能都是 0", remedy="请至少给一项写一个大于 0 的数")
    return Weights(*weights.values())

"""The advice that speaks about one draft: one module per reason code of the rubric."""

from collections.abc import Callable

from model.advice import b1, b2, b3, f1, f2, f3, f4, f5, v1, v2, v3
from model.advice.advice import Advice
from model.draft import Draft, Quote
from model.unit_list import UnitList, bundled_units

_ADVISERS: dict[str, Callable[[Draft, tuple[Quote, ...], str, bool, UnitList], Advice]] = {
    "B1": b1.advise,
    "B2": b2.advise,
    "B3": b3.advise,
    "V1": v1.advise,
    "V2": v2.advise,
    "V3": v3.advise,
    "F1": f1.advise,
    "F2": f2.advise,
    "F3": f3.advise,
    "F4": f4.advise,
    "F5": f5.advise,
}


def advise(  # noqa: PLR0913, PLR0917 - what is known of a finding
    code: str,
    draft: Draft,
    quotes: tuple[Quote, ...],
    unit: str,
    sure: bool = True,
    units: UnitList | None = None,
) -> Advice:
    """Say what is wrong with a draft for one reason code, and how to mend this draft.

    Args:
        code: a reason code, B1 … F5.
        draft: the draft as given.
        quotes: the words that show it, best first; at least one.
        unit: the likeliest 主办 unit, by its name in ``units``; empty where it is in doubt.
        sure: whether the code holds; a code that is 拿不准 is spoken of as a doubt.
        units: that there are; the bundled ones if not given.

    Returns:
        The message and the advice; both speak only of words that stand in the draft.

    Raises:
        KeyError: for a code that is not a reason code.
    """
    return _ADVISERS[code](draft, quotes, unit, sure, units or bundled_units())

"""Formal objections (形式审查): eight grounds on which a draft is no suggestion, each with a rule of its own.

One file per rule, named for its code, each with one function ``check(draft) -> Hit | None``.
"""

from collections.abc import Callable

from model.content import rubric
from model.draft import Draft
from model.formal import n1, n2, n3, n4, n5, n6, n7, n8
from model.formal.hit import Hit
from model.review import Objection

RULES: dict[str, Callable[[Draft], Hit | None]] = {
    "N1": n1.check,
    "N2": n2.check,
    "N3": n3.check,
    "N4": n4.check,
    "N5": n5.check,
    "N6": n6.check,
    "N7": n7.check,
    "N8": n8.check,
}


def objections(draft: Draft) -> tuple[Objection, ...]:
    """Check a draft against all eight rules.

    Args:
        draft: as given.

    Returns:
        The objections that hold, in the order of their codes; identifiers of persons in them are masked.

    Raises:
        ContentError: if the rubric under ``data/`` is not what it should be.
    """
    return tuple(_objection(code, hit) for code, check in RULES.items() if (hit := check(draft)))


def _objection(code: str, hit: Hit) -> Objection:
    entry = rubric().codes[code]
    return Objection(code, entry.name, entry.severity, hit.quotes, hit.message, hit.advice, entry.clause)

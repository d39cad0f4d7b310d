"""What points at one person in a text, and how it is masked.

Numbers (:mod:`model.person_numbers`), number plates (:mod:`model.plates`) and the doors of homes
(:mod:`model.doors`).
"""

from collections.abc import Iterable
from itertools import chain
from operator import attrgetter

from model.doors import IN_A_DOOR, find_doors
from model.identifier import Identifier, Kind
from model.person_numbers import find_numbers
from model.plates import find_plates

__all__ = ["MASK", "Identifier", "Kind", "find_identifiers", "mask", "mask_identifiers"]

MASK = "＊"

_KEPT: dict[Kind, tuple[int, int]] = {
    "id_card": (3, 2),
    "bank_card": (3, 4),
    "mobile": (3, 4),
    "landline": (0, 2),
    "plate": (2, 1),
    "address": (0, 0),
}
"""Characters that stay readable at the head and the tail: enough to know one's own again."""


def find_identifiers(text: str) -> tuple[Identifier, ...]:
    """Find what points at one person, in time linear in the text.

    Args:
        text: as given or canonical; digits and letters may be full-width, with blanks or dashes inside.

    Returns:
        What was found, in order; nothing overlaps.
    """
    numbers = find_numbers(text)
    plates, doors = find_plates(text), find_doors(text)
    return tuple(_apart(numbers, plates, doors) if plates or doors else numbers)


def mask(text: str) -> str:
    """Replace the characters of every identifier by ``＊``, length unchanged.

    The first three and last two digits of an identity number stay readable, the first three and last four
    of a bank card or mobile number, the last two of a landline, province, letter and last character of a
    plate; of a home, the words around its numbers (＊栋＊单元＊＊＊室). Blanks and dashes inside stay as they
    are.
    """
    return mask_identifiers(text, find_identifiers(text))


def mask_identifiers(text: str, identifiers: tuple[Identifier, ...]) -> str:
    """Do as :func:`mask` does, for identifiers already found in the text."""
    if not identifiers:
        return text
    characters = list(text)
    for identifier in identifiers:
        span = range(identifier.start, identifier.end)
        places = [place for place in span if _tells(characters[place], identifier.kind)]
        head, tail = _KEPT[identifier.kind]
        for place in places[head : len(places) - tail]:
            characters[place] = MASK
    return "".join(characters)


def _tells(character: str, kind: Kind) -> bool:
    if kind == "address":
        return character in IN_A_DOOR
    return character.isalnum() or character == "×"


def _apart(*found: Iterable[Identifier]) -> Iterable[Identifier]:
    """Yield what was found in order; of two that overlap, what begins first."""
    end = 0
    for each in sorted(chain(*found), key=attrgetter("start")):
        if each.start >= end:
            yield each
            end = each.end

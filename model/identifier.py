"""What points at one person, and where it stands."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["id_card", "bank_card", "mobile", "landline", "plate", "address"]


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number, a plate or the door of a home that points at a person.

    Attributes:
        kind: what it is.
        start: first code point in the text.
        end: one past the last; blanks, dashes and brackets inside are part of it.
    """

    kind: Kind
    start: int
    end: int

"""Other digits, as many as before: amounts, lengths, numbers of people, shares.

The first digit of a number moves by one, so that an amount stays of its order: a county that can pay 1.2 亿元
cannot pay 9.6. Dates and terms stay, since a deadline must stay as near as it was; so do the marks of lists,
the numbers of documents, a whole (100%) and identifiers, whose last digit may be a check on the others
(``N8``).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from model.draft import Draft
from model.identifiers import Identifier

_UNIT_OF_TIME = "个?(?:年|月|日|号|天|周|小时|时|点|分钟|工作日|学期)"
_NUMBER = re.compile(
    "(?<![0-9０-９])(?!100 *[%％])[0-9０-９]{1,6}(?![0-9０-９])"
    rf"(?! *(?:[~～—–至到-]+ *[0-9０-９]+ *)?{_UNIT_OF_TIME})"
    r"(?! *(?:[、)）〕\]]|[.．](?![0-9０-９])))"
)


def digits(draft: Draft, chance: Random) -> Draft:
    """Change the digits of every number that is no date, term, list mark or identifier.

    Where a number comes again, in the title or the body, it changes in the same way.
    """
    other: dict[str, str] = {}

    def changed(text: str, identifiers: Sequence[Identifier]) -> str:
        def number(found: re.Match[str]) -> str:
            if any(each.start < found.end() and found.start() < each.end for each in identifiers):
                return found.group()
            return other.setdefault(found.group(), _other_number(found.group(), chance))

        return _NUMBER.sub(number, text)

    return replace(
        draft,
        title=changed(draft.title, draft.title_identifiers),
        body=changed(draft.body, draft.body_identifiers),
    )


def _other_number(number: str, chance: Random) -> str:
    return _beside(number[0], chance) + "".join(_another(digit, chance) for digit in number[1:])


def _beside(digit: str, chance: Random) -> str:
    """Return the digit one above or one below, which is not 0; a leading 0 stays."""
    value = int(digit)
    beside = [each for each in (value - 1, value + 1) if 1 <= each <= 9]
    return _written(chance.choice(beside), digit) if value else digit


def _another(digit: str, chance: Random) -> str:
    """Return one of the other nine digits."""
    return _written((int(digit) + chance.randint(1, 9)) % 10, digit)


def _written(value: int, like: str) -> str:
    """Return a digit in full or half width, like the one before."""
    return chr(ord(like) - int(like) + value)

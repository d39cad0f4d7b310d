"""One rule of the program that looks at text, as something that can be timed on a text."""

from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by itself; what it rests on is made ready before, for that is timed as a rule of its own.

    Attributes:
        name: in the table.
        ready: takes a text and returns the work that is timed.
        modules: whose regular expressions the rule uses; attacks are made from them.
    """

    name: str
    ready: Callable[[str], Work]
    modules: tuple[str, ...] = ()

"""Timing every rule on every adversarial text, and telling the worst of each."""

from dataclasses import dataclass
from time import process_time

from api.documents.limits import MOST_LINES
from tests.fuzz.api_rules import api_rules
from tests.fuzz.attacks import attacks
from tests.fuzz.model_rules import model_rules
from tests.fuzz.patterns import patterns_of
from tests.fuzz.rule import Rule
from tests.fuzz.strings import SIZE, Repeated, few_lines, strings

LIMIT = 0.2
"""Seconds of processor time that a rule may take for :data:`~tests.fuzz.strings.SIZE` code points."""
_SMALL, _SMALLER = SIZE // 5, SIZE // 20
_KEPT = 6
"""Texts that are tried at full length: those that took longest at a fifth of it."""
_GROWTH = 6.0
"""Times as long for four times the text from which on a text is tried at full length, too: 4 is linear."""
_NOTICED = 0.004
"""Seconds below which growth says nothing."""


@dataclass(frozen=True, slots=True)
class Worst:
    """The text on which a rule took longest.

    Attributes:
        rule: its name.
        seconds: of processor time.
        text: what it was tried on.
        tried: texts in all.
    """

    rule: str
    seconds: float
    text: Repeated
    tried: int


def all_rules() -> list[Rule]:
    """Return every rule."""
    return [*model_rules(), *api_rules()]


def texts_for(rule: Rule) -> list[Repeated]:
    """Return the texts for a rule: those by hand, and those from its own patterns."""
    own = (attack for pattern in patterns_of(*rule.modules) for attack in attacks(pattern))
    return list(dict.fromkeys((*strings().values(), *own)))


def worst_of(rule: Rule) -> Worst:
    """Return the text on which a rule takes longest, tried at full length where a shorter one looks bad."""
    texts = texts_for(rule)
    small = {text: once(rule, text, _SMALL) for text in texts}
    smaller = {text: once(rule, text, _SMALLER) for text in texts}
    slowest = sorted(small, key=lambda text: -small[text])[:_KEPT]
    growing = (text for text, taken in small.items() if taken > max(_NOTICED, _GROWTH * smaller[text]))
    taken = {text: best_of_three(rule, text) for text in dict.fromkeys((*slowest, *growing))}
    worst = max(taken, key=lambda text: taken[text])
    return Worst(rule.name, taken[worst], worst, len(small))


def once(rule: Rule, text: Repeated, size: int = SIZE) -> float:
    """Return the processor time of a rule on a text, in seconds.

    The text has no more lines than any reader lets through.
    """
    work = rule.ready(few_lines(text.text(size), MOST_LINES))
    begun = process_time()
    work()
    return process_time() - begun


def best_of_three(rule: Rule, text: Repeated, size: int = SIZE) -> float:
    """Return the least of three where the first is near the limit."""
    limit = LIMIT * size / SIZE
    taken = once(rule, text, size)
    if taken < limit / 2 or taken > 20 * limit:
        return taken
    return min(taken, once(rule, text, size), once(rule, text, size))

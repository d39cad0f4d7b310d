"""One kind of work that is killed again and again, and what came of it so far."""

import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from api.errors import ServiceFailed
from api.faults.result import Killed
from model.errors import LianshenError

_LATER, _SOONER = 1.03, 0.85
"""By which the time that moments are drawn from grows with each kill, and shrinks where the work was faster:
about every seventh comes to its end, however busy the machine is, so that no part of it is spared."""
_MOST_TOLD = 20


@dataclass(slots=True)
class Tally:
    """Counts of one kind.

    Attributes:
        kills: times that it was killed.
        whole: of these, kills of programs started anew.
        ended: times that it came to its end.
        acknowledged: writes that were answered for.
        violations: what was found broken; of very many only the first.
    """

    kills: int = 0
    whole: int = 0
    ended: int = 0
    acknowledged: int = 0
    violations: list[str] = field(default_factory=list)

    def note(self, broken: Iterable[str]) -> None:
        """Take down what is broken."""
        self.violations += list(broken)[: max(0, _MOST_TOLD - len(self.violations))]


class Kind(ABC):
    """A kind of work.

    Attributes:
        name: in Chinese.
        share: how many of all kills are its own, in relation to the others.
        tally: what came of it so far.
    """

    name: str
    share: int

    def __init__(self, lots: random.Random) -> None:
        """Begin.

        Args:
            lots: of the moments.
        """
        self.tally = Tally()
        self._lots = lots
        self._takes = 0.0
        self._pace = 1.0

    @abstractmethod
    def kill(self) -> None:
        """Kill it once, and look; where it came to its end first, begin anew."""

    def close(self) -> None:  # noqa: B027 - most leave nothing
        """End what is still under way."""

    def told(self) -> Killed:
        """Return what came of it."""
        tally = self.tally
        counts = (tally.kills, tally.whole, tally.ended, tally.acknowledged)
        return Killed(self.name, *counts, tuple(tally.violations))

    def attempt(self, work: Callable[[float], bool], takes: float, *, whole: bool = False) -> bool:
        """Let something be killed at a moment drawn by lot; return whether it was.

        Args:
            work: told after how many seconds to be killed; returns whether it was.
            takes: seconds that it takes when it is left alone.
            whole: whether it is a program started anew.
        """
        try:
            killed = work(self._lots.uniform(0.0, takes if whole else takes * self._pace))
        except ServiceFailed as error:
            self.tally.note([error.problem])
            return False
        if not whole:
            self._pace *= _LATER if killed else _SOONER
        if killed:
            self.tally.kills += 1
            self.tally.whole += whole
        else:
            self.tally.ended += 1
        return killed

    def look(self, *broken: Iterable[str]) -> None:
        """Take down what is broken; that it cannot be looked at is so, too."""
        for each in broken:
            try:
                self.tally.note(each)
            except LianshenError as error:
                self.tally.note([str(error)])

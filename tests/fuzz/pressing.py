"""Pressing pages for a time, or a number of times, always the same ones."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.pages import Press, complaint, forms_of, presses, routes_of
from tests.fuzz.people import WHO, People

_LOT = 200
_SIGN_IN_AFTER = 20
"""Presses after which it is looked who has been signed out."""


@dataclass(slots=True)
class Pressed:
    """What came of it.

    Attributes:
        count: of requests.
        doors: methods and paths that were asked, parameters left out.
        wrong: by what was wrong and where, the first request that did it.
    """

    count: int
    doors: set[str]
    wrong: dict[str, Press]


def press(people: People, *, most: int = 0, minutes: float = 0.0) -> Pressed:
    """Press pages.

    Args:
        people: a service and who asks it.
        most: requests, for a test; always the same ones.
        minutes: for the long form; lots of other ones until the time is over.
    """
    done = Pressed(0, set(), {})
    forms, routes = forms_of(people), routes_of(people)
    over = monotonic() + minutes * 60
    for lot in _lots(most, over):

        @seed(lot)
        @settings(
            max_examples=most or _LOT,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(presses(forms, routes))
        def one(pressed: Press) -> None:
            done.count += 1
            door = f"{pressed.method} {re.sub(r'[^/]*[0-9][^/]*', '…', pressed.path)}"
            done.doors.add(door)
            if wrong := complaint(people, pressed):
                done.wrong.setdefault(f"{wrong} {door}", pressed)
            if done.count % _SIGN_IN_AFTER == 0:
                for who in WHO:
                    people.come_back(who)

        one()
        if not most:
            forms = forms_of(people) or forms
    return done


def _lots(most: int, over: float) -> Iterator[int]:
    lot = 0
    yield lot
    while not most and monotonic() < over:
        lot += 1
        yield lot

"""Constructed places, to measure by, that divide work otherwise than the bundled corpus (``places.json``)."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from model.content import FOLDER
from training.local.lessons import Lesson


@dataclass(frozen=True, slots=True)
class Rule:
    """What falls to another unit there.

    Attributes:
        origin: the unit of the bundled corpus.
        words: pattern that the title matches; an empty one takes all of that unit's matters.
        unit: who does it in the place.
    """

    origin: str
    words: re.Pattern[str]
    unit: str


@dataclass(frozen=True, slots=True)
class Place:
    """A constructed place.

    Attributes:
        name: in Chinese.
        note: how it divides work, in Chinese.
        rules: the first that fits holds.
    """

    name: str
    note: str
    rules: tuple[Rule, ...]

    def unit_of(self, title: str, main: str) -> str:
        """Return who handles a matter there, by its title and its unit in the bundled corpus."""
        for rule in self.rules:
            if rule.origin == main and rule.words.search(title):
                return rule.unit
        return main

    def archived(self, lesson: Lesson) -> Lesson:
        """Return what an archive of the place says of a text: its unit there, and nothing else."""
        unit = self.unit_of(lesson.draft.title, str(lesson.main))
        return replace(lesson, flags={}, codes={}, main=unit, triage=None)


def places() -> tuple[Place, ...]:
    """Return the constructed places."""
    return tuple(_places())


def _places() -> Iterator[Place]:
    for stated in json.loads((FOLDER / "places.json").read_text("utf-8")):
        rules = (Rule(each["from"], re.compile(each["words"]), each["to"]) for each in stated["rules"])
        yield Place(stated["name"], stated["note"], tuple(rules))

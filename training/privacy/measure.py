"""How many of the things that point at a person are found, and how often something else is taken for one."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Final

import orjson

from model.doors import IN_A_DOOR
from model.identifier import Identifier, Kind
from model.identifiers import find_identifiers
from training.privacy.manners import MANNERS, Half
from training.privacy.sets import Text, with_one, without
from training.robustness.outcome import Share, share

RECALL, FALSE_ALARMS = 0.999, 0.001
"""What is wanted: at least, and at most."""

SEEDS: Final[dict[Half, int]] = {"tuning": 1, "held_out": 2}
"""The rules were tuned on the first; the second is only reported."""

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Recall:
    """What came of the texts of one kind.

    Attributes:
        found: of how many things all was found.
        missed: of each manner in which some were missed, how many; the most first.
    """

    found: Share
    missed: dict[str, int]


@dataclass(frozen=True, slots=True)
class Alarms:
    """What came of the texts without.

    Attributes:
        texts: of how many something was found.
        kinds: how many things of each kind.
        examples: a few templates that raised one.
    """

    texts: Share
    kinds: dict[Kind, int]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one half of the manners.

    Attributes:
        half: which.
        seed: of everything random in its texts.
        recall: by kind.
        alarms: on texts that hold nothing.
    """

    half: Half
    seed: int
    recall: dict[Kind, Recall]
    alarms: Alarms


@dataclass(frozen=True, slots=True)
class Measured:
    """What ``lianshen privacy measure`` tells.

    Attributes:
        texts: made of each kind, and without.
        halves: the manners that the rules were tuned on, and those held out.
    """

    texts: int
    halves: tuple[Outcome, ...]

    @property
    def holds(self) -> bool:
        """Whether recall and false alarms are as wanted on what was held out."""
        last = self.halves[-1]
        recalled = all((each.found.value or 0) >= RECALL for each in last.recall.values())
        return recalled and (last.alarms.texts.value or 0) <= FALSE_ALARMS

    def to_json(self) -> str:
        """Return all of it as JSON, with a line break at its end."""
        stated = {
            **asdict(self),
            "holds": self.holds,
            "wanted": {"recall": RECALL, "false_alarms": FALSE_ALARMS},
        }
        return orjson.dumps(stated, option=orjson.OPT_INDENT_2).decode() + "\n"


def measure(texts: int, progress: Callable[[str, float], None] = lambda *_: None) -> Measured:
    """Make texts and look through them.

    Args:
        texts: how many of each kind, and as many without.
        progress: told what is looked through and the share that is done.
    """
    steps = len(SEEDS) * (len(MANNERS["tuning"]) + 1)
    done = 0
    halves = []
    for half, seed in SEEDS.items():
        recall: dict[Kind, Recall] = {}
        for kind in MANNERS[half]:
            progress("找证号、电话、车牌、住址", done / steps)
            recall[kind] = _recall(half, kind, texts, seed)
            done += 1
        progress("看有没有误认", done / steps)
        halves.append(Outcome(half, seed, recall, _alarms(half, texts, seed)))
        done += 1
    progress("量完了", 1.0)
    return Measured(texts, tuple(halves))


def _recall(half: Half, kind: Kind, texts: int, seed: int) -> Recall:
    found, of, missed = 0, 0, Counter[str]()
    for text in with_one(half, kind, texts, seed):
        identifiers = find_identifiers(text.text)
        for span in text.spans:
            of += 1
            if _covered(text.text, span, identifiers):
                found += 1
            else:
                missed[text.manner] += 1
    return Recall(share(found, of), dict(missed.most_common()))


def _covered(text: str, span: tuple[int, int], identifiers: tuple[Identifier, ...]) -> bool:
    """Whether each number and letter of it belongs to something found, of whatever kind."""
    own = [each for each in identifiers if each.start < span[1] and span[0] < each.end]
    return all(
        any(each.start <= place < each.end for each in own)
        for place in range(*span)
        if text[place] in IN_A_DOOR
    )


def _alarms(half: Half, texts: int, seed: int) -> Alarms:
    kinds, raised, examples = Counter[Kind](), 0, Counter[str]()
    for text in without(half, texts, seed):
        found = _personal(text)
        raised += bool(found)
        kinds.update(each.kind for each in found)
        if found:
            examples[text.manner] += 1
    shown = tuple(manner for manner, _ in examples.most_common(_SHOWN))
    return Alarms(share(raised, texts), dict(kinds), shown)


def _personal(text: Text) -> list[Identifier]:
    """Return what was found but landlines, which are most often those of an office."""
    return [each for each in find_identifiers(text.text) if each.kind != "landline"]

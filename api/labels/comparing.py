"""A label beside those about the same text that are there already."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.labels.problem import CHANGED, DISAGREE, OLDER, Problem
from api.labels.record import Record
from api.labels.written import Place
from api.storage.learning_schema import LabelRow
from training.local.label import Label
from training.local.said import Said, said_of
from training.local.spoken import at_odds, contains

_SHOWN = 3


@dataclass(slots=True)
class Known:
    """A label about a text, in the store or earlier in the same file.

    Attributes:
        number: in the store; 0 for one that is about to be kept.
        annotator: who said it.
        said: what.
        made: when.
        standing: whether it holds.
    """

    number: int
    annotator: str
    said: Said
    made: datetime
    standing: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """What follows for a label from those that are there.

    Attributes:
        own: the label as it is known from now on; ``None`` where it says nothing new and is not kept.
        replaced: those that no longer hold because of it.
        problems: what the user should know.
    """

    own: Known | None
    replaced: tuple[Known, ...] = ()
    problems: tuple[Problem, ...] = ()


class Shelf:
    """The labels about some texts, those that do not hold any more too."""

    def __init__(self, session: Session, digests: Iterable[str]) -> None:
        self._of: defaultdict[str, list[Known]] = defaultdict(list)
        asked = select(
            LabelRow.digest, LabelRow.id, LabelRow.annotator, LabelRow.said, LabelRow.made, LabelRow.withdrawn
        ).where(LabelRow.digest.in_(sorted(set(digests))))
        for digest, number, annotator, said, made, withdrawn in session.execute(asked.order_by(LabelRow.id)):
            self._of[digest].append(Known(number, annotator, said_of(said), made, withdrawn is None))

    def beside(self, record: Record, place: Place) -> Beside:
        """Return what follows for a label, and take it in where it is kept."""
        label, known = record.label, self._of[record.label.digest]
        own = [each for each in known if each.annotator == label.annotator]
        standing = [each for each in own if each.standing]
        if any(each.said == label.said and each.made == label.made for each in own):
            return Beside(None)  # the very same act, even where it was taken back or replaced since
        if any(contains(each.said, label.said) for each in standing):
            return Beside(None)
        differing = [each for each in standing if at_odds(each.said, label.said)]
        newer = [each for each in differing if each.made > label.made]
        if newer:
            said = f"“{label.annotator}”后来（{_day(newer[-1].made)}）说的不同：{_topics(newer[-1], label)}"
            return Beside(None, problems=(_note(OLDER, record, place, f"{said}；这一行没有收"),))
        less = [e for e in standing if e.made <= label.made and contains(label.said, e.said)]
        replaced = [each for each in standing if each in differing or each in less]
        problems = [
            _note(
                CHANGED,
                record,
                place,
                f"“{label.annotator}”以前（{_day(each.made)}）说的不同：{_topics(each, label)}；以这一行为准",
            )
            for each in differing
        ]
        others = [each for each in known if each.standing and each.annotator != label.annotator]
        problems += _disagreements(record, place, others)
        for each in replaced:
            each.standing = False
        taken = Known(0, label.annotator, label.said, label.made, standing=True)
        known.append(taken)
        return Beside(taken, tuple(replaced), tuple(problems))


def _disagreements(record: Record, place: Place, others: list[Known]) -> list[Problem]:
    label = record.label
    differing = [each for each in others if at_odds(each.said, label.said)]
    if not differing:
        return []
    told = "；".join(f"“{each.annotator}”（{_topics(each, label)}）" for each in differing[:_SHOWN])
    more = f"等 {len(differing)} 人" if len(differing) > _SHOWN else ""
    said = f"同一件草稿，与{told}{more}说的不同；都收下了"
    return [_note(DISAGREE, record, place, said, "请商量以谁的为准")]


def _note(kind: str, record: Record, place: Place, problem: str, remedy: str = "") -> Problem:
    return Problem(place, kind, problem, remedy, taken=kind != OLDER, reference=record.reference)


def _topics(known: Known, label: Label) -> str:
    return "、".join(at_odds(known.said, label.said))


def _day(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d}"

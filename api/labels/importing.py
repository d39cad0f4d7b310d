"""Taking the labels of a file into the store: the good rows, and a word about each of the others.

Some hundred rows at a time are kept in one transaction. Whatever stops an import in between, what was kept
stays, and a second run over the same file finds it there and adds the rest.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.batch.sources import unreadable
from api.labels.checking import NOBODY, Checker, Today
from api.labels.comparing import Known, Shelf
from api.labels.form import Form
from api.labels.near import Texts
from api.labels.problem import CHANGED, DISAGREE, NEAR, UNREAD, Problem
from api.labels.reading import form_of, read
from api.labels.record import Record, row_of
from api.labels.written import Found, Place, Unreadable
from api.storage.database import Database
from api.storage.learning_schema import LabelRow
from api.trail.recording import record as record_step
from model.draft import Draft

_AT_ONCE = 500

Heard = Callable[[Problem], None]
Progress = Callable[[int, int], None]
"""Called with how many rows were read, and how many of them were refused."""


@dataclass(slots=True)
class Outcome:
    """What came of an import.

    Attributes:
        rows: read, those among them that say nothing.
        taken: labels that are new in the store.
        already: labels that were there.
        silent: rows on which nobody said anything.
        refused: rows not taken.
        noted: how many problems of each kind there were.
        too_many: whether there were too many texts to look for nearly equal ones.
    """

    rows: int = 0
    taken: int = 0
    already: int = 0
    silent: int = 0
    refused: int = 0
    noted: Counter[str] = field(default_factory=Counter)
    too_many: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be imported.

    Attributes:
        path: the file.
        form: of the file, where its content shall not tell.
        annotator: who said what bears no name in the file.
        actor: who imports it, as the trail shows.
        account_id: of who imports it on the page.
    """

    path: Path
    form: Form | None = None
    annotator: str = NOBODY
    actor: str = "命令行"
    account_id: int | None = None


def import_labels(
    database: Database, asked: Asked, today: Today, heard: Heard, progress: Progress = lambda *_: None
) -> Outcome:
    """Take the labels of a file into the store.

    Args:
        database: where they are kept.
        asked: what is to be imported.
        today: tells whether there is such a unit.
        heard: told each problem as it is found, those of nearly equal texts at the end.
        progress: told from time to time how far it is.

    Raises:
        LianshenError: the file cannot be opened, or is of no form that is known.
    """
    form = asked.form or form_of(asked.path)
    about = {"file": asked.path.name, "form": form, "sha256": _digest(asked.path)}
    with database.writing() as session:
        told = f"开始导入标注：{asked.path.name}"
        record_step(session, asked.actor, "labels.import", told, about, asked.account_id)
    run = _Run(database, Checker(today, asked.annotator, _changed(asked.path)), heard)
    coming = read(asked.path, form)
    while lot := list(islice(coming, _AT_ONCE)):
        run.take(lot)
        progress(run.outcome.rows, run.outcome.refused)
    run.look_for_near()
    with database.writing() as session:
        _record_end(session, asked, about, run.outcome)
    return run.outcome


class _Run:
    """One import on its way."""

    def __init__(self, database: Database, checker: Checker, heard: Heard) -> None:
        self.outcome = Outcome()
        self._database, self._checker, self._heard = database, checker, heard
        self._found: list[Problem] = []
        self._texts, self._places = Texts(), dict[int, Place]()
        self._before = self._known_texts()

    def take(self, lot: list[Found]) -> None:
        """Take some rows into the store."""
        checked = list(self._checked(lot))
        with self._database.writing() as session:
            kept = self._kept(session, checked)
        for record, place in kept:
            number = self._texts.add(record.label.digest, record.label.draft)
            if number is not None:
                self._places[number] = place
        order = {found.place: number for number, found in enumerate(lot)}
        self._tell(sorted(self._found, key=lambda problem: order[problem.place]))

    def look_for_near(self) -> None:
        """Say which texts are nearly the same as others."""
        for near in self._texts.near(self._before):
            other = self._places.get(near.other)
            told = f"与{other}" if other else "与库里已有的一件"
            said = f"{told}的文字几乎一样（相像 {near.alike:.0%}）；都收下了"
            self._say(Problem(self._places[near.own], NEAR, said, "请看看是不是同一件", taken=True))
        self._tell(self._found)
        self.outcome.too_many = self._texts.too_many

    def _known_texts(self) -> int:
        """Take in the texts that labels are about already; return how many there are."""
        for digest, draft in _standing_texts(self._database):
            self._texts.add(digest, draft)
        return len(self._texts.numbers)

    def _checked(self, lot: list[Found]) -> Iterator[tuple[Record, Place]]:
        for found in lot:
            self.outcome.rows += 1
            if isinstance(found, Unreadable):
                self._refuse([Problem(found.place, UNREAD, found.problem, found.remedy)])
                continue
            checked = self._checker.check(found)
            if checked.record is not None:
                for problem in checked.problems:
                    self._say(problem)
                yield checked.record, found.place
            elif checked.problems:
                self._refuse(checked.problems)
            else:
                self.outcome.silent += 1

    def _kept(self, session: Session, checked: list[tuple[Record, Place]]) -> list[tuple[Record, Place]]:
        shelf = Shelf(session, (record.label.digest for record, _ in checked))
        now = datetime.now(UTC)
        new: list[tuple[LabelRow, Known]] = []
        kept, replaced = [], set[int]()
        for record, place in checked:
            beside = shelf.beside(record, place)
            for problem in beside.problems:
                self._say(problem)
            if beside.own is None:
                self.outcome.refused += bool(beside.problems)
                self.outcome.already += not beside.problems
                continue
            replaced |= {each.number for each in beside.replaced if each.number}
            new.append((row_of(record), beside.own))
            kept.append((record, place))
        for row, own in new:
            row.withdrawn = None if own.standing else now
        session.add_all(row for row, _ in new)
        for numbers in _lots(sorted(replaced)):
            session.execute(update(LabelRow).where(LabelRow.id.in_(numbers)).values(withdrawn=now))
        self.outcome.taken += len(new)
        return kept

    def _refuse(self, problems: "list[Problem] | tuple[Problem, ...]") -> None:
        self.outcome.refused += 1
        for problem in problems:
            self._say(problem)

    def _say(self, problem: Problem) -> None:
        self.outcome.noted[problem.kind] += 1
        self._found.append(problem)

    def _tell(self, problems: list[Problem]) -> None:
        for problem in problems:
            self._heard(problem)
        self._found = []


def _standing_texts(database: Database) -> Iterator[tuple[str, Draft]]:
    last = 0
    while True:
        asked = select(LabelRow.id, LabelRow.digest, LabelRow.title, LabelRow.body).where(LabelRow.id > last)
        with database.session() as session:
            found = session.execute(
                asked.where(LabelRow.withdrawn.is_(None)).order_by(LabelRow.id).limit(_AT_ONCE)
            ).all()
        if not found:
            return
        yield from ((digest, Draft(title, body)) for _, digest, title, body in found)
        last = found[-1][0]


def _lots(numbers: list[int]) -> Iterator[list[int]]:
    return (numbers[start : start + _AT_ONCE] for start in range(0, len(numbers), _AT_ONCE))


def _changed(path: Path) -> datetime:
    """Return when a file was changed last: what it holds was said no later, and is the same next time."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError as error:
        raise unreadable(path.name, error) from error


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _record_end(session: Session, asked: Asked, about: dict[str, str], outcome: Outcome) -> None:
    told = (
        f"导入标注：{asked.path.name}，新收 {outcome.taken} 条，已有 {outcome.already} 条，"
        f"没有收 {outcome.refused} 条"
    )
    details = {
        **about,
        "rows": outcome.rows,
        "taken": outcome.taken,
        "already": outcome.already,
        "silent": outcome.silent,
        "refused": outcome.refused,
        "replaced": outcome.noted[CHANGED],
        "disagreements": outcome.noted[DISAGREE],
    }
    record_step(session, asked.actor, "labels.imported", told, details, asked.account_id)

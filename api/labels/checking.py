"""From what stands in a file to a label that may be kept, or why it may not."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from api.batch.drafts import check
from api.documents.level import stated_level
from api.labels.cleaning import line_of, lines_of, masked
from api.labels.names import Wrong, said_by
from api.labels.problem import EMPTY, LEVEL, UNIT, UNREAD, WHEN, Problem
from api.labels.record import Record
from api.labels.written import Written
from model.draft import LEVELS, Draft, Level
from model.errors import DraftError
from training.local.label import Label
from training.local.said import Said

Today = Callable[[str, date | None], str | None]
"""Returns the unit of today for a name and the day on which it was used; ``None`` where there is none."""

NOBODY = "未署名"
"""Who said what bears no name."""

_DAY = re.compile(
    r"(?P<year>(?:19|20)\d\d)[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?"
    r"(?:\s*(?P<hour>\d{1,2})[:：](?P<minute>\d\d)(?:[:：](?P<second>\d\d))?)?"
)
_LONGEST_NAME, _LONGEST_REFERENCE = 60, 200
_FIRST_YEAR = 1950


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a row.

    Attributes:
        record: the label; ``None`` where it is not taken, or nobody said anything.
        problems: in Chinese; where there is a label they are only notes.
    """

    record: Record | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks the rows of one file.

    Attributes:
        today: tells whether there is such a unit.
        annotator: who said what bears no name.
        when: the moment of what bears no date.
    """

    today: Today
    annotator: str
    when: datetime

    def check(self, written: Written) -> Checked:
        """Return the label in a row, or what keeps it from being one."""
        said, wrong = said_by(written.words)
        if not said and not wrong:
            return Checked(None)
        problems = [_problem(written, each) for each in wrong]
        made = self.when
        try:
            made = moment(written.made) or self.when
        except ValueError:
            shown = line_of(str(written.made))[:20]
            unclear = Wrong(
                WHEN, f"“{shown}”不是时间", "请写成 2026-03-02 或 2026-03-02 14:30 的样子，或空着"
            )
            problems.append(_problem(written, unclear))
        problems += [_problem(written, each) for each in self._units(said, made)]
        level, unclear_level = _level(written.level)
        draft = Draft(line_of(written.title), lines_of(written.body), level)
        problems += [_problem(written, each) for each in _texts(draft)]
        if problems:
            return Checked(None, tuple(problems))
        annotator = line_of(written.annotator)[:_LONGEST_NAME] or self.annotator
        kept = draft.masked
        label = Label(Draft(kept.title, kept.body, level), said, annotator, made, "import")
        reference = line_of(written.reference)[:_LONGEST_REFERENCE]
        notes = () if unclear_level is None else (_problem(written, unclear_level, taken=True),)
        return Checked(Record(label, reference, masked(written.extra)), notes)

    def _units(self, said: Said, made: datetime) -> Iterator[Wrong]:
        for name in (said.main, *(said.co or ())):
            if name is not None and self.today(name, made.date()) is None:
                problem = f"“{line_of(name)[:30]}”不在单位名单里，也不是认得的标签"
                yield Wrong(
                    UNIT, problem, "请改成名单里的名称，或先用 lianshen units import 加进名单或曾用名"
                )


def moment(written: str | date) -> datetime | None:
    """Return the moment that is written, in UTC; a day begins at midnight here; ``None`` for nothing.

    Raises:
        ValueError: it is no moment of the last decades.
    """
    if isinstance(written, str):
        text = written.strip()
        if not text:
            return None
        found = _parsed(text)
    elif isinstance(written, datetime):
        found = written
    else:
        found = datetime.combine(written, time())
    if not _FIRST_YEAR <= found.year < 9999:
        raise ValueError(written)
    return found.astimezone(UTC)


def _parsed(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        match = _DAY.fullmatch(text)
        if match is None:
            raise
        return datetime(*(int(part or 0) for part in match.groups()))  # type: ignore[arg-type]


def _level(written: str) -> tuple[Level, Wrong | None]:
    if not written.strip():
        return "县", None
    level = stated_level((), {"本级": line_of(written)})
    if level is not None:
        return level, None
    problem = f"“{line_of(written)[:12]}”不是本级（{'、'.join(LEVELS)}），作县级收下了"
    return "县", Wrong(LEVEL, problem, "")


def _texts(draft: Draft) -> Iterator[Wrong]:
    if not draft.title and not draft.body:
        yield Wrong(EMPTY, "没有标题，也没有正文", "请补上草稿的文字")
        return
    try:
        check("", draft)
    except DraftError as error:
        yield Wrong(UNREAD, error.problem, error.remedy)


def _problem(written: Written, wrong: Wrong, *, taken: bool = False) -> Problem:
    return Problem(written.place, wrong.kind, wrong.problem, wrong.remedy, taken, written.reference)

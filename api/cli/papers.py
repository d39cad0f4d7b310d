"""What ``lianshen score`` writes beside the output: letters, annotated drafts, a calendar."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import click

from api.batch.outputs.results import Results
from api.batch.outputs.whole import refuse_unwritable, refuse_unwritable_folder, whole
from api.batch.rows import Scored
from api.batch.work import Work
from api.cli.front import complain
from api.cli.progress import Count, Counting, counting
from api.letters.letters import own_template
from api.letters.office import letters_from
from api.letters.originals import Originals
from api.letters.writing import write_annotated, write_letters
from api.priorities.calendar_file import write_calendar
from api.priorities.due import Schedule, schedule


@dataclass(frozen=True, slots=True)
class Papers:
    """Which of them are wanted.

    Attributes:
        letters: folder for letters of opinion.
        template: of the letters; ``None`` for the one that comes along.
        annotate: folder for annotated Word files.
        calendar: file or folder for due dates.
        start: the day the drafts are handed to the units; ``None`` for today.
    """

    letters: Path | None = None
    template: Path | None = None
    annotate: Path | None = None
    calendar: Path | None = None
    start: date | None = None

    @property
    def places(self) -> list[Path]:
        """Where they go."""
        return [place for place in (self.letters, self.annotate, self.calendar) if place]

    def refuse_nonsense(self, inputs: Collection[Path]) -> None:
        """Find out before the long work what would keep them from being written.

        Args:
            inputs: resolved; must not be written into.

        Raises:
            UsageError: a folder for them is one of the inputs.
            OutputRefused: nothing can be written there.
            LetterTemplateError: no letters can be made from the template.
        """
        for place in self.places:
            if place.resolve() in inputs:
                raise click.UsageError(f"“{place}”是要审读的，不能写在里面。请换一个地方。")
            if place == self.calendar and place.suffix.lower() == ".ics":
                refuse_unwritable(place)
            else:
                refuse_unwritable_folder(place)
        if self.template and not self.template.exists():
            with whole(self.template) as part:
                part.write_bytes(own_template())
            complain(f"还没有“{self.template}”，已写一份自带的模板，可以用 Word 改了再用。")
        if self.letters:
            with letters_from(self.template):
                pass

    def plan(self, results: Results) -> Schedule | None:
        """Return the dates of the drafts that are handed over, where a calendar of them is wanted."""
        if self.calendar is None:
            return None
        return schedule(results.work.summaries(), self.start or date.today(), results.contents.groups)

    def write(
        self,
        results: Results,
        plan: Schedule | None,
        inputs: Sequence[Path],
        leaving_out: Collection[Path],
    ) -> list[str]:
        """Write them, and say where they are.

        Args:
            results: that they are about.
            plan: the dates of the calendar, if one is wanted.
            inputs: where the drafts came from.
            leaving_out: files among them that the run itself writes.

        Raises:
            LianshenError: one cannot be written.
        """
        said = []
        if self.letters:
            with letters_from(self.template) as office, _passing("写意见函", results.work) as reviews:
                letters = write_letters(self.letters, reviews, office, date.today())
            said.append(f"意见函：{letters:,} 份，在 {self.letters}")
        if self.annotate:
            with _passing("写批注", results.work) as reviews:
                drafts = write_annotated(self.annotate, reviews, Originals(inputs, leaving_out))
            said.append(f"带批注的草稿：{drafts:,} 份，在 {self.annotate}")
        if self.calendar and plan:
            files = write_calendar(self.calendar, plan.dues, datetime.now(UTC))
            said += [f"办理日历：{len(plan.dues):,} 件，{len(files):,} 个文件，在 {self.calendar}"]
            said += [f"{notice}。" for notice in plan.notices]
        return said


@contextmanager
def _passing(stage: str, work: Work) -> Iterator[Iterator[Scored]]:
    """Give the reviews, and show how many have passed."""
    total = work.done.scored

    def passing(count: Counting) -> Iterator[Scored]:
        for number, scored in enumerate(work.scored()):
            count(Count(number, 0, total))
            yield scored

    with counting(stage) as count:
        yield passing(count)
